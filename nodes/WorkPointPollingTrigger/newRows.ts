import { UserError, type IDataObject } from 'n8n-workflow';

import type { Send } from '../api/call';
import { isObject } from '../api/json';
import type { Condition, SortRule } from '../concepts/query/caml';
import type { ListAddress } from '../concepts/fields/ofList';
import { idOf, lastRow, rowsOf, type Change, type Changes } from './watchedRows';

/** The last assigned ID: SharePoint counts IDs up and never assigns one twice. */
export interface IdCursor extends IDataObject {
	id: number;
}

export function isIdCursor(stored: unknown): stored is IdCursor {
	return isObject(stored) && Number.isSafeInteger(stored.id);
}

const inOrder: SortRule[] = [{ field: 'ID', direction: 'ascending' }];

function above(id: number): Condition[] {
	return [{ field: 'ID', operator: 'Gt', value: { type: 'Counter', text: String(id) } }];
}

/**
 * The first cursor.
 *
 * @throws {UserError} when the service does not return the row that it reports as created last
 */
export async function currentIdCursor(list: ListAddress, send: Send): Promise<IdCursor> {
	const last = await lastRow(list, 'ID', send);
	if (last === undefined) return { id: 0 };
	const { changes, cursor } = await creationsSince({ id: idOf(last) - 1 }, list, 1_000, send);
	if (changes.length === 0)
		throw new UserError('WorkPoint did not return the items whose IDs follow another one');
	return cursor;
}

/**
 * The rows created since a cursor, in order, at most `limit`.
 *
 * @throws {UserError} when the service does not sort or filter as requested
 */
export async function creationsSince(
	cursor: IdCursor,
	list: ListAddress,
	limit: number,
	send: Send,
): Promise<Changes<IdCursor>> {
	const changes: Change[] = [];
	let { id } = cursor;
	for await (const row of rowsOf(list, above(id), inOrder, send)) {
		if (idOf(row) <= id)
			throw new UserError('WorkPoint did not return the new items in the requested order');
		id = idOf(row);
		changes.push({ row });
		if (changes.length === limit) break;
	}
	return { changes, cursor: { id } };
}
