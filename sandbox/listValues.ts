import { refusal } from './errors';
import { asText } from './fields';
import type { Schemas } from './handlers';
import { lookupTarget, terms } from './plainLists';
import type { FieldKind, FieldSeed } from './modules';
import { people } from './seed';
import type { Readings } from './readings';
import type { State } from './state';

type Parser = (text: string, field: FieldSeed, keys: string[]) => unknown;

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

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
	const lookup: Parser = (text, field, keys) => {
		if (keys.length === 0) throw refusal(`Lookup keys are missing. Current field: ${field.name}`);
		const wanted = text.split('_|_');
		const valueOf = (id: number, values: Record<string, unknown>, key: string) =>
			key.toLowerCase() === 'id' ? String(id) : asText(values[key]);
		const found = [...state.module(lookupTarget).entities.values()].filter(({ id, values }) =>
			keys.every((key, i) => valueOf(id, values, key) === wanted[i]),
		);
		return found.length === 1 ? found[0]?.id : undefined;
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
			const [Url, ...description] = text.split(', ');
			return Url && /^https?:/.test(Url)
				? { Url, Description: description.join(', ') || Url }
				: undefined;
		},
	};
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

/**
 * The values of a list call as the sandbox keeps them; an empty text or null clears.
 *
 * @throws {ApiFailure} that names the field, as the service does
 */
export function parseListValues(
	state: State,
	fields: FieldSeed[],
	inputs: Array<Schemas['FieldValueInput']>,
): Record<string, unknown> {
	const byKind = parsers(state);
	const parsed = inputs
		.filter(({ InternalFieldName }) => InternalFieldName.toLowerCase() !== 'id')
		.map(({ InternalFieldName: name, Value, LookupListFieldNameKeys = [] }) => {
			const field = fields.find((candidate) => candidate.name === name);
			if (field === undefined) throw refusal(`The field does not exist. Current field: ${name}`);
			if (Value === null || Value === '') {
				if (field.required) throw refusal(`A value is required. Current field: ${name}`);
				return [name, field.kind.startsWith('multi') ? [] : null];
			}
			const value =
				typeof Value === 'string'
					? byKind[field.kind]?.(Value, field, LookupListFieldNameKeys)
					: fromObject(field, Value);
			if (value === undefined)
				throw refusal(`The value cannot be used for this type of field. Current field: ${name}`);
			return [name, value];
		});
	return Object.fromEntries(parsed);
}
