import type { IDataObject } from 'n8n-workflow';

import { isObject, member, parsedJson } from '../../api/json';
import { call, type Send } from '../../api/call';
import {
	byInternalName,
	type FieldDescription,
	type FieldMap,
	type ValueKind,
} from './fieldDescription';
import { readColumns } from './ofList';

/**
 * The schema that `GetEntityFieldSchema` returns under `jsonItems` is Swagger 2 (grade B); its dialect is not published.
 * Therefore everything in it is optional, names are read in any case, and unknown parts are ignored.
 */
type Schema = IDataObject;

/** The object schema in an answer: at its top, under `jsonItems` or `schema`, or the entries of a list, also as JSON text. */
function schemaIn(answer: unknown): Schema | undefined {
	const value = typeof answer === 'string' ? parsedJson(answer) : answer;
	if (!isObject(value)) return undefined;
	if (isObject(member(value, 'properties'))) return value;
	for (const name of ['jsonitems', 'schema', 'items']) {
		const inner = schemaIn(member(value, name));
		if (inner !== undefined) return inner;
	}
	return undefined;
}

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

/** The name of the type; in a list of types, the one beside null. */
function typeOf(schema: Schema): string | undefined {
	const types = [member(schema, 'type')].flat().map(textOf);
	return types.find((type) => type !== undefined && type !== 'null')?.toLowerCase();
}

/** Users, terms, links and lookups, recognized by the members of the vendor's own types (grade A for the members). */
function objectKind(schema: Schema): ValueKind {
	const properties = member(schema, 'properties');
	const has = (name: string) => isObject(properties) && member(properties, name) !== undefined;
	if (has('email')) return 'user';
	if (has('label')) return 'term';
	if (has('url')) return 'link';
	return has('lookupid') ? 'lookupObject' : 'object';
}

function kindOf(schema: Schema): ValueKind {
	switch (typeOf(schema)) {
		case 'string': {
			const format = textOf(member(schema, 'format'))?.toLowerCase();
			if (format === 'date') return 'date';
			return format === 'date-time' ? 'dateTime' : 'text';
		}
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
			return 'json';
	}
}

function choicesIn(schema: Schema): Array<string | number> {
	const choices = member(schema, 'enum');
	if (!Array.isArray(choices)) return [];
	return choices.filter(
		(choice): choice is string | number =>
			typeof choice === 'number' || (typeof choice === 'string' && choice !== ''),
	);
}

/** Whether a field cannot be set, by any of the service's marks for that. */
function isReadOnly(schema: Schema): boolean {
	const permissions = ['x-ms-permission', 'x-ms-permissions'].flatMap((name) =>
		[member(schema, name)].flat(),
	);
	return (
		member(schema, 'readonly') === true ||
		permissions.some((permission) => /^read-?only$/i.test(textOf(permission) ?? ''))
	);
}

/** A longer description is not a label. */
const labelLimit = 60;

function labelOf(schema: Schema): string | undefined {
	return ['x-ms-summary', 'title', 'description']
		.map((name) => textOf(member(schema, name)))
		.find((label) => label !== undefined && label.length <= labelLimit);
}

function describe(name: string, schema: Schema, required: Set<unknown>): FieldDescription {
	const kind = kindOf(schema);
	const items = member(schema, 'items');
	const entry = kind === 'array' && isObject(items) ? items : undefined;
	const entryKind = entry && kindOf(entry);
	const isList = entryKind !== undefined && entryKind !== 'array' && entryKind !== 'json';
	const choices = choicesIn(schema);
	return {
		name,
		title: labelOf(schema) ?? name,
		kind: isList ? entryKind : kind,
		isList,
		choices: choices.length === 0 && entry ? choicesIn(entry) : choices,
		isRequired: required.has(name) || member(schema, 'required') === true,
		isReadOnly: isReadOnly(schema),
		isHidden: member(schema, 'x-ms-visibility') === 'internal',
		canBeKey: false,
		type: typeOf(schema),
		format: textOf(member(schema, 'format')),
	};
}

/** The fields in a schema; undefined when the answer has none that can be read. */
export function fieldsIn(answer: unknown): FieldDescription[] | undefined {
	const schema = schemaIn(answer);
	if (schema === undefined) return undefined;
	const required = new Set([member(schema, 'required')].flat());
	return Object.entries(member(schema, 'properties') as Schema).flatMap(([name, field]) =>
		isObject(field) ? [describe(name, field, required)] : [],
	);
}

/** The fields of a module by its schema, read once in a run; undefined when that cannot be read. */
async function schemaFields(
	businessModuleId: string,
	send: Send,
): Promise<FieldDescription[] | undefined> {
	try {
		return fieldsIn(
			await send(
				call('GET /api/Entity/{businessModuleId}/GetEntityFieldSchema', {
					path: { businessModuleId },
					cacheForRun: true,
				}),
			),
		);
	} catch {
		return undefined;
	}
}

/** The fields of a module by its schema, otherwise by the definition of its list, whose ID is the module's (grade A). */
export async function moduleFields(
	businessModule: string,
	send: Send,
): Promise<FieldDescription[]> {
	return (
		(await schemaFields(businessModule, send)) ??
		(await readColumns({ listId: businessModule }, send))
	);
}

/** The types of a module's fields, for simplified output only. Without a schema, all values are strings. */
export async function entityFieldTypes(
	{ businessModule, simplify }: { businessModule: string; simplify: boolean },
	send: Send,
): Promise<FieldMap | undefined> {
	return simplify ? byInternalName((await schemaFields(businessModule, send)) ?? []) : undefined;
}
