import { checkConnection } from './checkConnection';
import { downloadExport } from './downloadExport';
import { getInfo } from './getInfo';
import { getLicensedFeatures } from './getLicensedFeatures';
import { getUserLicense } from './getUserLicense';

export const solution = {
	description: 'The WorkPoint installation on the site',
	operations: { getInfo, checkConnection, downloadExport, getLicensedFeatures, getUserLicense },
};
