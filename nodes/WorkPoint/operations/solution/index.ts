import { checkConnection } from './checkConnection';
import { downloadExport } from './downloadExport';
import { getInfo } from './getInfo';
import { getLicensedFeatures } from './getLicensedFeatures';
import { getUserLicense } from './getUserLicense';

export const solution = {
	description: 'WorkPoint itself, as it is installed on the site',
	operations: { getInfo, checkConnection, downloadExport, getLicensedFeatures, getUserLicense },
};
