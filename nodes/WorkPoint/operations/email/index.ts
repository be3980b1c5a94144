import { getLocations } from './getLocations';
import { setFlags } from './setFlags';

export const email = {
	description: 'Mails that are filed in WorkPoint',
	operations: { getLocations, setFlags },
};
