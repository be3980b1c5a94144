import type { IDataObject } from 'n8n-workflow';

import type { components } from '../../../contract/workpoint365';
import { fieldPicker } from './fieldPicker';
import type { Parameter } from './parameter';

export type FieldValueInput = components['schemas']['FieldValueInput'];

function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What stands for one element of a field in a text: a term's label, a person's login name, or the element itself. */
function textOf(value: unknown): string {
	if (!isObject(value)) return String(value);
	return String(value.Label ?? value.LoginName ?? value.UserPrincipalName ?? value.Email);
}

function isReference(value: unknown): boolean {
	return isObject(value) && (value.LookupId !== undefined || value.Url !== undefined);
}

/**
 * A value in the notation of list calls: texts in the format of the column type, several joined by `;#`, and objects only
 * where the service takes them: `{ LookupId }`, alone or in a list, and `{ Url, Description }` (A for 2020, B for now).
 */
function listValue(value: unknown): unknown {
	if (value === null || isReference(value)) return value;
	if (!Array.isArray(value)) return textOf(value);
	return value.length > 0 && value.every(isReference) ? value : value.map(textOf).join(';#');
}

/**
 * A field with its value for list calls. `{ Value, LookupListFieldNameKeys }` finds a lookup by columns of the list that it
 * points to.
 */
export function listField(name: string, value: unknown): FieldValueInput {
	const keys = isObject(value) ? value.LookupListFieldNameKeys : undefined;
	return Array.isArray(keys)
		? {
				InternalFieldName: name,
				Value: listValue((value as IDataObject).Value),
				LookupListFieldNameKeys: keys.map(String),
			}
		: { InternalFieldName: name, Value: listValue(value) };
}

export function listFields(values: IDataObject): FieldValueInput[] {
	return Object.entries(values).map(([name, value]) => listField(name, value));
}

/** The fields whose values, taken from `fields`, tell which item is meant. */
export function keyFieldsOf(source: Parameter<IDataObject>): Parameter<FieldValueInput[]> {
	return {
		identifies: true,
		field: {
			displayName: 'Key Field Names or IDs',
			type: 'multiOptions',
			typeOptions: {
				loadOptionsMethod: 'getFieldNames',
				loadOptionsDependsOn: ['businessModule.value', 'list.value'],
			},
			default: [],
			required: true,
			description:
				'The fields whose values together identify one item. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		async read(reader, name) {
			const given = reader.value(name);
			const names = (Array.isArray(given) ? given : String(given ?? '').split(','))
				.map((one) => String(one).trim())
				.filter((one) => one !== '');
			if (names.length === 0) return reader.refuse('is empty', 'Choose at least one field.');
			const values = await source.read(reader, 'fields');
			return names.map((key) =>
				values[key] === undefined || values[key] === null || values[key] === ''
					? reader.refuse(`names ${key}, which has no value`, 'Give the field a value in "Fields".')
					: listField(key, values[key]),
			);
		},
	};
}

/** The values that together identify one item. */
export const keyValues: Parameter<FieldValueInput[]> = {
	identifies: true,
	field: {
		displayName: 'Key Values',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Key',
		default: {},
		required: true,
		description: 'The values that together identify one item',
		options: [
			{
				displayName: 'Keys',
				name: 'keys',
				values: [
					fieldPicker,
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						description: 'The value of the field as text',
					},
				],
			},
		],
	},
	read(reader, name) {
		const rows = ((reader.value(name) as IDataObject | undefined)?.keys ?? []) as IDataObject[];
		const isComplete = ({ field, value }: IDataObject) =>
			![field, value].some((part) => part === undefined || part === null || part === '');
		return rows.length > 0 && rows.every(isComplete)
			? rows.map(({ field, value }) => listField(String(field), value))
			: reader.refuse('has no key or one without a value', 'Enter a field and its value.');
	},
};
