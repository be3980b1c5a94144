import { getLocations } from './getLocations';
import { setFlags } from './setFlags';
import type { ResourceDefinition } from '../operation';

export const email: ResourceDefinition = {
	description: 'Mails that are filed in WorkPoint',
	operations: { getLocations, setFlags },
};
