import { createHash } from 'crypto';
import { UserError, type IDataObject } from 'n8n-workflow';

import type { Send } from '../api/call';
import type { Condition, SortRule } from '../concepts/caml';
import type { ListItem } from '../concepts/item';
import { idOf, lastRow, modifiedOf, rowsOf, type Place } from './rows';

/**
 * How far a list has been read. All of it is by the service's own clock and IDs, so that no clock of ours matters.
 */
export interface Mark extends IDataObject {
	/** The second of the last change that was given out; absent for a list that had no rows. */
	time?: string;
	/** What was given out of that second, by ID: another change within the same second looks different. */
	seen: Record<string, string>;
}

/** Rows that changed, and how far the list has been read with them. */
export interface Changes<M> {
	rows: ListItem[];
	mark: M;
}

const inOrder: SortRule[] = [
	{ field: 'Modified', direction: 'ascending' },
	{ field: 'ID', direction: 'ascending' },
];

function since(time: string | undefined): Condition[] {
	if (time === undefined) return [];
	const attributes = { IncludeTimeValue: 'TRUE', StorageTZ: 'TRUE' };
	return [
		{ field: 'Modified', operator: 'Geq', value: { type: 'DateTime', attributes, text: time } },
	];
}

/** What a row looks like: SharePoint's own count of its changes where the answer has it, or all of its values. */
function appearance({ FieldValues }: ListItem): string {
	const version = FieldValues?.find((one) => one?.InternalFieldName === 'owshiddenversion')?.Value;
	return version
		? `v${version}`
		: createHash('sha256').update(JSON.stringify(FieldValues)).digest('base64url').slice(0, 8);
}

/** How far a list is read when watching begins: all that is there now counts as known. */
export async function markNow(place: Place, send: Send): Promise<Mark> {
	const last = await lastRow(place, 'Modified', send);
	if (last === undefined) return { seen: {} };
	const time = modifiedOf(last);
	const seen: Record<string, string> = {};
	for await (const row of rowsOf(place, since(time), inOrder, send)) {
		if (modifiedOf(row) > time) break;
		seen[String(idOf(row))] = appearance(row);
	}
	return { time, seen };
}

/**
 * The rows that were created or changed since a mark, in the order of their changes, at most `limit`. The second of the
 * mark is read again each time, because more may have happened in it.
 *
 * @throws {UserError} when the service does not sort or filter as it was asked to: then nothing can be told
 */
export async function changesSince(
	mark: Mark,
	place: Place,
	limit: number,
	send: Send,
): Promise<Changes<Mark>> {
	const rows: ListItem[] = [];
	let next: Mark = { ...mark, seen: { ...mark.seen } };
	let before = mark.time ?? '';
	for await (const row of rowsOf(place, since(mark.time), inOrder, send)) {
		const time = modifiedOf(row);
		if (time < before)
			throw new UserError(
				'WorkPoint did not give the changes in the order in which they were asked for',
			);
		before = time;
		const id = String(idOf(row));
		const look = appearance(row);
		if (time === mark.time && mark.seen[id] === look) continue;
		if (rows.length === limit) break;
		if (time !== next.time) next = { time, seen: {} };
		next.seen[id] = look;
		rows.push(row);
	}
	return { rows, mark: next };
}
