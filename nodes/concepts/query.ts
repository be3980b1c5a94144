import type { IDataObject } from 'n8n-workflow';

import type { Schemas } from '../api/routes';
import { boolean } from '../parameters/boolean';
import { pointInTime } from '../parameters/date';
import { wholeNumber } from '../parameters/number';
import { options } from '../parameters/options';
import { isObject, optional, type Parameter, type Reader } from '../parameters/parameter';
import { text } from '../parameters/text';
import { camlOf, type CamlValue, type Condition, type SortRule } from './caml';
import { fieldName, fieldNamesIn, fieldPicker, fieldsPicker } from './fieldNames';

function rowsOf(reader: Reader, name: string, group: string): IDataObject[] {
	const value = reader.value(name);
	const rows = isObject(value) ? value[group] : undefined;
	return Array.isArray(rows) ? rows.filter(isObject) : [];
}

/** How the value of a condition is put into CAML, by what the user says that it is; undefined when it is none. */
const valueReaders: Record<string, (text: string, timezone: string) => CamlValue | undefined> = {
	boolean: (text) =>
		/^(true|false|1|0)$/i.test(text)
			? { type: 'Boolean', text: /^(true|1)$/i.test(text) ? '1' : '0' }
			: undefined,
	date: (text, timezone) => {
		const day = pointInTime(text, timezone)?.day;
		return day === undefined ? undefined : { type: 'DateTime', text: day };
	},
	dateTime: (text, timezone) => {
		const moment = pointInTime(text, timezone)?.utc;
		// StorageTZ says that the time is UTC and not the site's own.
		const attributes = { IncludeTimeValue: 'TRUE', StorageTZ: 'TRUE' };
		return moment === undefined ? undefined : { type: 'DateTime', attributes, text: moment };
	},
	lookupId: (text) => (/^[1-9]\d*$/.test(text) ? { type: 'Integer', byId: true, text } : undefined),
	number: (text) =>
		text !== '' && Number.isFinite(Number(text)) ? { type: 'Number', text } : undefined,
	text: (text) => (text === '' ? undefined : { type: 'Text', text }),
};

function readCondition(reader: Reader, row: IDataObject): Condition {
	const field = fieldName(reader, row.field);
	const operator = String(row.operator ?? 'Eq');
	if (operator === 'IsNull' || operator === 'IsNotNull') return { field, operator };
	const valueType = String(row.valueType ?? 'text');
	const given = String(row.value ?? '').trim();
	const value = valueReaders[valueType]?.(given, reader.timezone);
	return value === undefined
		? reader.refuse(
				`cannot compare ${field} with "${given}"`,
				`Enter a value that fits the value type "${valueType}", or choose "Is Empty" or "Is Not Empty".`,
			)
		: { field, operator, value };
}

const filters: Parameter<Condition[]> = {
	field: {
		displayName: 'Filters',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Filter',
		default: {},
		description: 'Conditions that the results meet',
		displayOptions: { show: { filterBy: ['fields'] } },
		options: [
			{
				displayName: 'Conditions',
				name: 'conditions',
				values: [
					fieldPicker,
					{
						displayName: 'Operator',
						name: 'operator',
						type: 'options',
						options: [
							{ name: 'Begins With', value: 'BeginsWith' },
							{ name: 'Contains', value: 'Contains' },
							{ name: 'Equals', value: 'Eq' },
							{ name: 'Is at Least', value: 'Geq' },
							{ name: 'Is at Most', value: 'Leq' },
							{ name: 'Is Empty', value: 'IsNull' },
							{ name: 'Is Greater or Later Than', value: 'Gt' },
							{ name: 'Is Less or Earlier Than', value: 'Lt' },
							{ name: 'Is Not Empty', value: 'IsNotNull' },
							{ name: 'Is Not Equal To', value: 'Neq' },
						],
						default: 'Eq',
						description: 'How the field is compared with the value',
					},
					{
						displayName: 'Value Type',
						name: 'valueType',
						type: 'options',
						options: [
							{ name: 'Date', value: 'date', description: 'A day, such as 2026-12-31' },
							{
								name: 'Date and Time',
								value: 'dateTime',
								description: 'A moment, such as 2026-12-31T16:00:00Z',
							},
							{ name: 'ID of Lookup or User', value: 'lookupId' },
							{ name: 'Number', value: 'number' },
							{ name: 'Text or Choice', value: 'text' },
							{ name: 'Yes or No', value: 'boolean' },
						],
						default: 'text',
						description: 'What kind of value the field holds',
						displayOptions: { hide: { operator: ['IsNull', 'IsNotNull'] } },
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						description:
							'The value to compare with: a text, a number, true or false, a date such as 2026-12-31, or a moment in ISO 8601',
						displayOptions: { hide: { operator: ['IsNull', 'IsNotNull'] } },
					},
				],
			},
		],
	},
	read: (reader, name) =>
		rowsOf(reader, name, 'conditions').map((row) => readCondition(reader, row)),
};

