import { refusal } from './errors';
import { asText } from './fields';
import type { Schemas } from './handlers';
import { lookupTarget, terms } from './plainLists';
import type { FieldKind, FieldSeed } from './modules';
import { people } from './seed';
import type { Readings } from './readings';
import type { State } from './state';
import { isObject } from './values';

type Parser = (text: string, field: FieldSeed, keys: string[]) => unknown;

/**
 * Day-first, with or without the time. Json.NET has made a date of a text in ISO 8601 with a time before it gets here (C,
 * contract: isoMoments); a bare day stays a text, which is refused.
 */
function parseDate(text: string, readings: Readings): string | undefined {
	const [, day, month, year, time = '00:00:00'] =
		/^(\d\d)-(\d\d)-(\d{4})(?: (\d\d:\d\d:\d\d))?$/.exec(text) ?? [];
	const isIso =
		/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(text) && readings.plays('isoMoments', 'parsed');
	const moment = new Date(isIso ? text : `${year}-${month}-${day}T${time}Z`);
	return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString().replace('.000Z', 'Z');
}

function several(one: Parser): Parser {
	return (text, field, keys) => {
		const values = text.split(';#').map((part) => one(part, field, keys));
		return values.includes(undefined) ? undefined : values;
	};
}

/** How each kind of field reads a text; undefined when the text does not fit. */
function parsers(state: State): Partial<Record<FieldKind, Parser>> {
	const number: Parser = (text) => {
		const plain = text.includes('.') ? text : text.replace(',', '.');
		return plain.trim() === '' || Number.isNaN(Number(plain)) ? undefined : Number(plain);
	};
	const choice: Parser = (text, { choices = [] }) => (choices.includes(text) ? text : undefined);
	const user: Parser = (text) => people.find(({ Email }) => Email === text.toLowerCase());
	const term: Parser = (text) =>
		terms.includes(text) ? { Label: text, TermID: `term-${terms.indexOf(text)}` } : undefined;
	const lookup: Parser = (text, { name }, keys) => {
		const parts = text.split('_|_');
		if (keys.length === 0 || parts.length !== keys.length)
			throw refusal(
				`Field '${name}': The number of look key values extracted from '${text}' must be equal to ${keys.length}`,
			);
		const list = state.module(lookupTarget);
		const unknown = keys.find(
			(key) => key.toLowerCase() !== 'id' && !list.fields.some((field) => field.name === key),
		);
		if (unknown !== undefined)
			throw refusal(
				`Field '${name}': The field name '${unknown}' does not exists in the lookup list '${list.title}'`,
			);
		const valueOf = (id: number, values: Record<string, unknown>, key: string) =>
			key.toLowerCase() === 'id' ? String(id) : asText(values[key]);
		const found = [...list.entities.values()].filter(({ id, values }) =>
			keys.every((key, i) => valueOf(id, values, key) === parts[i]),
		);
		if (found.length > 1)
			throw refusal(
				`Multiple lookup ID candidates (${found.length}) for the field '${name}' was found!`,
			);
		if (found[0] === undefined)
			throw refusal(
				`A lookup ID for the field '${name}' can not be found! The lookup list name is '${list.title}' and the value used to find the lookup ID is '${text}'`,
			);
		return found[0].id;
	};
	return {
		text: (text) => (text.length <= 255 ? text : undefined),
		note: (text) => text,
		choice,
		multiChoice: several(choice),
		number,
		currency: number,
		boolean: (text) => (/^(0|1|true|false)$/i.test(text) ? /^(1|true)$/i.test(text) : undefined),
		date: (text) => parseDate(text, state.readings)?.slice(0, 10),
		dateTime: (text) => parseDate(text, state.readings),
		user,
		multiUser: several(user),
		lookup,
		multiLookup: several(lookup),
		term,
		multiTerm: several(term),
		hyperlink: (text) => {
			// What stands behind a second comma is lost (A for 2020).
			const [Url, Description = Url] = text.split(', ');
			return Url && /^https?:/.test(Url) ? { Url, Description } : undefined;
		},
	};
}

