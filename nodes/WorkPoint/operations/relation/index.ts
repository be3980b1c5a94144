import { create } from './create';
import { remove } from './delete';
import { getAll } from './getAll';
import { replaceAll } from './replaceAll';
import { update } from './update';
import type { ResourceDefinition } from '../operation';

export const relation: ResourceDefinition = {
	description: 'What connects two entities',
	operations: { getAll, create, delete: remove, replaceAll, update },
};
