import { create } from './create';
import type { ResourceDefinition } from '../operation';

export const activity: ResourceDefinition = {
	description: 'The activity log of an entity',
	operations: { create },
};
