import type { IDataObject, INodeProperties, ResourceMapperValue } from 'n8n-workflow';

import { readJsonObject } from '../parameters/json';
import type { PlainParameter, Reader } from '../parameters/parameter';
import { mappedValue } from './fieldValue';

const example = '{ "Title": "Contoso" }';

const jsonInput: INodeProperties = {
	displayName: 'Fields (JSON)',
	name: 'fieldsJson',
	type: 'json',
	default: '{}',
	description:
		'The field values as one JSON object, by internal field name, which "Get Fields" of the business module tells. A date is ISO 8601, a user { "Email": "anna@contoso.com" }, a term { "Label": "Sales" }; several values of a field are a list.',
	placeholder: `e.g. ${example}`,
	displayOptions: { show: { specifyFields: ['json'] } },
};

const specifyFields: INodeProperties = {
	displayName: 'Specify Fields',
	name: 'specifyFields',
	type: 'options',
	options: [
		{ name: 'Using Field Mapping', value: 'mapping' },
		{ name: 'Using JSON', value: 'json' },
	],
	default: 'mapping',
	noDataExpression: true,
	description: 'How to enter the values of the fields',
};

/** The mapped values, each in the type that the module's schema asks for. */
function readMapping(reader: Reader, name: string, mayBeEmpty: boolean): IDataObject {
	const { schema } = reader.value(name) as ResourceMapperValue;
	const columns = new Map((schema ?? []).map((column) => [column.id, column]));
	const typed = Object.entries(reader.mapped(name, mayBeEmpty)).map(([field, value]) => {
		const column = columns.get(field);
		if (column === undefined) return [field, value];
		const refuse = (expected: string) =>
			reader.refuse(
				`has a value for "${column.displayName}" that is not ${expected}`,
				`Enter ${expected}. The value is ${JSON.stringify(value)}.`,
			);
		return [field, mappedValue(column, value, reader.timezone, refuse)];
	});
	return Object.fromEntries(typed) as IDataObject;
}

function readFields(reader: Reader, name: string, mayBeEmpty: boolean): IDataObject {
	return reader.value('specifyFields') === 'json'
		? readJsonObject(reader, 'fieldsJson', example)
		: readMapping(reader, name, mayBeEmpty);
}

/**
 * The field values of an entity, by internal field name: mapped in the editor against the module's own schema, or
 * one JSON object for who computes them.
 */
export const fields: PlainParameter<IDataObject> = {
	companions: [specifyFields, jsonInput],
	field: {
		displayName: 'Fields',
		type: 'resourceMapper',
		default: { mappingMode: 'defineBelow', value: null },
		noDataExpression: true,
		description:
			'The values of the fields of the entity. A field without a value is not sent; an expression that gives an empty text clears the field.',
		typeOptions: {
			loadOptionsDependsOn: ['businessModule.value', 'operation'],
			resourceMapper: {
				resourceMapperMethod: 'getEntityFields',
				mode: 'add',
				fieldWords: { singular: 'field', plural: 'fields' },
				// The editor would fill every switch that it shows with false, and an update would send that.
				addAllFields: false,
				multiKeyMatch: false,
				supportAutoMap: true,
				noFieldsError: 'The business module has no fields that can be set',
			},
		},
		displayOptions: { show: { specifyFields: ['mapping'] } },
	},
	read: (reader, name) => readFields(reader, name, false),
};

/** The same where it makes sense to map nothing: a copy takes over what is not mapped. */
export const changedFields: PlainParameter<IDataObject> = {
	...fields,
	read: (reader, name) => readFields(reader, name, true),
};
