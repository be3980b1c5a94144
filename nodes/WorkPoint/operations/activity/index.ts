import { create } from './create';

export const activity = {
	description: 'The activity log of an entity',
	operations: { create },
};
