import { isObject, parsedJson } from '../../api/json';
import { roundedNumeralIn } from '../../api/numeral';
import { pointInTime } from '../../parameters/date';
import { decimal, itemNumber } from '../../parameters/number';
import { plainText } from '../../parameters/text';
import type { MappedField, ValueKind } from './description';
import { personIn } from './people';

interface Kind {
	/** What the user has to enter, for errors: "… is not <expected>". */
	expected: string;
	/** The value as it is sent, or undefined when it cannot be one. A time without an offset is in the time zone. */
	read(value: unknown, timezone: string): unknown;
}

/** A value, or that of a JSON text; undefined for a text that is none, or whose numbers would lose digits. */
function parseJson(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	const parsed = parsedJson(value);
	return parsed !== undefined && roundedNumeralIn(value) === undefined ? parsed : undefined;
}

const exactNumbers = 'whose numbers have at most 15 digits (longer ones in quotes)';

/** Whether an object has one of the members, as its own. */
export function hasAny(value: unknown, ...names: string[]): value is Record<string, unknown> {
	return isObject(value) && names.some((name) => Object.hasOwn(value, name));
}

/** `{ LookupId }`, the vendor's own type of a lookup (grade A for the member). */
function readLookupObject(value: unknown): unknown {
	if (hasAny(value, 'LookupId')) return value;
	const id = itemNumber(value);
	return id === undefined ? undefined : { LookupId: id };
}

/**
 * `{ LookupId }` for a number and `{ Email }` for an address, also that in a claim: the members that the vendor's own types
 * have (grade A). They have none for a claim without an address.
 */
function readUser(value: unknown): unknown {
	if (hasAny(value, 'Email', 'UserPrincipalName', 'LoginName')) return value;
	const byId = readLookupObject(value);
	if (byId !== undefined) return byId;
	const address = personIn(value)?.address;
	return address === undefined ? undefined : { Email: address };
}

/** A term by its label, or as the object that the vendor's own types have (grade A for the members). */
function readTerm(value: unknown): unknown {
	if (hasAny(value, 'Label', 'TermID')) return value;
	const label = plainText(value)?.trim();
	return label ? { Label: label } : undefined;
}

/**
 * SharePoint's own notation of a link: the address, and a text after a comma and a space. With a second comma and space
 * nobody can tell where the address ends.
 */
function readLink(value: unknown): unknown {
	if (hasAny(value, 'Url')) return readLink(value.Url) === undefined ? undefined : value;
	const [address = '', text, ...more] = (plainText(value)?.trim() ?? '').split(', ');
	if (more.length > 0 || !/^[a-z][a-z\d+.-]*:\S+$/i.test(address)) return undefined;
	return { Url: address, Description: text?.trim() || address };
}

function readWholeNumber(value: unknown): number | undefined {
	const number = decimal(value);
	return Number.isSafeInteger(number) && !String(value).includes('.') ? number : undefined;
}

const booleans = new Map([
	['true', true],
	['1', true],
	['false', false],
	['0', false],
]);

const kinds: Record<ValueKind, Kind> = {
	text: { expected: 'a text', read: plainText },
	number: { expected: 'a number such as 1234.5, with at most 15 digits', read: decimal },
	wholeNumber: { expected: 'a whole number', read: readWholeNumber },
	boolean: {
		expected: 'true or false',
		read: (value) => booleans.get(plainText(value)?.trim().toLowerCase() ?? ''),
	},
	date: {
		expected: 'a date in ISO 8601, such as 2026-12-31',
		read: (value, timezone) => pointInTime(value, timezone)?.day,
	},
	dateTime: {
		expected: 'a date and time in ISO 8601, such as 2026-12-31T16:00:00Z',
		read: (value, timezone) => pointInTime(value, timezone)?.utc,
	},
	lookup: {
		expected: 'the ID of an item',
		read: (value) =>
			hasAny(value, 'LookupId', 'LookupListFieldNameKeys') ? value : itemNumber(value),
	},
	lookupObject: { expected: 'the ID of an item', read: readLookupObject },
	user: { expected: 'the email address or the ID of a user', read: readUser },
	term: { expected: 'the label of a term', read: readTerm },
	link: {
		expected: 'a web address, with or without ", " and a text without ", " behind it',
		read: readLink,
	},
	object: {
		expected: `a JSON object ${exactNumbers}`,
		read: (value) => {
			const parsed = parseJson(value);
			return isObject(parsed) ? parsed : undefined;
		},
	},
	array: {
		expected: `a JSON array ${exactNumbers}`,
		read: (value) => {
			const parsed = parseJson(value);
			return Array.isArray(parsed) ? parsed : undefined;
		},
	},
	json: { expected: `JSON ${exactNumbers}`, read: parseJson },
};

/**
 * The values of a field that holds several: a list, a JSON list, or a text with semicolons (`;#` in SharePoint's own
 * notation). A comma belongs to the value. Undefined for a JSON list whose numbers would lose digits.
 */
export function entriesOf(value: unknown): unknown[] | undefined {
	if (Array.isArray(value)) return value;
	if (typeof value !== 'string') return [value];
	if (value.trim().startsWith('[') && parsedJson(value) !== undefined)
		return parseJson(value) as unknown[] | undefined;
	return value
		.split(value.includes(';#') ? ';#' : ';')
		.map((entry) => entry.trim())
		.filter((entry) => entry !== '');
}

/** Kinds by the editor's own type, for mappings that were stored without one. */
const kindsByType = new Map<unknown, ValueKind>([
	['number', 'number'],
	['boolean', 'boolean'],
	['dateTime', 'dateTime'],
	['object', 'object'],
	['array', 'array'],
]);

/**
 * The value of a field as an entity takes it. An empty text clears the field (grade B: so the list-item engine does).
 *
 * @param refuse ends the item; gets what the value should have been
 */
export function mappedValue(
	field: Pick<MappedField, 'type'> & Partial<MappedField>,
	value: unknown,
	timezone: string,
	refuse: (expected: string) => never,
): unknown {
	const isKnown = field.valueKind !== undefined && Object.hasOwn(kinds, field.valueKind);
	const kind = (isKnown ? field.valueKind : kindsByType.get(field.type)) ?? 'text';
	const { expected, read } = kinds[kind];
	const readOne = (entry: unknown): unknown => read(entry, timezone) ?? refuse(expected);
	if (field.isList)
		return (entriesOf(value) ?? refuse(`a list ${exactNumbers}`)).map((entry) => readOne(entry));
	if (value === '') return kind === 'text' ? '' : null;
	return readOne(value);
}

/** The same where the kind is known from the definition of a list; undefined when the value cannot be one. */
export function valueOfKind(kind: ValueKind, value: unknown, timezone: string): unknown {
	return kinds[kind].read(value, timezone);
}

/** What a value of a kind is, for errors: "is not <expected>". */
export function expectedOf(kind: ValueKind): string {
	return kinds[kind].expected;
}
