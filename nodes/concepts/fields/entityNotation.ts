import { isObject, parsedJson } from '../../api/json';
import { roundedNumeralIn } from '../../api/numeral';
import { pointInTime } from '../../parameters/date';
import { decimal, itemNumber } from '../../parameters/number';
import { plainText } from '../../parameters/text';
import type { MappedField, ValueKind } from './fieldDescription';
import { personIn } from './peopleInMails';

interface Kind {
	/** The expected value, for errors: "… is not <expected>". */
	expected: string;
	/** The value as it is sent; undefined if it does not fit. A time without an offset is in the time zone. */
	read(value: unknown, timezone: string): unknown;
}

/** A value, or the value of JSON text; undefined for text that is not JSON, or whose numbers would lose digits. */
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
 * `{ LookupId }` for a number and `{ Email }` for an email address, alone or in a claim: the members of the vendor's own types
 * (grade A), which have none for a claim without an email address.
 */
function readUser(value: unknown): unknown {
	if (hasAny(value, 'Email', 'UserPrincipalName', 'LoginName')) return value;
	const byId = readLookupObject(value);
	if (byId !== undefined) return byId;
	const address = personIn(value)?.address;
	return address === undefined ? undefined : { Email: address };
}

/** A term by its label, or as the object of the vendor's own types (grade A for the members). */
function readTerm(value: unknown): unknown {
	if (hasAny(value, 'Label', 'TermID')) return value;
	const label = plainText(value)?.trim();
	return label ? { Label: label } : undefined;
}

/**
 * SharePoint's own notation of a link: the URL, then text after a comma and a space. With a second comma and space,
 * the end of the URL is ambiguous.
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
	text: { expected: 'text', read: plainText },
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
		expected: 'a URL, with or without ", " and text without ", " after it',
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
 * The values of a field with several: a list, a JSON list, or a string with semicolons (`;#` in SharePoint's own
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

/** Kinds by the editor's own type, for mappings stored without a kind. */
const kindsByType = new Map<unknown, ValueKind>([
	['number', 'number'],
	['boolean', 'boolean'],
	['dateTime', 'dateTime'],
	['object', 'object'],
	['array', 'array'],
]);

/**
 * The value of a field in the notation of entities. An empty string clears the field (grade B: as in the list-item engine).
 *
 * @param refuse fails the item; its argument is the expected value
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

/** The same where the kind is known from the definition of a list; undefined if the value does not fit. */
export function valueOfKind(kind: ValueKind, value: unknown, timezone: string): unknown {
	return kinds[kind].read(value, timezone);
}

/** The expected value of a kind, for errors: "is not <expected>". */
export function expectedOf(kind: ValueKind): string {
	return kinds[kind].expected;
}
