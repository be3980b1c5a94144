import { UserError, type IDataObject } from 'n8n-workflow';

import { textIn } from '../api/json';
import type { Schemas, Send } from '../api/call';
import { camlOf, type Condition, type SortRule } from '../concepts/query/caml';
import { fieldIn, type ListItem } from '../concepts/query/item';
import type { ListAddress } from '../concepts/fields/ofList';
import { pagesOf } from '../concepts/query/readList';
import { pointInTime } from '../parameters/date';

/** A row that an event is about, and what the event adds to it. */
export interface Change {
	row: ListItem;
	more?: IDataObject;
}

/** What happened since a cursor, and how far the list has been read with it. */
export interface Changes<M> {
	changes: Change[];
	cursor: M;
}

/** Rows that one call reads; what is held in memory at once. */
export const rowsPerPage = 1_000;

/** The rows of a list that meet conditions, in order, page by page. */
export async function* rowsOf(
	list: ListAddress,
	conditions: Condition[],
	sort: SortRule[],
	send: Send,
	pageSize = rowsPerPage,
): AsyncGenerator<ListItem> {
	const query: Schemas['ListQuery'] = {
		CamlQuery: camlOf(conditions, 'And', sort),
		PageSize: pageSize,
	};
	for await (const rows of pagesOf(list, () => query, send)) yield* rows;
}

/** The last row by a field, among those that count; undefined when there is none. */
export async function lastRow(
	list: ListAddress,
	field: string,
	send: Send,
	counts: (row: ListItem) => Promise<boolean> = async () => true,
): Promise<ListItem | undefined> {
	for await (const row of rowsOf(list, [], [{ field, direction: 'descending' }], send, 10))
		if (await counts(row)) return row;
	return undefined;
}

/**
 * When a row was last changed, by the clock of the service: UTC, to the second, as SharePoint compares it. In which form the
 * field comes is a guess (contract: itemTexts); one without an offset counts as UTC.
 *
 * @throws {UserError} when the row does not tell
 */
export function modifiedOf(item: ListItem): string {
	const text = textIn(fieldIn(item, 'Modified')?.Value);
	const moment = pointInTime(text, 'UTC')?.utc;
	if (moment === undefined)
		throw new UserError(
			text
				? `WorkPoint told in a form that is not known when item ${item.ID} was changed: "${text.slice(0, 40)}"`
				: `WorkPoint does not tell when item ${item.ID} was changed`,
		);
	return `${moment.slice(0, 19)}Z`;
}

/** The ID of a row. @throws {UserError} when the row has none */
export function idOf({ ID }: ListItem): number {
	if (ID === undefined) throw new UserError('WorkPoint gave an item without an ID');
	return ID;
}
