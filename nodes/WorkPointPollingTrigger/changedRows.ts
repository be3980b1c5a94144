import { createHash } from 'crypto';
import { deepCopy, UserError, type IDataObject } from 'n8n-workflow';

import type { Send } from '../api/call';
import { isObject, isRecordOf } from '../api/json';
import type { Condition, SortRule } from '../concepts/query/caml';
import { fieldIn, type ListItem } from '../concepts/query/item';
import type { ListAddress } from '../concepts/fields/ofList';
import {
	idOf,
	lastRow,
	modifiedOf,
	rowsOf,
	rowsPerPage,
	type Change,
	type Changes,
} from './watchedRows';

/**
 * SharePoint has many front ends, whose clocks differ a little, and a change is visible only when it is complete. Therefore
 * each poll reads again from this number of seconds before the last known change.
 */
const overlap = 60;

/** The number of polls without news after which no late change is expected in the time that they read. */
const quietPolls = 3;

/**
 * The position in a list, by the service's own clock, IDs and counts only, so that n8n's clock does not matter.
 */
export interface Cursor extends IDataObject {
	/** The second from which the next poll reads; absent for a list without rows. */
	from?: string;
	/** The known rows since then: the state of each row after its change, by second and ID. */
	seen: Record<string, Record<string, string>>;
	/** The number of consecutive polls without news in a long time range. */
	quiet?: number;
}

/** Whether a string is a second in the form of {@link modifiedOf}. */
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

/** A second plus a number of seconds. */
function shifted(time: string, seconds: number): string {
	return `${new Date(Date.parse(time) + seconds * 1_000).toISOString().slice(0, 19)}Z`;
}

/** The state of a row: SharePoint's own count of its changes if the answer has it, otherwise all of its values. */
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

/** The latest second with a known row. */
function lastSecond({ seen }: Cursor): string | undefined {
	return Object.keys(seen).sort().at(-1);
}

/** A cursor after a second, without rows that are too old. */
function moved({ from = '', seen }: Cursor, latest: string): Cursor {
	const next = shifted(latest, -overlap);
	const start = next > from ? next : from;
	return {
		from: start,
		seen: Object.fromEntries(Object.entries(seen).filter(([second]) => second >= start)),
	};
}

/** A row, with the time of its change and its state then. */
interface Seen {
	row: ListItem;
	time: string;
	id: string;
	look: string;
}

/**
 * The rows changed since a second, in the order of their changes.
 *
 * @throws {UserError} when the service does not sort or filter as requested: then the changes are unknown
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
			throw new UserError('WorkPoint did not return the changes in the requested order');
		before = time;
		yield { row, time, id: String(idOf(row)), look: appearance(row) };
	}
}

/**
 * The first cursor of a list: all present rows count as known.
 *
 * @throws {UserError} when the service does not return the row that it reports as changed last
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
 * The cursor after a poll without news.
 *
 * @param read the number of rows that were read again
 * @throws {UserError} when known rows were missing
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
 * The rows created or changed since a cursor, in the order of their changes, at most `limit`.
 *
 * @throws {UserError} when the service does not sort or filter as requested
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
