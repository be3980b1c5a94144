/** Whether a run in another reading is right: it works, or it stops with an error that names what is wrong. */
import { contract, everyObject } from '../../../contract/contractDocument';
import type { Guess } from '../../../sandbox/dialect';
import { tenantUrl } from '../../../sandbox/tenant/seed';
import type { Run } from './run';

export type Verdict = 'works' | 'clear error' | 'WRONG';

export interface Row {
	subject: string;
	reading: string;
	verdict: Verdict;
	why: string;
}

/** What only a programmer understands. */
export const slip =
	/Cannot (read|set|convert)|is not (iterable|a function|a constructor|defined)|undefined|\[object|Unexpected (token|end)|\bNaN\b|Invalid (URL|time|array)|circular structure|Maximum call stack/;

type Same = (usual: unknown, played: unknown) => boolean;

const names = everyObject(contract).map(
	(schema) => (schema['x-enum-values'] ?? {}) as Record<string, number>,
);

/** A day or moment that is written as the list engine does, in ISO 8601. */
const dayFirst = (text: unknown) =>
	String(text).replace(
		/^(\d\d)-(\d\d)-(\d{4})(?: (\d\d:\d\d:\d\d))?$/,
		(_all, day, month, year, time) => `${year}-${month}-${day}${time ? `T${time}Z` : ''}`,
	);

/**
 * Readings in which the service itself writes the same thing in another way, which is handed on as it came: what is
 * the same then.
 */
const handedOn: Partial<Record<Guess, Same>> = {
	enumerationsInAnswers: (usual, played) =>
		names.some((numbers) => numbers[String(played)] === usual),
	// Without a schema, values of items stay texts.
	fieldSchema: (usual, played) =>
		played === (Array.isArray(usual) ? usual.join(';#') : String(usual)),
	itemTexts: (usual, played) =>
		typeof played === 'string' &&
		(dayFirst(played) === String(usual) ||
			isNew.test(dayFirst(played)) ||
			played.replace(',', '.') === String(usual)),
	masterSiteUrl: (usual, played) => played === null || played === `${tenantUrl}${String(usual)}`,
	siteText: (usual, played) => played === `${tenantUrl}${String(usual)}`,
};

/** Values that are new in each run. */
const isNew =
	/^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}|\d{4}-\d\d-\d\dT.*|UsernameToken .*|\d{13})$/;

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a run gave the same as usual, or the same in the service's own writing. */
function isSame(usual: unknown, played: unknown, same: Same): boolean {
	if (Array.isArray(usual) && Array.isArray(played))
		return usual.length === played.length && usual.every((one, i) => isSame(one, played[i], same));
	if (isObject(usual) && isObject(played)) {
		const keys = new Set([...Object.keys(usual), ...Object.keys(played)]);
		return [...keys].every(
			// Each sandbox makes its files anew, and their sizes differ by some bytes.
			(key) => /^(Size|File_x0020_Size)$/.test(key) || isSame(usual[key], played[key], same),
		);
	}
	const areBothNew = isNew.test(String(usual)) && isNew.test(String(played));
	return usual === played || areBothNew || same(usual, played);
}

type Item = Record<string, unknown>;

/** What an answer that nobody published is in each reading, and where it is published in none: what an upload answers. */
const isUnpublished = (answer: unknown) =>
	[1, '/sites/project-1/Shared Documents/Note & more.txt'].includes(answer as never) ||
	(isObject(answer) && answer.Id === 1 && answer.Result === 'Done');

/** What counts of an item, where the service answers in a way of its own that is handed on. */
const counting: Partial<Record<Guess, (item: Item) => unknown>> = {
	unpublishedAnswers: (item) =>
		isUnpublished(item.Value) || isUnpublished(item)
			? { success: true }
			: { ...item, Answer: undefined },
	// The definition of a list tells more of a field than a schema, and has what nobody can set.
	fieldSchema: (item) =>
		item.InternalName === undefined ? item : item.ReadOnly === false && item.InternalName,
};

function whatCounts(json: unknown, guess: Guess): unknown {
	const counts = counting[guess] ?? ((item) => item);
	if (!Array.isArray(json)) return json;
	return json
		.map((item) => (isObject(item) ? counts(item) : item))
		.filter((item) => item !== false);
}

/** The verdict on a run that stopped. */
function judgeError(usual: Run, { error, before, left }: Run): Pick<Row, 'verdict' | 'why'> {
	const { message = '', context } = error ?? {};
	const isForPeople = [
		'NodeApiError',
		'NodeOperationError',
		'WorkflowHasIssuesError',
		'Refused',
	].includes(error?.name ?? '');
	if (!isForPeople || message.trim() === '' || slip.test(message))
		return { verdict: 'WRONG', why: message };
	const hasChanged = left !== before && usual.left !== usual.before;
	return hasChanged && context?.mayHaveHappened !== true
		? { verdict: 'WRONG', why: `It happened, and the error does not say so: ${message}` }
		: { verdict: 'clear error', why: message };
}

/** The verdict on a run in a reading, beside one in the usual reading. */
export function judge(
	usual: Run,
	played: Run,
	guess: Guess,
	reading: string,
): Pick<Row, 'verdict' | 'why'> {
	if (played.error !== undefined) return judgeError(usual, played);
	if (played.left !== usual.left)
		return { verdict: 'WRONG', why: 'It left something else behind than usual, without an error' };
	const same = handedOn[guess] ?? (() => false);
	const [expected, given] = [whatCounts(usual.json, guess), whatCounts(played.json, guess)];
	// What looks for readings tells which one it found.
	const isTold = JSON.stringify(played.json).includes(`${guess}: ${reading}`);
	if (isTold || isSame(expected, given, same)) return { verdict: 'works', why: '' };
	return {
		verdict: 'WRONG',
		why: `It gave ${JSON.stringify(given)}, not ${JSON.stringify(expected)}`.slice(0, 2_000),
	};
}
