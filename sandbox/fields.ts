import { asIs } from './asIs';
import { refusal } from './errors';
import type { Schemas } from './handlers';
import type { FieldKind, FieldSeed } from './modules';
import type { Readings } from './readings';
import { people } from './seed';
import { isObject } from './values';

type Schema = Record<string, unknown>;

/** How a kind of field looks in the schema under `jsonItems`; the dialect is a guess (C). */
function schemaOf({ kind, title, choices }: FieldSeed, readings: Readings): Schema {
	const reference = { type: 'object', title, properties: { LookupId: { type: 'integer' } } };
	const lookup = readings.plays('entityLookups', 'object') ? reference : { type: 'integer', title };
	const user = readings.plays('entityPersons', 'object')
		? { ...reference, properties: { ...reference.properties, Email: { type: 'string' } } }
		: { type: readings.plays('entityPersons', 'itemId') ? 'integer' : 'string', title };
	const term = readings.plays('entityTerms', 'label')
		? { type: 'string', title }
		: {
				type: 'object',
				title,
				properties: { Label: { type: 'string' }, TermID: { type: 'string' } },
			};
	const schemas: Record<FieldKind, Schema> = {
		text: { type: 'string', title },
		note: { type: 'string', title },
		choice: { type: 'string', title, enum: choices },
		multiChoice: { type: 'array', title, items: { type: 'string', enum: choices } },
		number: { type: 'number', title },
		currency: { type: 'number', title },
		boolean: { type: 'boolean', title },
		date: { type: 'string', format: 'date', title },
		dateTime: { type: 'string', format: 'date-time', title },
		user,
		multiUser: { type: 'array', title, items: user },
		lookup,
		multiLookup: { type: 'array', title, items: lookup },
		term,
		multiTerm: { type: 'array', title, items: term },
		hyperlink: {
			type: 'object',
			title,
			properties: { Url: { type: 'string' }, Description: { type: 'string' } },
		},
		calculated: { type: 'string', title, readOnly: true },
		location: { type: 'geolocation', title },
	};
	return schemas[kind];
}

/** The name under which the calls for entities know a field. */
const keyOf = ({ name, title }: FieldSeed, readings: Readings) =>
	readings.plays('entityFieldKeys', 'displayNames') ? title : name;

/** The answer of `GetEntityFieldSchema`, in the dialect that is played. */
export function entityFieldSchema(
	fields: FieldSeed[],
	readings: Readings,
): Schemas['EntityFieldSchema'] {
	const hasLists = readings.plays('fieldSchema', 'typeLists');
	const shown = (field: FieldSeed): Schema => {
		const schema = schemaOf(field, readings);
		return hasLists ? { ...schema, type: [schema.type, 'null'] } : schema;
	};
	const schema = {
		type: 'object',
		properties: Object.fromEntries(fields.map((field) => [keyOf(field, readings), shown(field)])),
		required: fields.filter(({ required }) => required).map((field) => keyOf(field, readings)),
	};
	if (readings.plays('fieldSchema', 'otherCase')) return asIs({ JsonItems: schema });
	if (readings.plays('fieldSchema', 'jsonText')) return { jsonItems: JSON.stringify(schema) };
	if (readings.plays('fieldSchema', 'underSchema')) return { jsonItems: { schema } };
	return { jsonItems: readings.plays('fieldSchema', 'unreadable') ? null : schema };
}

const isDate = (value: unknown) =>
	typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value) && !Number.isNaN(Date.parse(value));
const isPerson = (value: unknown) =>
	isObject(value) &&
	people.some(({ LookupId, Email }) => value.LookupId === LookupId || value.Email === Email);
const isTerm = (value: unknown) => isObject(value) && typeof value.Label === 'string';
const isListOf = (test: (value: unknown) => boolean) => (value: unknown) =>
	Array.isArray(value) && value.every(test);

