import { UserError } from 'n8n-workflow';

import { asObject, objectsIn, textIn } from '../../api/json';
import { call, type Schemas, type Send } from '../../api/call';
import { lastSegment } from '../../api/urls';
import { guid } from '../../parameters/guid';
import {
	byInternalName,
	type FieldDescription,
	type FieldMap,
	type ValueKind,
} from './fieldDescription';
import { childOf, parseXml } from '../../api/xml';

/** A list, by its ID and the site that owns it; by default, the WorkPoint site. */
export interface ListAddress {
	listId: string;
	site?: string;
}

/** A list with its fields. Read once in a run. */
async function readDefinition({ listId, site }: ListAddress, send: Send): Promise<Schemas['List']> {
	const list = await send(
		call('GET /api/Lists/{listId}', { path: { listId }, site, cacheForRun: true }),
	);
	return asObject(list);
}

/** Kinds by SharePoint's names of column types; all others are written as text. */
const kinds = new Map<string, ValueKind>([
	['number', 'number'],
	['currency', 'number'],
	['integer', 'wholeNumber'],
	['counter', 'wholeNumber'],
	['boolean', 'boolean'],
	['alldayevent', 'boolean'],
	['attachments', 'boolean'],
	['recurrence', 'boolean'],
	['crossprojectlink', 'boolean'],
	['datetime', 'dateTime'],
	['user', 'user'],
	['lookup', 'lookup'],
	['workpointlookup', 'lookup'],
	['workpointrootsitelookup', 'lookup'],
	['taxonomyfieldtype', 'term'],
	['url', 'link'],
]);

/** Types of columns that list calls refuse (A for 2020, B for now). */
const refusedTypes = new Set([
	...['calculated', 'computed', 'error', 'file', 'geolocation', 'gridchoice', 'invalid'],
	...['maxitems', 'modstat', 'pageseparator', 'threadindex', 'threading'],
	...['workfloweventtype', 'workflowstatus'],
]);

/** Whether list calls refuse a column of the type. */
export function isRefusedType(type: string | undefined): boolean {
	return refusedTypes.has((type ?? '').toLowerCase());
}

/** Types of columns that a query which compares text can find; an unknown type may be one. */
const keyTypes = new Set([
	'',
	'text',
	'note',
	'choice',
	'number',
	'currency',
	'integer',
	'counter',
]);

/**
 * A column as SharePoint defines it. Only its XML has choices, several values, read-only and hidden (grade A);
 * unreadable parts count as absent.
 */
function describe({ InternalName: name = '', ...column }: Schemas['ListField']): FieldDescription {
	const xml = parseXml(textIn(column.SchemaXml));
	const says = (attribute: string) => xml?.attributes.get(attribute)?.toUpperCase() === 'TRUE';
	const type = textIn(column.Type ?? xml?.attributes.get('Type'));
	const format = xml?.attributes.get('Format');
	const base = type.toLowerCase().replace(/(?<=.)multi$/, '');
	const kind = kinds.get(base) ?? 'text';
	const choices = childOf(xml, 'CHOICES')?.children.map(({ text }) => text) ?? [];
	const isList = /^multichoice$|.multi$/i.test(type) || says('Mult');
	return {
		name,
		title: textIn(column.Title) || name,
		kind: kind === 'dateTime' && format === 'DateOnly' ? 'date' : kind,
		isList,
		canBeKey: !isList && keyTypes.has(base),
		choices: choices.filter((choice) => choice !== ''),
		isRequired: column.Required ?? says('Required'),
		isReadOnly: says('ReadOnly') || isRefusedType(type),
		isHidden: says('Hidden') || (column.ShowInNewForm === false && column.ShowInEditForm === false),
		type,
		format,
		lookupList: kind === 'lookup' ? guid(xml?.attributes.get('List')) : undefined,
	};
}

function columnsOf({ ListDefinition }: Schemas['List']): FieldDescription[] {
	return objectsIn(ListDefinition?.Fields)
		.filter(({ InternalName }) => textIn(InternalName) !== '')
		.map(describe);
}

/** The columns of a list. */
export async function readColumns(list: ListAddress, send: Send): Promise<FieldDescription[]> {
	return columnsOf(await readDefinition(list, send));
}

/** The values that identify the list of an operation; the list of a module has the module's ID (grade A). */
export type ListValues = { list: string; listSiteUrl?: string } | { businessModule: string };

/** The list of an operation, by its values. */
export function listAddress(values: ListValues): ListAddress {
	return 'list' in values
		? { listId: values.list, site: values.listSiteUrl }
		: { listId: values.businessModule };
}

/**
 * The name of a list in calls that change its items: the last segment of its URL.
 *
 * @throws {UserError} when the list has no `ServerRelativeUrl`
 */
export async function listName(values: ListValues, send: Send): Promise<string> {
	const address = listAddress(values);
	const { ServerRelativeUrl, Title } = await readDefinition(address, send);
	const name = lastSegment(ServerRelativeUrl);
	if (name === undefined)
		throw new UserError(`WorkPoint does not return the URL of "${Title ?? address.listId}"`);
	return name;
}

/** The columns of the list of an operation, by its values. */
export async function listColumns(values: ListValues, send: Send): Promise<FieldMap> {
	return byInternalName(await readColumns(listAddress(values), send));
}

/** The columns, for simplified output only. */
export async function listFieldTypes(
	values: ListValues & { simplify: boolean },
	send: Send,
): Promise<FieldMap | undefined> {
	return values.simplify ? await listColumns(values, send) : undefined;
}
