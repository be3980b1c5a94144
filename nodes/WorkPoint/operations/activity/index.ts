import { create } from './create';
import type { Resource } from '../operation';

export const activity: Resource = {
	value: 'activity',
	name: 'Activity',
	description: 'The activity log of an entity',
	operations: [create],
};
