import { create } from './create';
import { remove } from './delete';
import { exists } from './exists';
import { update } from './update';
import type { Resource } from '../operation';

export const task: Resource = {
	value: 'task',
	name: 'Task',
	description: 'Tasks of an entity',
	operations: [create, remove, exists, update],
};