/** What SharePoint makes of a number or a boolean, which the engine hands to it as it is (A for 2020). */
function fromScalar({ kind }: FieldSeed, value: number | boolean): unknown {
	switch (kind) {
		case 'number':
		case 'currency':
		case 'lookup':
			return typeof value === 'number' ? value : undefined;
		case 'boolean':
			return typeof value === 'boolean' ? value : value !== 0;
		case 'text':
		case 'note':
			return String(value);
		default:
			return undefined;
	}
}

/** What a JSON object or list stands for, for the kinds that take one; undefined when it does not fit. */
function fromObject({ kind, choices = [] }: FieldSeed, value: unknown): unknown {
	const person = (one: unknown) =>
		people.find(({ LookupId }) => isObject(one) && one.LookupId === LookupId);
	const lookupId = (one: unknown) =>
		isObject(one) && Number.isInteger(one.LookupId) ? one.LookupId : undefined;
	const all = (each: (one: unknown) => unknown) => {
		const values = Array.isArray(value) ? value.map(each) : [undefined];
		return values.includes(undefined) ? undefined : values;
	};
	switch (kind) {
		case 'hyperlink':
			return isObject(value) && typeof value.Url === 'string' ? value : undefined;
		case 'multiChoice':
			return all((one) => (choices.includes(String(one)) ? one : undefined));
		case 'user':
			return person(value);
		case 'multiUser':
			return all(person);
		case 'lookup':
			return lookupId(value);
		case 'multiLookup':
			return all(lookupId);
		default:
			return undefined;
	}
}

/** The engine's own text for a value that does not fit (A for 2020). */
function mistake({ name, kind }: FieldSeed, value: unknown): string {
	const needs = (what: string) =>
		`The value (${String(value)}) for the field '${name}' must be a ${what}`;
	switch (kind) {
		case 'boolean':
			return needs('Boolean');
		case 'number':
		case 'currency':
			return needs('Double');
		case 'date':
		case 'dateTime':
			return needs('DateTime');
		case 'user':
		case 'multiUser':
			return `Can not ensure user with logon name '${String(value)}'. The specified user could not be found.`;
		case 'term':
		case 'multiTerm':
			return `Can not find a term with the name '${String(value)}' for the field '${name}'`;
		case 'calculated':
		case 'location':
			return `The field type ${kind === 'calculated' ? 'Calculated' : 'Geolocation'} for the field '${name}' is not supported!`;
		default:
			return `The value (${String(value)}) for the field '${name}' is not valid`;
	}
}

function parseValue(
	byKind: ReturnType<typeof parsers>,
	field: FieldSeed | undefined,
	{ Value, LookupListFieldNameKeys = [] }: Schemas['FieldValueInput'],
): unknown {
	if (field === undefined) throw refusal('The given key was not present in the dictionary.');
	if (Value === null || Value === '') {
		if (field.required) throw refusal('A value is required.');
		return field.kind.startsWith('multi') ? [] : null;
	}
	const isScalar = typeof Value === 'number' || typeof Value === 'boolean';
	const value =
		typeof Value === 'string'
			? byKind[field.kind]?.(Value, field, LookupListFieldNameKeys)
			: isScalar
				? fromScalar(field, Value)
				: fromObject(field, Value);
	if (value === undefined) throw refusal(mistake(field, Value));
	return value;
}

/**
 * The values of a list call as the sandbox keeps them; an empty text or null clears.
 *
 * @throws {ApiFailure} with the engine's text, which ends in the name of the field
 */
export function parseListValues(
	state: State,
	fields: FieldSeed[],
	inputs: Array<Schemas['FieldValueInput']>,
): Record<string, unknown> {
	const byKind = parsers(state);
	const read = inputs
		.filter(({ InternalFieldName }) => InternalFieldName.toLowerCase() !== 'id')
		.map((input): [string, unknown] => {
			const name = input.InternalFieldName;
			try {
				const field = fields.find((candidate) => candidate.name === name);
				return [name, parseValue(byKind, field, input)];
			} catch (error) {
				throw refusal(
					`Error in WorkPoint.Integration.Common.ListItemMethods.SetFieldValues(): ${(error as Error).message}\r\nCurrent field: ${name}`,
				);
			}
		});
	return Object.fromEntries(read);
}
