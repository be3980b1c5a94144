import type {
	FieldType,
	IDataObject,
	ILoadOptionsFunctions,
	INodePropertyOptions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';

import { path } from '../../shared/request';
import { editorClient } from '../editorClient';
import { guid } from './businessModule';

/**
 * One member of the schema that `GetEntityFieldSchema` gives under `jsonItems`. The dialect is not published (grade C):
 * it is read as a Swagger 2 schema, and everything is optional.
 */
interface FieldSchema {
	type?: string;
	format?: string;
	title?: string;
	readOnly?: boolean;
	enum?: Array<string | number>;
	'x-ms-summary'?: string;
	'x-ms-visibility'?: string;
}

interface EntitySchema {
	properties?: Record<string, FieldSchema>;
	required?: string[];
}

function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The schema inside the answer: `jsonItems`, as an object or as JSON text, or the answer itself. */
function schemaIn(response: unknown): EntitySchema {
	const items =
		isObject(response) && response.jsonItems !== undefined ? response.jsonItems : response;
	const schema: unknown = typeof items === 'string' ? JSON.parse(items) : items;
	if (!isObject(schema)) return {};
	return (
		isObject(schema.items) && schema.properties === undefined ? schema.items : schema
	) as EntitySchema;
}

function typeOf({ type, format, enum: choices }: FieldSchema): FieldType {
	if (choices !== undefined && type !== 'array') return 'options';
	switch (type) {
		case 'boolean':
		case 'array':
		case 'object':
			return type;
		case 'integer':
		case 'number':
			return 'number';
		default:
			return format === 'date' || format === 'date-time' ? 'dateTime' : 'string';
	}
}

function toField(name: string, schema: FieldSchema, required: boolean): ResourceMapperField {
	const options = schema.enum?.map((value): INodePropertyOptions => ({
		name: String(value),
		value,
	}));
	return {
		id: name,
		displayName: schema.title ?? schema['x-ms-summary'] ?? name,
		type: typeOf(schema),
		required,
		display: schema['x-ms-visibility'] !== 'internal',
		defaultMatch: false,
		canBeUsedToMatch: false,
		readOnly: schema.readOnly === true,
		removed: false,
		...(options ? { options } : {}),
	};
}

/** The fields of the chosen business module for the field mapping, those that cannot be set left out. */
export async function getEntityFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const moduleId = guid(this.getCurrentNodeParameter('businessModule', { extractValue: true }));
	if (moduleId === undefined) {
		return { fields: [], emptyFieldsNotice: 'Choose a business module first.' };
	}
	const client = await editorClient(this);
	const response = await client.send({
		method: 'GET',
		path: path`/api/Entity/${moduleId}/GetEntityFieldSchema`,
	});
	const { properties = {}, required = [] } = schemaIn(response);
	return {
		fields: Object.entries(properties)
			.filter(([, schema]) => schema.readOnly !== true)
			.map(([name, schema]) => toField(name, schema, required.includes(name))),
	};
}
