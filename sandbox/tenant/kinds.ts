import { refusal } from '../server/errors';
import type { FieldKind, FieldSeed } from './modules';
import { lookupTarget, terms, termSetId, termStoreId } from './plainLists';
import type { Dialect } from '../dialect';
import { people } from './seed';
import type { State } from './state';
import { asText, isObject } from './fieldValues';

type Members = Record<string, unknown>;

/**
 * The behavior of a kind of field in SharePoint, in the calls for entities and in the list engine. Members describe a
 * single value; a multi-value field has a list of them.
 */
interface Kind {
	/** SharePoint's names for the type of a single-value and of a multi-value column. */
	types: [one: string, several?: string];
	/** Attributes and elements of the column's schema, besides choices and the number of values. */
	particulars?: Members;
	/** The schema of a value in `jsonItems`, without its title; the dialect is a guess (C). */
	schema: (field: FieldSeed, dialect: Dialect) => Members;
	/** True for a value in the sandbox's form. */
	fits: (value: unknown, field: FieldSeed) => boolean;
	/** Converts a value of the calls for entities; undefined if it is not in the active dialect's form. */
	fromEntity?: (value: unknown, dialect: Dialect) => unknown;
	/** Converts a string of the list engine. */
	fromText?: (text: string, field: FieldSeed, keys: string[], state: State) => unknown;
	/** Converts a number or boolean, which the engine passes to SharePoint unchanged (A for 2020). */
	fromScalar?: (value: number | boolean) => unknown;
	/** Converts a JSON object, or an entry of a JSON list, for the list engine. */
	fromObject?: (value: unknown) => unknown;
	/** The engine's own error for an invalid value (A for 2020). */
	mistake?: (value: unknown, name: string) => string;
}

export const asItIs = (value: unknown) => value;
const isString = (value: unknown) => typeof value === 'string';
const objectOf = (properties: Members) => ({ type: 'object', properties });
const mustBe = (what: string) => (value: unknown, name: string) =>
	`The value (${String(value)}) for the field '${name}' must be a ${what}`;
const notSupported = (type: string) => (_value: unknown, name: string) =>
	`The field type ${type} for the field '${name}' is not supported!`;

const text: Kind = {
	types: ['Text'],
	schema: () => ({ type: 'string' }),
	fits: (value) => typeof value === 'string' && value.length <= 255,
	fromScalar: String,
};

const number: Kind = {
	types: ['Number'],
	schema: () => ({ type: 'number' }),
	fits: (value) => typeof value === 'number' && !Number.isNaN(value),
	fromText: (written) => {
		const plain = written.includes('.') ? written : written.replace(',', '.');
		return plain.trim() === '' ? undefined : Number(plain);
	},
	fromScalar: asItIs,
	mistake: mustBe('Double'),
};

/** Converts a date in the list engine's format to ISO 8601; undefined for any other text. */
function fromDayFirst(written: unknown): string | undefined {
	const [, day, month, year, time] =
		/^(\d\d)-(\d\d)-(\d{4})(?: (\d\d:\d\d:\d\d))?$/.exec(String(written)) ?? [];
	return day && `${year}-${month}-${day}${time ? `T${time}Z` : ''}`;
}

/**
 * Parses a day-first date, with or without a time. Json.NET has already converted an ISO 8601 text with a time (C,
 * contract: isoMoments); a bare date stays text and is rejected.
 */
function momentOf(written: string, dialect: Dialect): string | undefined {
	const isIso =
		/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(written) && dialect.is('isoMoments', 'parsed');
	const moment = new Date(isIso ? written : (fromDayFirst(written) ?? ''));
	return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString().replace('.000Z', 'Z');
}

const dateTime: Kind = {
	types: ['DateTime'],
	particulars: { '@Format': 'DateTime' },
	schema: () => ({ type: 'string', format: 'date-time' }),
	fits: (value) =>
		typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value) && !Number.isNaN(Date.parse(value)),
	fromEntity: (value, dialect) => {
		if (dialect.is('entityDates', 'listEngine')) return fromDayFirst(value);
		const isRefused = dialect.is('entityDates', 'isoMomentsOnly') && !/T/.test(String(value));
		return isRefused ? undefined : value;
	},
	fromText: (written, _field, _keys, { dialect }) => momentOf(written, dialect),
	mistake: mustBe('DateTime'),
};

/** The ID of the only item in the lookup list whose key values, joined by `_|_`, equal a string. */
function lookupId(written: string, { name }: FieldSeed, keys: string[], state: State): number {
	const refused = (why: string) => refusal(`Field '${name}': ${why}`);
	const parts = written.split('_|_');
	if (keys.length === 0 || parts.length !== keys.length)
		throw refused(
			`The number of look key values extracted from '${written}' must be equal to ${keys.length}`,
		);
	const list = state.module(lookupTarget);
	const isId = (key: string) => key.toLowerCase() === 'id';
	const unknown = keys.find((key) => !isId(key) && !list.fields.some((one) => one.name === key));
	if (unknown !== undefined)
		throw refused(`The field name '${unknown}' does not exists in the lookup list '${list.title}'`);
	const [found, ...others] = [...list.entities.values()].filter(({ id, values }) =>
		keys.every((key, i) => (isId(key) ? String(id) : asText(values[key])) === parts[i]),
	);
	if (others.length > 0)
		throw refusal(
			`Multiple lookup ID candidates (${others.length + 1}) for the field '${name}' was found!`,
		);
	if (found === undefined)
		throw refusal(
			`A lookup ID for the field '${name}' can not be found! The lookup list name is '${list.title}' and the value used to find the lookup ID is '${written}'`,
		);
	return found.id;
}

