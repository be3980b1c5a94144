import { create } from './create';
import { remove } from './delete';
import { getAll } from './getAll';
import { replaceAll } from './replaceAll';
import { update } from './update';

export const relation = {
	description: 'Connections between two entities',
	operations: { getAll, create, update, delete: remove, replaceAll },
};
