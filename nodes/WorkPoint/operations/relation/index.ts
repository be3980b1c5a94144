import { remove } from './delete';
import { getAll } from './getAll';
import type { Resource } from '../operation';

export const relation: Resource = {
	value: 'relation',
	name: 'Relation',
	description: 'What connects two entities',
	operations: [getAll, remove],
};
