import { create } from './create';
import { remove } from './delete';
import { exists } from './exists';
import { update } from './update';

export const task = {
	description: 'Tasks of an entity',
	operations: { exists, create, update, delete: remove },
};
