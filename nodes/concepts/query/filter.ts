import type { IDataObject } from 'n8n-workflow';

import { isDay, pointInTime } from '../../parameters/date';
import { decimal, itemNumber } from '../../parameters/number';
import { options } from '../../parameters/options';
import { refined, type Reader } from '../../parameters/parameter';
import { rows } from '../../parameters/rows';
import { optionalText, plainText } from '../../parameters/text';
import type { CamlValue, Condition } from './caml';
import { fieldLabel, type FieldMap, type ValueKind } from '../fields/fieldDescription';
import { isXmlText } from '../../api/xml';
import { fieldName, fieldPicker } from '../fields/picker';
import { valueOfKind } from '../fields/entityNotation';
import { personIn } from '../fields/peopleInMails';

/** Operators with their labels; SharePoint's names are those of CAML. */
const operators = {
	BeginsWith: 'Begins With',
	Contains: 'Contains',
	Eq: 'Equals',
	Geq: 'Is at Least',
	Leq: 'Is at Most',
	IsNull: 'Is Empty',
	Gt: 'Is Greater or Later Than',
	Lt: 'Is Less or Earlier Than',
	IsNotNull: 'Is Not Empty',
	Neq: 'Is Not Equal To',
};

const withoutValue = ['IsNull', 'IsNotNull'];

type ValueReader = (value: unknown, timezone: string) => CamlValue | undefined;

const textValue: ValueReader = (value) => {
	const text = plainText(value)?.trim();
	return text && isXmlText(text) ? { type: 'Text', text } : undefined;
};

const dayValue: ValueReader = (value, timezone) => {
	const day = pointInTime(value, timezone)?.day;
	return day === undefined ? undefined : { type: 'DateTime', text: day };
};

const momentValue: ValueReader = (value, timezone) => {
	const moment = pointInTime(value, timezone)?.utc;
	// StorageTZ marks the time as UTC instead of the site's time.
	const attributes = { IncludeTimeValue: 'TRUE', StorageTZ: 'TRUE' };
	return moment === undefined ? undefined : { type: 'DateTime', attributes, text: moment };
};

const lookupIdValue: ValueReader = (value) => {
	const id = itemNumber(value);
	return id === undefined ? undefined : { type: 'Integer', byId: true, text: String(id) };
};

const numberValue: ValueReader = (value) => {
	const number = decimal(value);
	return number === undefined ? undefined : { type: 'Number', text: plainText(number) ?? '' };
};

const booleanValue: ValueReader = (value, timezone) => {
	const flag = valueOfKind('boolean', value, timezone);
	return flag === undefined ? undefined : { type: 'Boolean', text: flag === true ? '1' : '0' };
};

/** A value without a time is a whole day; a moment is compared with its time of day. */
const dayOrMomentValue: ValueReader = (value, timezone) =>
	isDay(value) ? dayValue(value, timezone) : momentValue(value, timezone);

/** A number is compared with the ID, any other value with the displayed text, which for a person is the name. */
const referenceValue: ValueReader = (value, timezone) =>
	lookupIdValue(value, timezone) ?? textValue(value, timezone);

const personValue: ValueReader = (value, timezone) =>
	personIn(value) === undefined ? referenceValue(value, timezone) : undefined;

/** By the value itself, for a field without a description. */
const anyValue: ValueReader = (value, timezone) => {
	if (typeof value === 'number') return numberValue(value, timezone);
	if (typeof value === 'boolean') return booleanValue(value, timezone);
	return dayOrMomentValue(value, timezone) ?? textValue(value, timezone);
};

/** The comparison of a field's values. */
interface Comparison {
	/** The value in CAML; undefined if it does not fit. */
	read: ValueReader;
	/** The content of the field, for errors. */
	holds?: string;
	/** The value to enter, for errors, with an example. */
	enter: string;
}

const inDays = "the expression {{ $now.plus(30, 'days') }}";

const text: Comparison = {
	read: textValue,
	holds: 'text',
	enter: 'text; for an empty field choose "Is Empty"',
};
const date: Comparison = {
	read: dayValue,
	holds: 'a date',
	enter: `a date such as 2026-12-31, or ${inDays}`,
};
const moment: Comparison = {
	read: momentValue,
	holds: 'a date and time',
	enter: `a moment such as 2026-12-31T16:00:00Z, or ${inDays}`,
};
const number: Comparison = {
	read: numberValue,
	holds: 'a number',
	enter: 'a number such as 1234.5',
};
const flag: Comparison = { read: booleanValue, holds: 'yes or no', enter: 'true or false' };
const reference: Comparison = {
	read: referenceValue,
	holds: 'an item of another list',
	enter: 'the ID of the item such as 42, or the text that the field shows',
};
const person: Comparison = {
	read: personValue,
	holds: 'a person',
	enter: 'the name that the field shows, such as Anna Berg, or the ID of the person',
};
const any: Comparison = {
	read: anyValue,
	enter: `text, a number such as 1234.5, true or false, a date such as 2026-12-31, or ${inDays}`,
};

