import { checkConnection } from './checkConnection';
import { getInfo } from './getInfo';
import { getLicensedFeatures } from './getLicensedFeatures';
import { getUserLicense } from './getUserLicense';
import type { Resource } from '../operation';

export const solution: Resource = {
	value: 'solution',
	name: 'Solution',
	description: 'WorkPoint itself, as it is installed on the site',
	operations: [getInfo, checkConnection, getLicensedFeatures, getUserLicense],
};
