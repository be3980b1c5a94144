import { create } from './create';
import { remove } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { update } from './update';
import { upsert } from './upsert';

export const listItem = {
	description: 'Items of any list on the WorkPoint site or the site of an entity',
	operations: { getAll, get, create, update, upsert, delete: remove },
};
