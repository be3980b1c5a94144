import type { ResourceMapperField } from 'n8n-workflow';

import { pointInTime } from '../parameters/date';
import { isObject } from '../parameters/parameter';

/** What one value of a field is in the JSON that is sent. */
export type ValueKind =
	| 'text'
	| 'number'
	| 'wholeNumber'
	| 'boolean'
	| 'date'
	| 'dateTime'
	| 'user'
	| 'term'
	| 'link'
	| 'object'
	| 'array';

/** A field of the mapping. n8n stores it with the workflow, so a run knows the type without asking WorkPoint. */
export interface EntityField extends ResourceMapperField {
	valueKind: ValueKind;
	/** Whether the field holds several such values. */
	isList: boolean;
}

interface Kind {
	/** What the user has to enter, for errors: "… is not <expected>". */
	expected: string;
	/** The value as it is sent, or undefined when it cannot be one. A time without an offset is in the time zone. */
	read(value: unknown, timezone: string): unknown;
}

function parseJson(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	try {
		return JSON.parse(value) as unknown;
	} catch {
		return undefined;
	}
}

function readNumber(value: unknown): number | undefined {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** `{ LookupId }` for a number and `{ Email }` for an address: the members that the vendor's own types have (grade A). */
function readUser(value: unknown): unknown {
	if (isObject(value)) return value;
	const id = readNumber(value);
	if (id !== undefined) return Number.isInteger(id) && id > 0 ? { LookupId: id } : undefined;
	const text = String(value).trim();
	return /^\S+@\S+$/.test(text) ? { Email: text } : undefined;
}

/** SharePoint's own notation of a link: the address, and a text after a comma and a space. */
function readLink(value: unknown): unknown {
	if (isObject(value)) return value;
	const [, address, text] =
		/^([a-z][a-z\d+.-]*:\S+?)(?:,\s+(.+))?$/i.exec(String(value).trim()) ?? [];
	return address === undefined ? undefined : { Url: address, Description: text ?? address };
}

const kinds: Record<ValueKind, Kind> = {
	text: {
		expected: 'a text',
		read: (value) => (typeof value === 'object' ? undefined : String(value)),
	},
	number: { expected: 'a number', read: readNumber },
	wholeNumber: {
		expected: 'a whole number',
		read: (value) => {
			const number = readNumber(value);
			return Number.isInteger(number) ? number : undefined;
		},
	},
	boolean: {
		expected: 'true or false',
		read: (value) =>
			new Map([
				['true', true],
				['1', true],
				['false', false],
				['0', false],
			]).get(String(value).trim().toLowerCase()),
	},
	date: {
		expected: 'a date in ISO 8601, such as 2026-12-31',
		read: (value, timezone) => pointInTime(value, timezone)?.day,
	},
	dateTime: {
		expected: 'a date and time in ISO 8601, such as 2026-12-31T16:00:00Z',
		read: (value, timezone) => pointInTime(value, timezone)?.utc,
	},
	user: { expected: 'the e-mail address or the ID of a user', read: readUser },
	term: {
		expected: 'the label of a term',
		read: (value) =>
			isObject(value) ? value : typeof value === 'string' ? { Label: value.trim() } : undefined,
	},
	link: { expected: 'a web address', read: readLink },
	object: {
		expected: 'a JSON object',
		read: (value) => {
			const parsed = parseJson(value);
			return isObject(parsed) ? parsed : undefined;
		},
	},
	array: {
		expected: 'a JSON array',
		read: (value) => {
			const parsed = parseJson(value);
			return Array.isArray(parsed) ? parsed : undefined;
		},
	},
};

/** The entries of a list: an array, a JSON array, or a text with semicolons or, where it has none, commas. */
function entriesOf(value: unknown): unknown[] {
	if (Array.isArray(value)) return value;
	if (typeof value !== 'string') return [value];
	const parsed = value.trim().startsWith('[') ? parseJson(value) : undefined;
	if (Array.isArray(parsed)) return parsed;
	return value
		.split(value.includes(';') ? /;#?/ : ',')
		.map((entry) => entry.trim())
		.filter((entry) => entry !== '');
}

/** Kinds by the editor's own type, for mappings that were stored without one. */
const kindByType: Partial<Record<string, ValueKind>> = {
	number: 'number',
	boolean: 'boolean',
	dateTime: 'dateTime',
	object: 'object',
	array: 'array',
};

/**
 * The value of a field as it is sent. An empty text clears the field (grade B: so the list-item engine does).
 *
 * @param refuse ends the item; gets what the value should have been
 */
export function mappedValue(
	field: ResourceMapperField & Partial<EntityField>,
	value: unknown,
	timezone: string,
	refuse: (expected: string) => never,
): unknown {
	const kind = field.valueKind ?? kindByType[field.type ?? ''] ?? 'text';
	const { expected, read } = kinds[kind];
	const readOne = (entry: unknown): unknown => read(entry, timezone) ?? refuse(expected);
	if (field.isList) return entriesOf(value).map(readOne);
	if (value === '') return kind === 'text' ? '' : null;
	return readOne(value);
}
