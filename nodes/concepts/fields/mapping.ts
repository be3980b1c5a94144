import type {
	FieldType,
	IDataObject,
	ILoadOptionsFunctions,
	INodePropertyOptions,
	ResourceMapperFields,
	ResourceMapperValue,
} from 'n8n-workflow';

import { Editor } from '../../parameters/editor';
import { boolean } from '../../parameters/boolean';
import { fieldsAsJson, refuseDefects } from '../../parameters/jsonInput';
import { options } from '../../parameters/options';
import type { PlainParameter, Reader } from '../../parameters/parameter';
import { mappedValue } from './entityNotation';
import type { FieldDescription, MappedField, ValueKind } from './fieldDescription';

/** The editor's input for a value; kinds without an input in n8n are entered as text. */
const inputTypes: Record<ValueKind, FieldType> = {
	text: 'string',
	number: 'number',
	wholeNumber: 'number',
	boolean: 'boolean',
	date: 'dateTime',
	dateTime: 'dateTime',
	lookup: 'string',
	lookupObject: 'string',
	user: 'string',
	term: 'string',
	link: 'string',
	object: 'object',
	array: 'array',
	json: 'string',
};

/**
 * The value to enter, where the input does not show it. n8n shows only the label of a mapped field, and little of
 * that.
 */
const inputHints: Partial<Record<ValueKind, string>> = {
	lookup: 'ID',
	lookupObject: 'ID',
	user: 'email',
	term: 'term',
	link: 'web address',
	object: 'JSON object',
	array: 'JSON array',
	json: 'JSON',
};

/** The maximum length of the choices in a label. */
const choicesLimit = 60;

function hintFor({ kind, isList, choices }: FieldDescription): string | undefined {
	const hint = inputHints[kind];
	if (!isList) return hint;
	const all = choices.join('; ');
	if (all !== '' && all.length <= choicesLimit) return `several: ${all}`;
	return `several: ${hint ?? 'value'}; ${hint ?? 'value'}`;
}

function toMappedField(field: FieldDescription, isCreation: boolean): MappedField {
	const { name, title, kind, isList, choices } = field;
	const hint = hintFor(field);
	const hasOptions = choices.length > 0 && !isList;
	const options = choices.map((choice): INodePropertyOptions => ({
		name: String(choice),
		value: choice,
	}));
	return {
		id: name,
		displayName: hint === undefined ? title : `${title} (${hint})`,
		type: isList ? 'string' : hasOptions ? 'options' : inputTypes[kind],
		required: isCreation && field.isRequired,
		display: !field.isHidden,
		defaultMatch: false,
		canBeUsedToMatch: field.canBeKey,
		// n8n treats a stored mapping as outdated if a field lacks one of these.
		readOnly: false,
		removed: false,
		...(hasOptions ? { options } : {}),
		valueKind: kind,
		isList,
	};
}

/**
 * A method of the node that returns the fields for the mapping: those that can be set. Only a mapping for a new item requires
 * any.
 *
 * @param read returns the fields of the chosen module or list; undefined before one is chosen, as the notice explains
 */
export function fieldMapping(
	emptyFieldsNotice: string,
	read: (editor: Editor) => Promise<FieldDescription[] | undefined>,
) {
	return ({ isCreation }: { isCreation: boolean }) =>
		async function (this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
			const fields = await read(new Editor(this));
			if (fields === undefined) return { fields: [], emptyFieldsNotice };
			const settable = fields.filter(({ isReadOnly }) => !isReadOnly);
			return { fields: settable.map((field) => toMappedField(field, isCreation)) };
		};
}

interface Words {
	/** The owner of the fields, such as "entity". */
	thing: string;
	/** The method of the node that returns the fields for the mapping. */
	method: string;
	/** The locator of the list with the fields; nothing can be mapped before one is chosen. */
	of: string;
	/** Other parameters that the fields depend on. */
	dependsOn?: string[];
	noFields: string;
	/** The description and the example of the values as JSON. */
	json: string;
	example: string;
}

