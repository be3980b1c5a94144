import { getLocations } from './getLocations';
import { setFlags } from './setFlags';
import type { Resource } from '../operation';

export const email: Resource = {
	value: 'email',
	name: 'Email',
	description: 'Mails that are filed in WorkPoint',
	operations: [getLocations, setFlags],
};
