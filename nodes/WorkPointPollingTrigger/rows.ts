import { UserError } from 'n8n-workflow';

import { objectsIn } from '../api/answer';
import type { Send } from '../api/call';
import { camlOf, type Condition, type SortRule } from '../concepts/caml';
import { readPage, type ListItem } from '../concepts/item';
import { pointInTime } from '../parameters/date';

/** Rows that one call reads; what is held in memory at once. */
export const rowsPerPage = 1_000;

/** A list whose rows are watched: that of a module, or any list or library of a site. */
export interface Place {
	listId: string;
	/** The site that owns it, where that is not the WorkPoint site. */
	site?: string;
}

/**
 * The rows of a list that meet conditions, in order, page by page.
 *
 * @throws {UserError} when a page repeats itself
 */
export async function* rowsOf(
	{ listId, site }: Place,
	conditions: Condition[],
	sort: SortRule[],
	send: Send,
	pageSize = rowsPerPage,
): AsyncGenerator<ListItem> {
	const pages = new Set<string>();
	for (let page: string | undefined; ;) {
		const query = { CamlQuery: camlOf(conditions, 'And', sort), PageSize: pageSize };
		const body = page === undefined ? query : { ...query, PagingInfo: page };
		const { Items, PagingInfo } = await readPage({ listId, site, body }, send);
		const rows = objectsIn(Items);
		yield* rows;
		const next = PagingInfo || undefined;
		if (next === undefined || (pages.has(next) && rows.length === 0)) return;
		if (pages.has(next)) throw new UserError('WorkPoint gave the same page of the list twice');
		pages.add(next);
		page = next;
	}
}

/** The last row by a field, among those that count; undefined when there is none. */
export async function lastRow(
	place: Place,
	field: string,
	send: Send,
	counts: (row: ListItem) => Promise<boolean> = async () => true,
): Promise<ListItem | undefined> {
	for await (const row of rowsOf(place, [], [{ field, direction: 'descending' }], send, 10))
		if (await counts(row)) return row;
	return undefined;
}

/**
 * When a row was last changed, by the clock of the service: UTC, to the second, as SharePoint compares it. In which form the
 * field comes is a guess (contract: itemTexts); one without an offset counts as UTC.
 *
 * @throws {UserError} when the row does not tell
 */
export function modifiedOf({ ID, FieldValues }: ListItem): string {
	const field = FieldValues?.find((one) => one?.InternalFieldName === 'Modified');
	const moment = pointInTime(field?.Value, 'UTC')?.utc;
	if (moment === undefined)
		throw new UserError(
			field?.Value
				? `WorkPoint told in a form that is not known when item ${ID} was changed: "${field.Value.slice(0, 40)}"`
				: `WorkPoint does not tell when item ${ID} was changed`,
		);
	return `${moment.slice(0, 19)}Z`;
}

/** The ID of a row. @throws {UserError} when the row has none */
export function idOf({ ID }: ListItem): number {
	if (ID === undefined) throw new UserError('WorkPoint gave an item without an ID');
	return ID;
}
