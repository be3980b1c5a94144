import fc from 'fast-check';

import type { PlainParameter, Reader } from '../../nodes/parameters/parameter';

/** The same few cases of each property in every run; others, FUZZ_RUNS of them, when somebody looks for trouble. */
const { FUZZ_RUNS } = process.env;
const runs = Number(FUZZ_RUNS ?? 200);

jest.setTimeout(60_000 + runs * 30);

/**
 * How often a property is tried.
 *
 * @param share how many cases one try of it stands for
 */
export function tries(share = 1): fc.Parameters<unknown> {
	// To shrink a try of many cases takes longer than to read it.
	return {
		numRuns: Math.ceil(runs / share),
		endOnFailure: share > 1,
		...(FUZZ_RUNS === undefined && { seed: 20261201 }),
	};
}

/** Signs that mean something to some notation on the way. */
const signs = [
	...'/\\.%?#&=+;:@"\'<>[]{}()|*~$^`!,-_ ',
	'..',
	'%2e',
	'%2F',
	'%00',
	'&amp;',
	'&#60;',
	']]>',
	'","a":"',
	'\\u0000',
	'\u0000',
	'\n',
	'\r\n',
	'\t',
	'\u00a0',
	'\u2028',
	'\ufeff',
	'\u202e',
	'\ud83d',
	'\udc00',
	'🔑',
	'ł',
	'İ',
	'ß',
	'\u0301',
	';#',
	'i:0#.f|membership|',
	'http://',
	'https://',
	'=',
	'{{ }}',
	'0',
	'1e3',
	'-',
	'__proto__',
	'constructor',
];

/** Any text: of arbitrary UTF-16 units, of whole characters, and of signs that open something. */
export const anyText = fc.oneof(
	fc.string({ unit: 'grapheme', maxLength: 40 }),
	fc.string({ unit: 'binary', maxLength: 40 }),
	fc
		.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
		.map((units) => String.fromCharCode(...units)),
	fc
		.array(fc.oneof(fc.constantFrom(...signs), fc.string({ maxLength: 5 })), { maxLength: 12 })
		.map((parts) => parts.join('')),
);

/** Anything that an expression may give. */
export const anyValue = fc.oneof(
	anyText,
	fc.double(),
	fc.integer(),
	fc.boolean(),
	fc.constantFrom(undefined, null, '', NaN),
	fc.date(),
	fc.jsonValue(),
	// Values that cannot be converted to a string.
	fc.constantFrom({ toString: 0 }, [{ toString: {} }], Object.create(null)),
);

/** Whether a string contains half of a surrogate pair, which has no encoding. */
export function isBroken(text: string): boolean {
	return /\p{Surrogate}/u.test(text);
}

/** A refusal in the words of a parameter. */
export class Refusal extends Error {}

/** The words of a refusal; any other error is a defect. */
function refusalIn(error: unknown): string {
	if (error instanceof Refusal) return error.message;
	throw error;
}

/** What a parameter reads of a value; a refusal is one, anything else that is thrown is a mistake. */
export async function readValue<T>(
	parameter: PlainParameter<T>,
	value: unknown,
): Promise<{ accepted: T } | { refused: string }> {
	const reader = {
		value: () => value,
		timezone: 'Europe/Copenhagen',
		refuse: (problem: string) => {
			throw new Refusal(problem);
		},
	} as unknown as Reader;
	try {
		return { accepted: await parameter.read(reader, 'x') };
	} catch (error) {
		return { refused: refusalIn(error) };
	}
}

/** Whether JSON keeps each number of a value: integers beyond 2^53 were rounded before, and are refused. */
export function keepsNumbers(value: unknown): boolean {
	if (typeof value === 'number') return !Number.isInteger(value) || Number.isSafeInteger(value);
	if (typeof value !== 'object' || value === null) return true;
	return Object.values(value).every(keepsNumbers);
}
