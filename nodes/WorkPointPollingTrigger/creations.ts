import { UserError, type IDataObject } from 'n8n-workflow';

import type { Send } from '../api/call';
import type { Condition, SortRule } from '../concepts/query/caml';
import type { Place } from '../concepts/query/readList';
import { idOf, lastRow, rowsOf, type Found, type News } from './rows';

/** The last ID that was given out: SharePoint counts them up and never gives one twice. */
export interface IdMark extends IDataObject {
	id: number;
}

const inOrder: SortRule[] = [{ field: 'ID', direction: 'ascending' }];

function above(id: number): Condition[] {
	return [{ field: 'ID', operator: 'Gt', value: { type: 'Counter', text: String(id) } }];
}

/**
 * The mark when watching begins.
 *
 * @throws {UserError} when the service does not give what it says was created last
 */
export async function idMarkNow(place: Place, send: Send): Promise<IdMark> {
	const last = await lastRow(place, 'ID', send);
	if (last === undefined) return { id: 0 };
	const { found, mark } = await creationsSince({ id: idOf(last) - 1 }, place, 1_000, send);
	if (found.length === 0)
		throw new UserError('WorkPoint did not give the items whose IDs follow another one');
	return mark;
}

/**
 * The rows that were created since a mark, in order, at most `limit`.
 *
 * @throws {UserError} when the service does not sort or filter as it was asked to
 */
export async function creationsSince(
	mark: IdMark,
	place: Place,
	limit: number,
	send: Send,
): Promise<News<IdMark>> {
	const found: Found[] = [];
	let { id } = mark;
	for await (const row of rowsOf(place, above(id), inOrder, send)) {
		if (idOf(row) <= id)
			throw new UserError(
				'WorkPoint did not give the new items in the order in which they were asked for',
			);
		id = idOf(row);
		found.push({ row });
		if (found.length === limit) break;
	}
	return { found, mark: { id } };
}
