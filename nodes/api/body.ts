import { randomBytes } from 'crypto';
import { UserError } from 'n8n-workflow';

import { plainNumeral } from './numeral';

/** A file that a call carries as base64 inside its JSON, streamed only when the call is sent. */
export class Base64Content {
	/** @param read yields the base64 text as ASCII bytes, in order; each call starts from the beginning */
	constructor(readonly read: () => AsyncIterable<Buffer>) {}
}

/** JSON text sent verbatim, so that numbers keep their digits. */
export class JsonText {
	constructor(readonly text: string) {}

	/** True if a string in it contains half of a surrogate pair, literal or escaped as `\ud83d`. */
	get isHalved(): boolean {
		const unescaped = this.text.replace(/\\(?:u([\da-f]{4})|.)/gi, (escape, hex?: string) =>
			hex === undefined ? escape : String.fromCharCode(parseInt(hex, 16)),
		);
		return isHalved(unescaped);
	}
}

/** A value that JSON would silently change or omit. */
export interface Defect {
	/** Names and indexes that lead to the value, outermost first; empty for the value itself. */
	path: string[];
	/** Continues "a value that …", such as "is NaN, not a number". */
	problem: string;
	advice: string;
}

type Reason = Omit<Defect, 'path'>;

/** True if a string contains half of a surrogate pair, which has no UTF-8 encoding. */
export function isHalved(text: string): boolean {
	return /\p{Surrogate}/u.test(text);
}

/** The defect of such a string. */
export const halved: Reason = {
	problem: 'contains half of a surrogate pair',
	advice: 'The text was probably cut in the middle of an emoji.',
};

const invalidDate: Reason = {
	problem: 'is an invalid date',
	advice: 'Check the expression. Dates are in ISO 8601, such as 2026-12-31.',
};

function textDefect(text: string): Reason | undefined {
	// n8n's text for an invalid DateTime inside an object, and a template's text for an invalid Date.
	if (text === 'Invalid DateTime' || text === 'Invalid Date') return invalidDate;
	return isHalved(text) ? halved : undefined;
}

function numberDefect(number: number): Reason | undefined {
	if (!Number.isFinite(number))
		return {
			problem: `is ${number}, not a number`,
			advice: 'Check the expression. Use a dot as the decimal separator, such as 1234.5.',
		};
	return plainNumeral(number) === undefined
		? {
				problem: `has more digits than a number can hold, so it was rounded to ${number}`,
				advice: 'Quote it at its source, so that it stays text.',
			}
		: undefined;
}

/** The defect of a value that is not an object or array. */
function scalarDefect(value: unknown): Reason | undefined {
	switch (typeof value) {
		case 'number':
			return numberDefect(value);
		case 'string':
			return textDefect(value);
		case 'bigint':
		case 'function':
		case 'symbol':
			return {
				problem: `is a ${typeof value}, which JSON cannot represent`,
				advice: 'Check the expression, or pass the value as text.',
			};
		default:
			return undefined;
	}
}

const isContainer = (value: unknown): value is object =>
	['[object Object]', '[object Array]'].includes(Object.prototype.toString.call(value));

/** The defect of an object or of a value in it. Date and DateTime serialize themselves, as null if invalid. */
function objectDefect(value: object): Defect | undefined {
	const { toJSON } = value as { toJSON?: unknown };
	if (typeof toJSON === 'function') {
		const json: unknown = toJSON.call(value);
		return json === null || json === undefined ? { path: [], ...invalidDate } : defectIn(json);
	}
	if (!isContainer(value))
		return {
			path: [],
			problem: 'is an object that JSON cannot represent',
			advice: 'Check the expression: only plain objects and lists can be sent.',
		};
	for (const [name, entry] of Object.entries(value)) {
		// JSON.stringify omits an undefined member, but writes null for an undefined array entry.
		const found: Defect | undefined =
			entry === undefined && Array.isArray(value)
				? { path: [], problem: 'has no value', advice: 'Check the expression.' }
				: defectIn(entry);
		const inName = isHalved(name) ? { ...halved, path: [] } : undefined;
		const defect = found ?? inName;
		if (defect !== undefined) return { ...defect, path: [name, ...defect.path] };
	}
	return undefined;
}

/**
 * The first defect in a value, or undefined if JSON preserves it: NaN and Infinity, rounded integers, invalid dates,
 * half of a surrogate pair.
 */
export function defectIn(value: unknown): Defect | undefined {
	if (value instanceof Base64Content) return undefined;
	if (typeof value === 'object' && value !== null) return objectDefect(value);
	const reason = scalarDefect(value);
	return reason && { path: [], ...reason };
}

function unwritable(reason: unknown): UserError {
	return new UserError(
		reason instanceof RangeError
			? 'its body is nested too deeply'
			: 'its body contains a value that cannot be written as JSON',
	);
}

/** JSON has no nesting limit, but JSON.stringify does. */
function jsonText(body: unknown, replace: (name: string, value: unknown) => unknown): string {
	let defect: Defect | undefined;
	try {
		const text = JSON.stringify(body, replace);
		defect = defectIn(body);
		if (defect === undefined) return text;
	} catch (error) {
		throw unwritable(error);
	}
	const { path, problem } = defect;
	throw new UserError(`its body has a value for "${path.join('.')}" that ${problem}`);
}

/**
 * The bytes of a JSON body. Files are spliced in as bytes, so that a large file is never held as text too. Their
 * placeholder is random, so that user text cannot collide with it.
 *
 * @throws {UserError} if it cannot be JSON, or JSON would change it
 */
export async function jsonBytes(body: unknown): Promise<Buffer> {
	if (body instanceof JsonText) {
		if (body.isHalved) throw new UserError(`its body ${halved.problem}`);
		return Buffer.from(body.text);
	}
	const mark = randomBytes(16).toString('hex');
	const files: Base64Content[] = [];
	const text = jsonText(body, (_name, value: unknown) =>
		value instanceof Base64Content ? `${mark}:${files.push(value) - 1}` : value,
	);
	const pieces: Buffer[] = [];
	for (const [i, piece] of text.split(new RegExp(`"${mark}:(\\d+)"`)).entries()) {
		const file = i % 2 === 1 ? files[Number(piece)] : undefined;
		if (file === undefined) {
			pieces.push(Buffer.from(piece));
			continue;
		}
		pieces.push(Buffer.from('"'));
		for await (const bytes of file.read()) pieces.push(bytes);
		pieces.push(Buffer.from('"'));
	}
	return Buffer.concat(pieces);
}
