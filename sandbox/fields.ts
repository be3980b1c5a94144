import { refusal } from './errors';
import type { FieldKind, FieldSeed } from './modules';
import { people } from './seed';

/** How a kind of field looks in the schema under `jsonItems`; the dialect is a guess (C). */
function schemaOf({ kind, title, choices }: FieldSeed): Record<string, unknown> {
	const lookup = { type: 'integer', title };
	const user = {
		type: 'object',
		title,
		properties: { LookupId: { type: 'integer' }, Email: { type: 'string' } },
	};
	const term = {
		type: 'object',
		title,
		properties: { Label: { type: 'string' }, TermID: { type: 'string' } },
	};
	const schemas: Record<FieldKind, Record<string, unknown>> = {
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

/** The answer of `GetEntityFieldSchema`. */
export function entityFieldSchema(fields: FieldSeed[]) {
	return {
		jsonItems: {
			type: 'object',
			properties: Object.fromEntries(fields.map((field) => [field.name, schemaOf(field)])),
			required: fields.filter(({ required }) => required).map(({ name }) => name),
		},
	};
}

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
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

/**
 * Checks values to be written; an empty text or null clears a field.
 *
 * @throws {ApiFailure} that names the field, as the service does
 */
export function checkFieldValues(fields: FieldSeed[], values: Record<string, unknown>): void {
	for (const [name, value] of Object.entries(values)) {
		const field = fields.find((candidate) => candidate.name === name);
		if (field === undefined) throw refusal(`The field does not exist. Current field: ${name}`);
		if (field.required && (value === null || value === '')) {
			throw refusal(`A value is required. Current field: ${name}`);
		}
		if (value === null || value === '') continue;
		if (!fits(field, value))
			throw refusal(`The value cannot be used for this type of field. Current field: ${name}`);
	}
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