/** An option of all operations that write fields. */
export const ignoreEmptyValues = boolean({
	description:
		'Whether an empty value, such as a blank cell of a table, leaves the field unchanged instead of clearing it. In JSON, null still clears it.',
});

/**
 * Field values without empty strings, where these leave a field alone: by the option, and in an agent's tool, as a model sends
 * one for each field that it does not want to set.
 */
function withoutIgnored(reader: Reader, values: IDataObject, mayBeEmpty: boolean): IDataObject {
	const option = reader.value('options.ignoreEmptyValues');
	if (option !== true && option !== 'true' && !reader.isTool) return values;
	const isEmpty = (value: unknown) => typeof value === 'string' && value.trim() === '';
	const given = Object.entries(values);
	const kept = given.filter(([, value]) => !isEmpty(value));
	return mayBeEmpty || given.length === 0 || kept.length > 0
		? Object.fromEntries(kept)
		: reader.refuse('has only empty values', 'Give at least one field a value.');
}

/** The mapped values, each of the kind that the editor has stored with the mapping. */
function readMapping(reader: Reader, name: string, mayBeEmpty: boolean): IDataObject {
	const { schema } = reader.value(name) as ResourceMapperValue;
	const columns = new Map((schema ?? []).map((column) => [column.id, column]));
	const values = withoutIgnored(reader, reader.mapped(name, mayBeEmpty), mayBeEmpty);
	const typed = Object.entries(values).map(([field, value]) => {
		const column = columns.get(field);
		refuseDefects(reader, value, column?.displayName ?? field);
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

/** Field values by internal field name: mapped in the editor, or one JSON object for computed values. */
function fieldsParameter(words: Words, mayBeEmpty = false): PlainParameter<IDataObject> {
	const { thing, example, dependsOn = [] } = words;
	const hide = { [words.of]: [''] };
	const specifyFields = options<'mapping' | 'json'>({
		description: 'The form in which to enter the values of the fields',
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
			description: `The values of the fields of the ${thing}. A field without a value is not sent. An expression that returns an empty string clears the field, unless "Ignore Empty Values" is on.`,
			typeOptions: {
				loadOptionsDependsOn: [
					...[words.of, ...dependsOn].map((name) => `${name}.value`),
					'operation',
				],
				resourceMapper: {
					resourceMapperMethod: words.method,
					mode: 'add',
					fieldWords: { singular: 'field', plural: 'fields' },
					// The editor would set every shown switch to false, and an update would send that.
					addAllFields: false,
					multiKeyMatch: false,
					supportAutoMap: true,
					noFieldsError: words.noFields,
				},
			},
			displayOptions: { show: { specifyFields: ['mapping'] }, hide },
		},
		read: async (reader, name) =>
			reader.value('specifyFields') === 'json'
				? withoutIgnored(reader, await fieldsJson.read(reader, 'fieldsJson'), mayBeEmpty)
				: readMapping(reader, name, mayBeEmpty),
	};
}

const ofEntity: Words = {
	thing: 'entity',
	method: 'getEntityFields',
	of: 'businessModule',
	noFields: 'The business module has no fields that can be set',
	json: 'The field values as one JSON object, by internal field name. "Get Fields" of the business module returns the names. A date is ISO 8601, a user { "Email": "anna@contoso.com" }, a term { "Label": "Sales" }; several values of a field are a list.',
	example: '{ "Title": "Contoso" }',
};

/** The field values of a new entity; some may be required. */
export const newFields = fieldsParameter({ ...ofEntity, method: 'getNewEntityFields' });

/** The field values of an entity. */
export const fields = fieldsParameter(ofEntity);

/** The same for calls that find the entity by some of them. */
export const fieldsAndKeys = fieldsParameter({ ...ofEntity, method: 'getEntityFieldsAndKeys' });

/** The same where nothing needs to be mapped: a copy keeps the other values. */
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

/** The field values of a new list item; some may be required. */
export const newItemFields = fieldsParameter({ ...ofItem, method: 'getNewItemFields' });

/** The field values of a list item. */
export const itemFields = fieldsParameter(ofItem);
