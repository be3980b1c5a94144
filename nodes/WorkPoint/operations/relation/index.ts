import { create } from './create';
import { remove } from './delete';
import { getAll } from './getAll';
import { replaceAll } from './replaceAll';
import { update } from './update';
import type { Resource } from '../operation';

export const relation: Resource = {
	value: 'relation',
	name: 'Relation',
	description: 'What connects two entities',
	operations: [getAll, create, remove, replaceAll, update],
};
