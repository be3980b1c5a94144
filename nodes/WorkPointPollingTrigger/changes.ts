import { createHash } from 'crypto';
import { deepCopy, UserError, type IDataObject } from 'n8n-workflow';

import type { Send } from '../api/call';
import { isObject, isRecordOf } from '../api/json';
import type { Condition, SortRule } from '../concepts/query/caml';
import { fieldIn, type ListItem } from '../concepts/query/item';
import type { ListAddress } from '../concepts/fields/ofList';
import { idOf, lastRow, modifiedOf, rowsOf, rowsPerPage, type Change, type Changes } from './rows';

/**
 * SharePoint has many front ends, whose clocks differ a little, and a change shows only when it is complete. So what is
 * younger than the last known change by no more than these seconds is read again at each poll.
 */
const overlap = 60;

/** Polls without news after which nothing more comes into the time that they read. */
const quietPolls = 3;

/**
 * How far a list has been read. All of it is by the service's own clock, IDs and counts, so that no clock of ours
 * matters.
 */
export interface Cursor extends IDataObject {
	/** The second from which the list is read next; absent for a list that had no rows. */
	from?: string;
	/** What is known of the time since then: what each row looked like after its change, by second and ID. */
	seen: Record<string, Record<string, string>>;
	/** How many polls in a row have found nothing new in a time that is long to read. */
	quiet?: number;
}

/** Whether a text is a second as {@link modifiedOf} gives it. */
const isSecond = (text: unknown) =>
	typeof text === 'string' && /Z$/.test(text) && !Number.isNaN(Date.parse(text));

export function isCursor(stored: unknown): stored is Cursor {
	if (!isObject(stored)) return false;
	const { from, seen, quiet } = stored;
	return (
		(from === undefined || isSecond(from)) &&
		(quiet === undefined || Number.isSafeInteger(quiet)) &&
		isRecordOf(seen, (looks) => isRecordOf(looks, (look) => typeof look === 'string')) &&
		Object.keys(seen).every(isSecond)
	);
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

/** A second that lies some seconds after another. */
function shifted(time: string, seconds: number): string {
	return `${new Date(Date.parse(time) + seconds * 1_000).toISOString().slice(0, 19)}Z`;
}

/** What a row looks like: SharePoint's own count of its changes where the answer has it, or all of its values. */
function appearance(row: ListItem): string {
	const version = fieldIn(row, 'owshiddenversion')?.Value;
	if (version) return `v${version}`;
	const values = JSON.stringify(row.FieldValues);
	return createHash('sha256').update(values).digest('base64url').slice(0, 8);
}

function misreadTimes(): UserError {
	return new UserError(
		'WorkPoint did not return the changes since a given time: it reads times differently than it writes them',
	);
}

/** The latest second of which something is known. */
function lastSecond({ seen }: Cursor): string | undefined {
	return Object.keys(seen).sort().at(-1);
}

/** A cursor after a second: what lies too far back is forgotten. */
function moved({ from = '', seen }: Cursor, latest: string): Cursor {
	const next = shifted(latest, -overlap);
	const start = next > from ? next : from;
	return {
		from: start,
		seen: Object.fromEntries(Object.entries(seen).filter(([second]) => second >= start)),
	};
}

/** A row, when it was changed, and what it looked like then. */
interface Seen {
	row: ListItem;
	time: string;
	id: string;
	look: string;
}

/**
 * The rows that were changed from a second on, in the order of their changes.
 *
 * @throws {UserError} when the service does not sort or filter as it was asked to: then nothing can be told
 */
async function* rowsFrom(
	from: string | undefined,
	list: ListAddress,
	send: Send,
): AsyncGenerator<Seen> {
	let before = from ?? '';
	for await (const row of rowsOf(list, since(from), inOrder, send)) {
		const time = modifiedOf(row);
		if (time < before)
			throw new UserError(
				'WorkPoint did not give the changes in the order in which they were asked for',
			);
		before = time;
		yield { row, time, id: String(idOf(row)), look: appearance(row) };
	}
}

/**
 * How far a list is read when watching begins: all that is there now counts as known.
 *
 * @throws {UserError} when the service does not give what it says was changed last
 */
export async function currentCursor(list: ListAddress, send: Send): Promise<Cursor> {
	const last = await lastRow(list, 'Modified', send);
	if (last === undefined) return { seen: {} };
	const cursor: Cursor = { from: shifted(modifiedOf(last), -overlap), seen: {} };
	for await (const { time, id, look } of rowsFrom(cursor.from, list, send))
		(cursor.seen[time] ??= {})[id] = look;
	const latest = lastSecond(cursor);
	if (latest === undefined) throw misreadTimes();
	return moved(cursor, latest);
}

/**
 * The cursor after a poll that found nothing new.
 *
 * @param read how many rows were read again
 * @throws {UserError} when rows that must be there were not
 */
async function cursorAfterNothing(
	cursor: Cursor,
	read: number,
	list: ListAddress,
	send: Send,
): Promise<Cursor> {
	const latest = lastSecond(cursor);
	if (latest === undefined) return cursor;
	if (read === 0) {
		// They may have been deleted.
		const last = await lastRow(list, 'Modified', send);
		if (last !== undefined && modifiedOf(last) >= (cursor.from ?? '')) throw misreadTimes();
		return { ...cursor, seen: {} };
	}
	if (read <= rowsPerPage) return cursor;
	const quiet = (cursor.quiet ?? 0) + 1;
	return quiet < quietPolls ? { ...cursor, quiet } : { from: shifted(latest, 1), seen: {} };
}

/**
 * The rows that were created or changed since a cursor, in the order of their changes, at most `limit`.
 *
 * @throws {UserError} when the service does not sort or filter as it was asked to
 */
export async function changesSince(
	cursor: Cursor,
	list: ListAddress,
	limit: number,
	send: Send,
): Promise<Changes<Cursor>> {
	const changes: Change[] = [];
	const seen = deepCopy(cursor.seen);
	let latest = '';
	let read = 0;
	for await (const { row, time, id, look } of rowsFrom(cursor.from, list, send)) {
		latest = time;
		read++;
		if (seen[time]?.[id] === look) continue;
		(seen[time] ??= {})[id] = look;
		changes.push({ row });
		if (changes.length === limit) break;
	}
	return changes.length === 0
		? { changes, cursor: await cursorAfterNothing(cursor, read, list, send) }
		: { changes, cursor: moved({ from: cursor.from, seen }, latest) };
}