function fits({ kind, choices = [] }: FieldSeed, value: unknown): boolean {
	const isChoice = (choice: unknown) => choices.includes(String(choice));
	const tests: Record<FieldKind, (value: unknown) => boolean> = {
		text: (text) => typeof text === 'string' && text.length <= 255,
		note: (text) => typeof text === 'string',
		choice: isChoice,
		multiChoice: isListOf(isChoice),
		number: (number) => typeof number === 'number',
		currency: (number) => typeof number === 'number',
		boolean: (flag) => typeof flag === 'boolean',
		date: isDate,
		dateTime: isDate,
		user: isPerson,
		multiUser: isListOf(isPerson),
		lookup: Number.isInteger,
		multiLookup: isListOf(Number.isInteger),
		term: isTerm,
		multiTerm: isListOf(isTerm),
		hyperlink: (link) => isObject(link) && typeof link.Url === 'string',
		calculated: () => false,
		location: () => false,
	};
	return tests[kind](value);
}

/** A text as the list engine writes dates, in ISO 8601; undefined for any other. */
function fromDayFirst(text: unknown): string | undefined {
	const [, day, month, year, time] =
		/^(\d\d)-(\d\d)-(\d{4})(?: (\d\d:\d\d:\d\d))?$/.exec(String(text)) ?? [];
	return day && `${year}-${month}-${day}${time ? `T${time}Z` : ''}`;
}

/** One value as the sandbox keeps it; undefined when it is not in the form that is played. */
function readValue(kind: FieldKind, value: unknown, readings: Readings): unknown {
	if (Array.isArray(value) && /^multi(User|Lookup|Term)$/.test(kind)) {
		const one = kind.slice(5).toLowerCase() as FieldKind;
		return value.map((entry) => readValue(one, entry, readings));
	}
	switch (kind) {
		case 'date':
		case 'dateTime':
			if (readings.plays('entityDates', 'listEngine')) return fromDayFirst(value);
			return readings.plays('entityDates', 'isoMomentsOnly') && !/T/.test(String(value))
				? undefined
				: value;
		case 'user':
			if (readings.plays('entityPersons', 'object')) return value;
			return people.find(({ LookupId, Email }) =>
				readings.plays('entityPersons', 'itemId') ? LookupId === value : Email === value,
			);
		case 'lookup':
			if (readings.plays('entityLookups', 'itemId')) return value;
			return isObject(value) ? value.LookupId : undefined;
		case 'term':
			if (readings.plays('entityTerms', 'object')) return value;
			return typeof value === 'string' ? { Label: value } : undefined;
		default:
			return value;
	}
}

/**
 * Values to be written, as the sandbox keeps them; an empty text or null clears a field.
 *
 * @throws {ApiFailure} that names the field, as the service does
 */
export function readFieldValues(
	fields: FieldSeed[],
	values: Record<string, unknown>,
	readings: Readings,
): Record<string, unknown> {
	const read = Object.entries(values).map(([key, value]): [string, unknown] => {
		const field = fields.find((candidate) => keyOf(candidate, readings) === key);
		if (field === undefined) throw refusal(`The field does not exist. Current field: ${key}`);
		const isEmpty = value === null || value === '';
		if (field.required && isEmpty) throw refusal(`A value is required. Current field: ${key}`);
		if (isEmpty) return [field.name, value];
		const kept = readValue(field.kind, value, readings);
		if (!fits(field, kept))
			throw refusal(`The value cannot be used for this type of field. Current field: ${key}`);
		return [field.name, kept];
	});
	return Object.fromEntries(read);
}

/** A value as list items carry it: always text. */
export function asText(value: unknown): string | null {
	if (value === undefined || value === null) return null;
	if (Array.isArray(value)) return value.map(asText).join(';#');
	if (!isObject(value)) return String(value);
	const person = people.find(
		({ LookupId, Email }) => value.LookupId === LookupId || value.Email === Email,
	);
	const { LookupValue, Label, Email, Url, LookupId }: Record<string, unknown> = {
		...value,
		...person,
	};
	return String(LookupValue ?? Label ?? Email ?? Url ?? LookupId);
}
