import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../api/json';
import type { Schemas, Send } from '../../api/call';
import { isXmlText } from '../../api/xml';
import { isDay } from '../../parameters/date';
import { itemNumber } from '../../parameters/number';
import { isMissing, type PlainParameter, type Reader } from '../../parameters/parameter';
import { plainText } from '../../parameters/text';
import {
	fieldLabel,
	type FieldDescription,
	type FieldMap,
	type ValueKind,
} from './fieldDescription';
import { entriesOf, expectedOf, hasAny, valueOfKind } from './entityNotation';
import { personIn } from './peopleInMails';
import { isRefusedType, listColumns, type ListValues } from './ofList';

export type FieldValueInput = Schemas['FieldValueInput'];

/** Field values that can be validated only with the columns of the list. */
export interface UncheckedFields {
	values: IDataObject;
	reader: Pick<Reader, 'refuse' | 'timezone'>;
}

/** Field values for a list call, converted to its notation once the columns of the list are known. */
export function uncheckedFields(
	source: PlainParameter<IDataObject>,
): PlainParameter<UncheckedFields> {
	return {
		...source,
		read: async (reader, name) => ({ values: await source.read(reader, name), reader }),
	};
}

/** The separator of several values of a field, or several keys of a lookup, in a string (A for 2020, B for now). */
const betweenValues = ';#';
const betweenKeys = '_|_';

/** One value in the notation of list calls: a string, or an object with `LookupId` or `Url`; undefined if it does not fit. */
type Notation = string | IDataObject | undefined;

function asText(value: unknown): string | undefined {
	const text = plainText(value);
	return text?.includes(betweenValues) ? undefined : text;
}

function reference(value: unknown): Notation {
	const id = itemNumber(hasAny(value, 'LookupId') ? value.LookupId : value);
	return id === undefined ? undefined : { LookupId: id };
}

/** A person by ID, or by login name, which is the email address as a rule. */
function person(value: unknown): Notation {
	const byId = reference(value);
	if (byId !== undefined) return byId;
	const given = isObject(value)
		? (value.LoginName ?? value.UserPrincipalName ?? value.Email ?? value)
		: value;
	const { loginName, address } = personIn(given) ?? {};
	return asText(loginName ?? address ?? given)?.trim() || undefined;
}

/** A day as list calls read it, `dd-MM-yyyy`. */
function dayText(value: unknown, timezone: string): string | undefined {
	return plainText(valueOfKind('date', value, timezone))
		?.split('-')
		.reverse()
		.join('-');
}

/** The notation of each kind; all others are plain text. */
const notations: Partial<Record<ValueKind, (value: unknown, timezone: string) => Notation>> = {
	number: (value, timezone) => plainText(valueOfKind('number', value, timezone)),
	wholeNumber: (value, timezone) => plainText(valueOfKind('wholeNumber', value, timezone)),
	boolean: (value, timezone) => plainText(valueOfKind('boolean', value, timezone)),
	date: dayText,
	// A value in ISO 8601 with a time is a moment in every time zone; that the service reads it is a guess (C, contract:
	// isoMoments). The time zone of dd-MM-yyyy HH:mm:ss is unknown.
	dateTime: (value, timezone) =>
		isDay(value) ? dayText(value, timezone) : plainText(valueOfKind('dateTime', value, timezone)),
	lookup: reference,
	user: person,
	term: (value) => asText(isObject(value) ? value.Label : value)?.trim() || undefined,
	link: (value, timezone) => valueOfKind('link', value, timezone) as Notation,
};

const expectedInLists: Partial<Record<ValueKind, string>> = {
	lookup:
		'the ID of an item, or { "Value": …, "LookupListFieldNameKeys": [ … ] } to find it by columns of its list',
	user: 'the login name or the ID of a user',
	term: 'the label of a term without ";#"',
};

/** A value of a column that is not in the definition of the list. */
function untyped(value: unknown): Notation {
	if (!isObject(value)) return plainText(value);
	const has = (name: string) => Object.hasOwn(value, name);
	if (has('LookupId')) return reference(value);
	if (has('Url')) return valueOfKind('link', value, '') as Notation;
	return has('Label') ? asText(value.Label) : person(value);
}

/** The key values of a lookup: a string for each key column, joined into one. It goes into a query as it is. */
function keyText(value: unknown, keyCount: number): string | undefined {
	const text = asText(value);
	return text === undefined ||
		text.includes('<') ||
		!isXmlText(text) ||
		text.split(betweenKeys).length !== keyCount
		? undefined
		: text;
}

/** A field value with its label, for errors. */
interface LabeledField {
	name: string;
	column: FieldDescription | undefined;
	refuse(problem: string, advice: string): never;
}

