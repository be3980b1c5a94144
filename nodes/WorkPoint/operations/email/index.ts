import { getLocations } from './getLocations';
import { setFlags } from './setFlags';

export const email = {
	description: 'Emails that are filed in WorkPoint',
	operations: { getLocations, setFlags },
};
