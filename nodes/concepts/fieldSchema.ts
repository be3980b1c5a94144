import type {
	FieldType,
	ILoadOptionsFunctions,
	INodePropertyOptions,
	ResourceMapperFields,
} from 'n8n-workflow';

import { call, type Send } from '../api/call';
import { chosenGuid, editorFor } from '../parameters/editor';
import { isObject } from '../parameters/parameter';
import type { EntityField, ValueKind } from './fieldValue';
import type { FieldTypes } from './item';

/**
 * One member of the schema that `GetEntityFieldSchema` gives under `jsonItems`. The dialect is not published (grade C):
 * it is read as a Swagger 2 schema, and everything is optional.
 */
export interface FieldSchema {
	type?: string | string[];
	format?: string;
	title?: string;
	readOnly?: boolean;
	enum?: Array<string | number | null>;
	items?: FieldSchema;
	properties?: Record<string, FieldSchema>;
	'x-ms-summary'?: string;
	'x-ms-visibility'?: string;
}

interface EntitySchema {
	properties?: Record<string, FieldSchema>;
	required?: string[];
}

/** The schema inside the answer: `jsonItems`, as an object or as JSON text, or the answer itself. */
export function schemaIn(response: unknown): EntitySchema {
	const items =
		isObject(response) && response.jsonItems !== undefined ? response.jsonItems : response;
	const schema: unknown = typeof items === 'string' ? JSON.parse(items) : items;
	if (!isObject(schema)) return {};
	return (
		isObject(schema.items) && schema.properties === undefined ? schema.items : schema
	) as EntitySchema;
}

export function typeName({ type }: FieldSchema): string | undefined {
	return Array.isArray(type) ? type.find((name) => name !== 'null') : type;
}

/** Users, terms and links are told by the member that the vendor's own types have (grade A for the members). */
function objectKind({ properties = {} }: FieldSchema): ValueKind {
	if ('Email' in properties) return 'user';
	if ('Label' in properties) return 'term';
	return 'Url' in properties ? 'link' : 'object';
}

function kindOf(schema: FieldSchema): ValueKind | undefined {
	switch (typeName(schema)) {
		case 'string':
			if (schema.format === 'date') return 'date';
			return schema.format === 'date-time' ? 'dateTime' : 'text';
		case 'integer':
			return 'wholeNumber';
		case 'number':
			return 'number';
		case 'boolean':
			return 'boolean';
		case 'object':
			return objectKind(schema);
		case 'array':
			return 'array';
		default:
			return undefined;
	}
}

/** The value of a field: of which kind, and whether it is a list. Undefined for types that are not known. */
function valueOf(schema: FieldSchema): Pick<EntityField, 'valueKind' | 'isList'> | undefined {
	const valueKind = kindOf(schema);
	const entryKind = valueKind === 'array' && schema.items ? kindOf(schema.items) : undefined;
	if (entryKind !== undefined) return { valueKind: entryKind, isList: true };
	return valueKind && { valueKind, isList: false };
}

/** How the editor asks for a value; what n8n has no input for is entered as text. */
const inputTypes: Record<ValueKind, FieldType> = {
	text: 'string',
	number: 'number',
	wholeNumber: 'number',
	boolean: 'boolean',
	date: 'dateTime',
	dateTime: 'dateTime',
	user: 'string',
	term: 'string',
	link: 'string',
	object: 'object',
	array: 'array',
};

/**
 * What to enter where the input does not tell it. n8n shows nothing but the label of a mapped field, and little of
 * that.
 */
const inputHints: Partial<Record<ValueKind, string>> = {
	user: 'e-mail',
	term: 'term',
	link: 'web address',
	object: 'JSON object',
	array: 'JSON array',
};

/** Characters that the choices of a list may take in its label. */
const choicesLimit = 60;

function hintFor(
	{ valueKind, isList }: Pick<EntityField, 'valueKind' | 'isList'>,
	schema: FieldSchema,
): string | undefined {
	const hint = inputHints[valueKind];
	if (!isList) return hint;
	const choices = schema.items?.enum?.join('; ') ?? '';
	if (choices !== '' && choices.length <= choicesLimit) return `several: ${choices}`;
	return `several: ${hint ?? 'value'}; ${hint ?? 'value'}`;
}

function toField(name: string, schema: FieldSchema, required: boolean): EntityField | undefined {
	const value = valueOf(schema);
	if (value === undefined) return undefined;
	const label = schema.title ?? schema['x-ms-summary'] ?? name;
	const hint = hintFor(value, schema);
	const choices = schema.enum
		?.filter((choice) => choice !== null)
		.map((choice): INodePropertyOptions => ({ name: String(choice), value: choice }));
	return {
		id: name,
		displayName: hint === undefined ? label : `${label} (${hint})`,
		type: value.isList ? 'string' : choices ? 'options' : inputTypes[value.valueKind],
		required,
		display: schema['x-ms-visibility'] !== 'internal',
		defaultMatch: false,
		canBeUsedToMatch: false,
		// n8n takes a stored mapping for outdated when a field does not say both of these.
		readOnly: false,
		removed: false,
		...(choices ? { options: choices } : {}),
		...value,
	};
}

/**
 * The fields of the chosen business module for the field mapping. Fields that cannot be set and types that are not
 * known are left out. Only the creation of an entity requires any.
 */
export async function getEntityFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const moduleId = chosenGuid(this, 'businessModule');
	if (moduleId === undefined) {
		return { fields: [], emptyFieldsNotice: 'Choose a business module first.' };
	}
	const { send } = await editorFor(this);
	const { properties = {}, required = [] } = await readSchema(moduleId, send);
	const isCreation = this.getCurrentNodeParameter('operation') === 'create';
	return {
		fields: Object.entries(properties)
			.filter(([, field]) => field.readOnly !== true)
			.map(([name, field]) => toField(name, field, isCreation && required.includes(name)))
			.filter((field) => field !== undefined),
	};
}

/** The schema of a module's fields. Read once in a run. */
async function readSchema(businessModuleId: string, send: Send): Promise<EntitySchema> {
	return schemaIn(
		await send(
			call('GET /api/Entity/{businessModuleId}/GetEntityFieldSchema', {
				path: { businessModuleId },
				once: true,
			}),
		),
	);
}

/** The types of a module's fields, from the schema that it takes values by; for simplified output only. */
export async function entityFieldTypes(
	{ businessModule, simplify }: { businessModule: string; simplify: boolean },
	send: Send,
): Promise<FieldTypes | undefined> {
	if (!simplify) return undefined;
	const fields = Object.entries((await readSchema(businessModule, send)).properties ?? {});
	const those = (test: (schema: FieldSchema) => boolean) =>
		new Set(fields.filter(([, schema]) => test(schema)).map(([name]) => name));
	const ofType = (...types: string[]) => those((schema) => types.includes(typeName(schema) ?? ''));
	return {
		numbers: ofType('number', 'integer').add('ID'),
		booleans: ofType('boolean'),
		dates: those(({ format }) => format === 'date' || format === 'date-time'),
		lists: ofType('array'),
	};
}