function labelOf({ name, column }: LabeledField): string {
	return fieldLabel(name, column?.title);
}

function refuseValue(field: LabeledField, expected: string, value: unknown): never {
	return field.refuse(
		`has a value for ${labelOf(field)} that is not ${expected}`,
		`Enter ${expected}. The value is ${JSON.stringify(value)}.`,
	);
}

/** A lookup by columns of its target list: `{ Value, LookupListFieldNameKeys }`. */
function lookupByKeys(field: LabeledField, value: IDataObject): FieldValueInput {
	const { name, column } = field;
	const keys = [value.LookupListFieldNameKeys].flat();
	const areNames = keys.length > 0 && keys.every((key) => /^[\w.-]+$/.test(plainText(key) ?? ''));
	if (!areNames || (column !== undefined && column.kind !== 'lookup'))
		return refuseValue(field, column ? expectedOf(column.kind) : 'a lookup by its columns', value);
	const values = [value.Value].flat();
	const texts = values.map((one) => keyText(one, keys.length));
	if (texts.includes(undefined) || (values.length > 1 && column?.isList === false)) {
		const expected =
			keys.length === 1
				? `text without "<", ";#" and "${betweenKeys}"`
				: `text without "<" and ";#" with ${keys.length} parts between "${betweenKeys}", one for each key`;
		return refuseValue(field, expected, value.Value);
	}
	return {
		InternalFieldName: name,
		Value: texts.join(betweenValues),
		LookupListFieldNameKeys: keys.map(String),
	};
}

/**
 * A field with its value for list calls (A for 2020, B for now): strings in the notation of the column type, several joined
 * by `;#`, and objects only where the service accepts them: `{ LookupId }`, alone or in a list, and `{ Url, Description }`.
 */
function fieldInput(field: LabeledField, value: unknown, timezone: string): FieldValueInput {
	const { name, column } = field;
	if (column !== undefined && isRefusedType(column.type))
		return field.refuse(
			`has a value for ${labelOf(field)}, a column of the type ${column.type}, which cannot be set`,
			'Leave the field out.',
		);
	if (isMissing(value)) return { InternalFieldName: name, Value: value ?? null };
	const [only, ...others] = [value].flat() as unknown[];
	if (others.length === 0 && hasAny(only, 'LookupListFieldNameKeys'))
		return lookupByKeys(field, only as IDataObject);

	const isList = column?.isList ?? Array.isArray(value);
	const kind = column?.kind ?? 'text';
	const expected = expectedInLists[kind] ?? expectedOf(kind);
	const entries = isList
		? (entriesOf(value) ?? refuseValue(field, expected, value))
		: [value].flat();
	if (!isList && entries.length !== 1) return refuseValue(field, `one value: ${expected}`, value);
	const write = column === undefined ? untyped : (notations[kind] ?? (isList ? asText : plainText));
	const written = entries.map(
		(entry) => write(entry, timezone) ?? refuseValue(field, expected, entry),
	);
	if (!isList) return { InternalFieldName: name, Value: written[0] };
	if (written.every((one) => typeof one === 'string'))
		return { InternalFieldName: name, Value: written.join(betweenValues) };
	return written.every(isObject)
		? { InternalFieldName: name, Value: written }
		: refuseValue(field, 'a list of only IDs or only text values', value);
}

function labeledFields(
	{ values, reader }: UncheckedFields,
	columns: FieldMap,
): Array<LabeledField & { value: unknown }> {
	return Object.entries(values).map(([name, value]) => ({
		name,
		value,
		column: columns.get(name),
		refuse: reader.refuse,
	}));
}

/** The field values of an operation in the notation of list calls, by the columns of its list. */
export async function listFieldValues(
	values: ListValues & { fields: UncheckedFields },
	send: Send,
): Promise<FieldValueInput[]> {
	const columns = await listColumns(values, send);
	return labeledFields(values.fields, columns).map(({ value, ...field }) =>
		fieldInput(field, value, values.fields.reader.timezone),
	);
}

/** The key values of an operation in the notation of list calls, by the columns of its list. */
export async function listKeys(
	values: ListValues & { keyValues: UncheckedFields },
	send: Send,
): Promise<FieldValueInput[]> {
	const columns = await listColumns(values, send);
	return labeledFields(values.keyValues, columns).map(({ value, ...field }) => {
		const { name, column } = field;
		if (column !== undefined && !column.canBeKey)
			field.refuse(
				`has the key ${labelOf(field)}, by whose values no item can be found`,
				'Use fields that hold one text value, choice or number.',
			);
		const Value = plainText(value) ?? refuseValue(field, 'text or a number', value);
		return { InternalFieldName: name, Value };
	});
}