const sort: Parameter<SortRule[]> = {
	field: {
		displayName: 'Sort',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Field',
		default: {},
		description: 'The order of the results',
		displayOptions: { show: { filterBy: ['none', 'fields'] } },
		options: [
			{
				displayName: 'Fields',
				name: 'fields',
				values: [
					fieldPicker,
					{
						displayName: 'Direction',
						name: 'direction',
						type: 'options',
						options: [
							{ name: 'Ascending', value: 'ascending' },
							{ name: 'Descending', value: 'descending' },
						],
						default: 'ascending',
						description: 'Whether the least or the greatest value comes first',
					},
				],
			},
		],
	},
	read: (reader, name) =>
		rowsOf(reader, name, 'fields').map(({ field, direction }) => ({
			field: fieldName(reader, field),
			direction: direction === 'descending' ? 'descending' : 'ascending',
		})),
};

/** The fields that are read. */
const viewFields: Parameter<string[]> = {
	field: fieldsPicker({
		displayName: 'Field Names or IDs',
		description: 'The fields to read; all when it is left out',
	}),
	read: fieldNamesIn,
};

/** What is read of a list: filters from the editor, or a CAML query. */
export const query = {
	filterBy: options<'none' | 'fields' | 'caml'>({
		displayName: 'Filter By',
		description: 'How to choose what is returned',
		labels: {
			caml: { name: 'CAML Query', description: "SharePoint's own query language" },
			fields: { name: 'Fields', description: 'Conditions on fields' },
			none: { name: 'Nothing', description: 'Everything is returned' },
		},
		default: 'none',
	}),
	match: options<'all' | 'any'>({
		displayName: 'Must Match',
		description: 'Whether all conditions or any of them must be met',
		labels: { all: 'All Filters', any: 'Any Filter' },
		default: 'all',
		displayOptions: { show: { filterBy: ['fields'] } },
	}),
	filters: optional(filters),
	camlQuery: optional(
		text({
			displayName: 'CAML Query',
			description: 'A CAML view that holds the query, as XML',
			typeOptions: { rows: 4 },
			placeholder: 'e.g. <View><Query><Where>…</Where></Query></View>',
			displayOptions: { show: { filterBy: ['caml'] } },
		}),
	),
	sort: optional(sort),
};

/** What is read of a list beyond that. */
export const queryFields = {
	activeItems: boolean({
		displayName: 'Active Only',
		default: true,
		description: 'Whether to return only what WorkPoint counts as active',
	}),
	myItems: boolean({
		displayName: 'Mine Only',
		default: true,
		description: "Whether to return only what WorkPoint counts as the signed-in account's own",
	}),
	pageSize: wholeNumber({
		displayName: 'Page Size',
		description: 'How many results one call reads. SharePoint allows 5000 at most.',
		default: 1_000,
		min: 1,
		max: 5_000,
	}),
	viewFields,
};

export const simplify = boolean({
	displayName: 'Simplify',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
});

/** What the parameters above read to. */
export interface QueryValues {
	returnAll: boolean;
	limit: number;
	filterBy: 'none' | 'fields' | 'caml';
	match?: 'all' | 'any';
	filters?: Condition[];
	camlQuery?: string;
	sort?: SortRule[];
	activeItems?: boolean;
	myItems?: boolean;
	pageSize?: number;
	viewFields?: string[];
	folderUrl?: string;
}

/** The query of an operation, without its page. */
export function listQuery(values: QueryValues): Schemas['ListQuery'] {
	const caml =
		values.filterBy === 'caml'
			? values.camlQuery
			: camlOf(values.filters ?? [], values.match === 'any' ? 'Or' : 'And', values.sort ?? []);
	return {
		...(caml === undefined ? {} : { CamlQuery: caml }),
		...(values.activeItems ? { FilterActiveItems: true } : {}),
		...(values.myItems ? { FilterMyItems: true } : {}),
		...(values.viewFields ? { ViewFields: values.viewFields } : {}),
		...(values.folderUrl ? { FolderServerRelativeUrl: values.folderUrl } : {}),
		PageSize: values.pageSize ?? 1_000,
	};
}