const termProperties = [
	{ Name: 'SspId', Value: termStoreId },
	{ Name: 'TermSetId', Value: termSetId },
];

/** The kinds of fields. */
export const kinds: Record<FieldKind, Kind> = {
	text,
	note: {
		...text,
		types: ['Note'],
		particulars: { '@NumLines': '6', '@RichText': 'FALSE' },
		fits: isString,
	},
	choice: {
		types: ['Choice', 'MultiChoice'],
		particulars: { '@Format': 'Dropdown' },
		schema: ({ choices }) => ({ type: 'string', enum: choices }),
		fits: (value, { choices = [] }) => choices.includes(value as string),
		fromObject: asItIs,
	},
	number,
	currency: { ...number, types: ['Currency'] },
	boolean: {
		types: ['Boolean'],
		schema: () => ({ type: 'boolean' }),
		fits: (value) => typeof value === 'boolean',
		fromText: (written) =>
			/^(0|1|true|false)$/i.test(written) ? /^(1|true)$/i.test(written) : undefined,
		fromScalar: Boolean,
		mistake: mustBe('Boolean'),
	},
	dateTime,
	date: {
		...dateTime,
		particulars: { '@Format': 'DateOnly' },
		schema: () => ({ type: 'string', format: 'date' }),
		fromText: (written, _field, _keys, { dialect }) => momentOf(written, dialect)?.slice(0, 10),
	},
	user: {
		types: ['User', 'UserMulti'],
		particulars: { '@List': 'UserInfo', '@UserSelectionMode': 'PeopleOnly' },
		schema: (_field, dialect) =>
			dialect.is('entityPersons', 'object')
				? objectOf({ LookupId: { type: 'integer' }, Email: { type: 'string' } })
				: { type: dialect.is('entityPersons', 'itemId') ? 'integer' : 'string' },
		fits: (value) =>
			isObject(value) &&
			people.some(({ LookupId, Email }) => value.LookupId === LookupId || value.Email === Email),
		fromEntity: (value, dialect) => {
			if (dialect.is('entityPersons', 'object')) return value;
			const isById = dialect.is('entityPersons', 'itemId');
			return people.find(({ LookupId, Email }) => (isById ? LookupId : Email) === value);
		},
		// SharePoint resolves a user by email address and by claim.
		fromText: (written) =>
			people.find(({ Email }) =>
				[Email, `i:0#.f|membership|${Email}`].includes(written.toLowerCase()),
			),
		fromObject: (value) =>
			people.find(({ LookupId }) => isObject(value) && value.LookupId === LookupId),
		mistake: (value) =>
			`Can not ensure user with logon name '${String(value)}'. The specified user could not be found.`,
	},
	lookup: {
		types: ['Lookup', 'LookupMulti'],
		particulars: { '@List': `{${lookupTarget}}`, '@ShowField': 'Title' },
		schema: (_field, dialect) =>
			dialect.is('entityLookups', 'object')
				? objectOf({ LookupId: { type: 'integer' } })
				: { type: 'integer' },
		fits: Number.isInteger,
		fromEntity: (value, dialect) =>
			dialect.is('entityLookups', 'itemId') ? value : isObject(value) && value.LookupId,
		fromText: lookupId,
		fromScalar: asItIs,
		fromObject: (value) => isObject(value) && value.LookupId,
	},
	term: {
		types: ['TaxonomyFieldType', 'TaxonomyFieldTypeMulti'],
		particulars: { Customization: { ArrayOfProperty: { Property: termProperties } } },
		schema: (_field, dialect) =>
			dialect.is('entityTerms', 'label')
				? { type: 'string' }
				: objectOf({ Label: { type: 'string' }, TermID: { type: 'string' } }),
		fits: (value) => isObject(value) && typeof value.Label === 'string',
		fromEntity: (value, dialect) =>
			dialect.is('entityTerms', 'object') ? value : { Label: value },
		fromText: (written) =>
			terms.includes(written)
				? { Label: written, TermID: `term-${terms.indexOf(written)}` }
				: undefined,
		mistake: (value, name) =>
			`Can not find a term with the name '${String(value)}' for the field '${name}'`,
	},
	hyperlink: {
		types: ['URL'],
		particulars: { '@Format': 'Hyperlink' },
		schema: () => objectOf({ Url: { type: 'string' }, Description: { type: 'string' } }),
		fits: (value) => isObject(value) && typeof value.Url === 'string',
		fromText: (written) => {
			// Text after a second comma is lost (A for 2020).
			const [Url, Description = Url] = written.split(', ');
			return Url && /^https?:/.test(Url) ? { Url, Description } : undefined;
		},
		fromObject: asItIs,
	},
	calculated: {
		types: ['Calculated'],
		particulars: { '@ReadOnly': 'TRUE' },
		schema: () => ({ type: 'string', readOnly: true }),
		fits: () => false,
		mistake: notSupported('Calculated'),
	},
	location: {
		types: ['Geolocation'],
		schema: () => ({ type: 'geolocation' }),
		fits: () => false,
		mistake: notSupported('Geolocation'),
	},
};

/** True if a value of a field, or each of its several values, is in the sandbox's form. */
export function fits(field: FieldSeed, value: unknown): boolean {
	const isOne = (one: unknown) => kinds[field.kind].fits(one, field);
	return field.isMulti ? Array.isArray(value) && value.every(isOne) : isOne(value);
}
