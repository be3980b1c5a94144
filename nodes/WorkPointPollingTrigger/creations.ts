import { UserError, type IDataObject } from 'n8n-workflow';

import type { Send } from '../api/call';
import { isObject } from '../api/json';
import type { Condition, SortRule } from '../concepts/query/caml';
import type { ListAddress } from '../concepts/fields/ofList';
import { idOf, lastRow, rowsOf, type Change, type Changes } from './rows';

/** The last ID that was given out: SharePoint counts them up and never gives one twice. */
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
 * The cursor when watching begins.
 *
 * @throws {UserError} when the service does not give what it says was created last
 */
export async function currentIdCursor(list: ListAddress, send: Send): Promise<IdCursor> {
	const last = await lastRow(list, 'ID', send);
	if (last === undefined) return { id: 0 };
	const { changes, cursor } = await creationsSince({ id: idOf(last) - 1 }, list, 1_000, send);
	if (changes.length === 0)
		throw new UserError('WorkPoint did not give the items whose IDs follow another one');
	return cursor;
}

/**
 * The rows that were created since a cursor, in order, at most `limit`.
 *
 * @throws {UserError} when the service does not sort or filter as it was asked to
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
			throw new UserError(
				'WorkPoint did not give the new items in the order in which they were asked for',
			);
		id = idOf(row);
		changes.push({ row });
		if (changes.length === limit) break;
	}
	return { changes, cursor: { id } };
}
