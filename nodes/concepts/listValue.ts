import type { IDataObject } from 'n8n-workflow';

import type { Schemas } from '../api/routes';
import { isMissing, isObject, type PlainParameter } from '../parameters/parameter';
import { fieldNamesIn, fieldPicker, fieldsPicker } from './fieldNames';

export type FieldValueInput = Schemas['FieldValueInput'];

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
export function keyFieldsOf(
	source: PlainParameter<IDataObject>,
): PlainParameter<FieldValueInput[]> {
	return {
		field: fieldsPicker({
			displayName: 'Key Field Names or IDs',
			description: 'The fields whose values together identify one item',
			required: true,
		}),
		async read(reader, name) {
			const names = fieldNamesIn(reader, name);
			if (names.length === 0) return reader.refuse('is empty', 'Choose at least one field.');
			const values = await source.read(reader, 'fields');
			return names.map((key) =>
				isMissing(values[key])
					? reader.refuse(`names ${key}, which has no value`, "Give the field a value in 'Fields'.")
					: listField(key, values[key]),
			);
		},
	};
}

/** The values that together identify one item. */
export const keyValues: PlainParameter<FieldValueInput[]> = {
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
		const value = reader.value(name);
		const rows = ((isObject(value) ? value.keys : undefined) ?? []) as IDataObject[];
		const isComplete = (row: IDataObject) => !isMissing(row.field) && !isMissing(row.value);
		return rows.length > 0 && rows.every(isComplete)
			? rows.map(({ field, value }) => listField(String(field), value))
			: reader.refuse('has no key or one without a value', 'Enter a field and its value.');
	},
};