/** By the value type that the user has chosen. */
const comparisons = new Map<unknown, Comparison>([
	['boolean', flag],
	['date', date],
	['dateTime', moment],
	['lookupId', { ...reference, read: lookupIdValue, enter: 'the ID of the item such as 42' }],
	['number', number],
	['text', text],
]);

const comparisonsByKind: Partial<Record<ValueKind, Comparison>> = {
	boolean: flag,
	date,
	dateTime: { ...moment, read: dayOrMomentValue, enter: date.enter },
	lookup: reference,
	lookupObject: reference,
	number,
	wholeNumber: number,
	user: person,
};

/** Fields of every list that no description contains. */
const commonKinds = new Map<string, ValueKind>([
	['ID', 'wholeNumber'],
	['Created', 'dateTime'],
	['Modified', 'dateTime'],
	['Author', 'user'],
	['Editor', 'user'],
]);

function comparisonOf(field: string, fields: FieldMap): Comparison {
	const kind = fields.get(field)?.kind ?? commonKinds.get(field);
	return kind === undefined ? any : (comparisonsByKind[kind] ?? text);
}

/** The conditions of a filter; some depend on the kinds of the fields, which are read later. */
export interface Filter {
	needsFields: boolean;
	/** Fails the item for a value that does not fit its field. */
	conditions(fields: FieldMap): Condition[];
}

function refuseValue(
	reader: Reader,
	value: unknown,
	label: string,
	{ holds, enter }: Comparison,
): never {
	const what = holds === undefined ? label : `${label}, which holds ${holds},`;
	return reader.refuse(
		`cannot compare ${what} with ${JSON.stringify(value ?? '')}`,
		`Enter ${enter}.`,
	);
}

function readRow(row: IDataObject, reader: Reader): Filter['conditions'] | Condition {
	const field = fieldName(reader, row.field);
	const operator = plainText(row.operator ?? 'Eq') ?? '';
	if (!Object.hasOwn(operators, operator)) {
		const known = Object.entries(operators).map(([value, label]) => `"${label}" (${value})`);
		return reader.refuse(
			`has an unknown operator for ${fieldLabel(field)}`,
			`Use one of: ${known.join(', ')}.`,
		);
	}
	if (withoutValue.includes(operator)) return { field, operator };
	const condition = (comparison: Comparison, label: string): Condition => {
		const value = comparison.read(row.value, reader.timezone);
		return value === undefined
			? refuseValue(reader, row.value, label, comparison)
			: { field, operator, value };
	};
	const valueType = row.valueType ?? 'automatic';
	return valueType === 'automatic'
		? (fields) => [
				condition(comparisonOf(field, fields), fieldLabel(field, fields.get(field)?.title)),
			]
		: condition(
				comparisons.get(valueType) ??
					reader.refuse('has an unknown value type', 'Choose a value type from the list.'),
				fieldLabel(field),
			);
}

/** Conditions for the results. */
export const filters = refined(
	rows(
		{
			placeholder: 'Add Filter',
			description: 'Conditions for the results',
			displayOptions: { show: { filterBy: ['fields'] } },
		},
		'conditions',
		{
			field: fieldPicker,
			operator: options({
				description: 'The comparison of the field with the value',
				labels: operators,
				default: 'Eq',
			}),
			valueType: options({
				description: 'The type of the value',
				labels: {
					automatic: { description: 'The type of the field' },
					date: { description: 'A day, such as 2026-12-31' },
					dateTime: {
						name: 'Date and Time',
						description: 'A date and time, such as 2026-12-31T16:00:00Z',
					},
					lookupId: 'ID of Lookup or User',
					number: 'Number',
					text: 'Text or Choice',
					boolean: 'Yes or No',
				},
				default: 'automatic',
				displayOptions: { hide: { operator: withoutValue } },
			}),
			value: optionalText({
				placeholder: 'e.g. 2026-12-31',
				description:
					"The value to compare with: text, a number, true or false, a date such as 2026-12-31, or an expression such as {{ $now.plus(30, 'days') }}",
				displayOptions: { hide: { operator: withoutValue } },
			}),
		},
		readRow,
	),
	(given): Filter => ({
		needsFields: given.some((row) => typeof row === 'function'),
		conditions: (fields) =>
			given.flatMap((row) => (typeof row === 'function' ? row(fields) : [row])),
	}),
);
