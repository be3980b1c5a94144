import { UserError, type IDataObject } from 'n8n-workflow';

import { textIn } from '../api/json';
import type { Schemas, Send } from '../api/call';
import { camlOf, type Condition, type SortRule } from '../concepts/query/caml';
import { fieldIn, type ListItem } from '../concepts/query/item';
import type { ListAddress } from '../concepts/fields/ofList';
import { pagesOf } from '../concepts/query/page';
import { pointInTime } from '../parameters/date';

/** A row with an event, and the additions of the event. */
export interface Change {
	row: ListItem;
	more?: IDataObject;
}

/** The changes since a cursor, and the cursor after them. */
export interface Changes<M> {
	changes: Change[];
	cursor: M;
}

/** The number of rows that one call reads, and that are in memory at once. */
export const rowsPerPage = 1_000;

/** The rows of a list that match conditions, in order, page by page. */
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

/** The last row by a field, among the valid ones; undefined if there is none. */
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
 * The time of a row's last change, by the clock of the service: UTC, to the second, as SharePoint compares it. The form of
 * the field is a guess (contract: itemTexts); a time without an offset counts as UTC.
 *
 * @throws {UserError} when the row lacks the time
 */
export function modifiedOf(item: ListItem): string {
	const text = textIn(fieldIn(item, 'Modified')?.Value);
	const moment = pointInTime(text, 'UTC')?.utc;
	if (moment === undefined)
		throw new UserError(
			text
				? `WorkPoint returned the time of the last change of item ${item.ID} in an unknown form: "${text.slice(0, 40)}"`
				: `WorkPoint does not return when item ${item.ID} was changed`,
		);
	return `${moment.slice(0, 19)}Z`;
}

/** The ID of a row. @throws {UserError} when the row has none */
export function idOf({ ID }: ListItem): number {
	if (ID === undefined) throw new UserError('WorkPoint returned an item without an ID');
	return ID;
}
