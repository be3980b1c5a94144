import { create } from './create';
import { remove } from './delete';
import { exists } from './exists';
import { update } from './update';
import type { ResourceDefinition } from '../operation';

export const task: ResourceDefinition = {
	description: 'Tasks of an entity',
	operations: { create, delete: remove, exists, update },
};
