import type { IDataObject, ResourceMapperValue } from 'n8n-workflow';

import { fieldsAsJson } from '../parameters/json';
import { options } from '../parameters/options';
import type { PlainParameter, Reader } from '../parameters/parameter';
import { mappedValue } from './fieldValue';

interface Words {
	/** What the fields belong to: "entity". */
	thing: string;
	/** The method of the node that gives the fields for the mapping. */
	method: string;
	/** The locator of the list that has the fields; there is nothing to map before it is chosen. */
	of: string;
	/** Further parameters that the fields depend on. */
	dependsOn?: string[];
	noFields: string;
	/** How the values are entered as JSON, and an example of it. */
	json: string;
	example: string;
}

/** The mapped values, each in the kind that the editor has stored with the mapping. */
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

/** Field values by internal field name: mapped in the editor, or one JSON object for who computes them. */
function fieldsParameter(words: Words, mayBeEmpty = false): PlainParameter<IDataObject> {
	const { thing, example, dependsOn = [] } = words;
	const hide = { [words.of]: [''] };
	const specifyFields = options<'mapping' | 'json'>({
		description: 'How to enter the values of the fields',
		noDataExpression: true,
		labels: { mapping: 'Using Field Mapping', json: 'Using JSON' },
		default: 'mapping',
		displayOptions: { hide },
	});
	const fieldsJson = fieldsAsJson({
		description: words.json,
		example,
		displayOptions: { show: { specifyFields: ['json'] }, hide },
	});
	return {
		companions: { specifyFields, fieldsJson },
		field: {
			type: 'resourceMapper',
			default: { mappingMode: 'defineBelow', value: null },
			noDataExpression: true,
			description: `The values of the fields of the ${thing}. A field without a value is not sent; an expression that gives an empty text clears the field.`,
			typeOptions: {
				loadOptionsDependsOn: [
					...[words.of, ...dependsOn].map((name) => `${name}.value`),
					'operation',
				],
				resourceMapper: {
					resourceMapperMethod: words.method,
					mode: 'add',
					fieldWords: { singular: 'field', plural: 'fields' },
					// The editor would fill every switch that it shows with false, and an update would send that.
					addAllFields: false,
					multiKeyMatch: false,
					supportAutoMap: true,
					noFieldsError: words.noFields,
				},
			},
			displayOptions: { show: { specifyFields: ['mapping'] }, hide },
		},
		read: (reader, name) =>
			reader.value('specifyFields') === 'json'
				? fieldsJson.read(reader, 'fieldsJson')
				: readMapping(reader, name, mayBeEmpty),
	};
}

const ofEntity: Words = {
	thing: 'entity',
	method: 'getEntityFields',
	of: 'businessModule',
	noFields: 'The business module has no fields that can be set',
	json: 'The field values as one JSON object, by internal field name. "Get Fields" of the business module tells the names. A date is ISO 8601, a user { "Email": "anna@contoso.com" }, a term { "Label": "Sales" }; several values of a field are a list.',
	example: '{ "Title": "Contoso" }',
};

/** The field values of a new entity, some of which may be required. */
export const newFields = fieldsParameter({ ...ofEntity, method: 'getNewEntityFields' });

/** The field values of an entity. */
export const fields = fieldsParameter(ofEntity);

/** The same where it makes sense to map nothing: a copy takes over what is not mapped. */
export const changedFields = fieldsParameter(ofEntity, true);

const ofItem: Words = {
	thing: 'list item',
	method: 'getListFields',
	of: 'list',
	dependsOn: ['listSiteUrl'],
	noFields: 'The list has no fields that can be set',
	json: 'The field values as one JSON object, by internal field name. A date is ISO 8601, a user a login name, a term its label, a lookup its ID or { "Value": "10001", "LookupListFieldNameKeys": ["CompanyNumber"] } to find it by a column; several values of a field are a list; null clears.',
	example: '{ "Title": "Call Contoso" }',
};

/** The field values of a new list item, some of which may be required. */
export const newItemFields = fieldsParameter({ ...ofItem, method: 'getNewItemFields' });

/** The field values of a list item. */
export const itemFields = fieldsParameter(ofItem);
