import { create } from './create';
import { remove } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { update } from './update';
import { upsert } from './upsert';
import type { Resource } from '../operation';

export const listItem: Resource = {
	value: 'listItem',
	name: 'List Item',
	description: 'Items of any list of the WorkPoint site or of the site of an entity',
	operations: [create, remove, get, getAll, update, upsert],
};
