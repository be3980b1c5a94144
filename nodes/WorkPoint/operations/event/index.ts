import { create } from './create';
import { remove } from './delete';
import { exists } from './exists';
import { update } from './update';
import type { ResourceDefinition } from '../operation';

export const event: ResourceDefinition = {
	description: 'Events of an entity',
	operations: { create, delete: remove, exists, update },
};
