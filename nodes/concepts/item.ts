import { UserError, type IDataObject } from 'n8n-workflow';

import { foundObject, objectsIn } from '../api/answer';
import { call, type Send, type TypedCall } from '../api/call';
import type { OutputItem } from '../api/output';
import type { Schemas } from '../api/routes';
import { decimal, itemNumber } from '../parameters/number';
import { contradiction } from './contradiction';
import type { FieldDescription, FieldMap } from './field';
import { listQuery, type QueryValues } from './query';
import { unescapeXml } from './xml';

type FieldValue = Schemas['FieldValue'];

/** An item of a list; each entity is one of its module's list. */
export type ListItem = Schemas['ListItem'];

/** The call for one item of a list, which may be one entity of a module. */
export function itemCall(
	listId: string,
	itemId: number,
	site?: string,
): TypedCall<'GET /api/List/{listId}/Item/{itemId}'> {
	return call('GET /api/List/{listId}/Item/{itemId}', { path: { listId, itemId }, site });
}

/**
 * The site of an item as it stands in the field `wpSite`: server-relative, or absolute where somebody wrote that. A text
 * between asterisks is a status, not a site (grade A for the form, contract: wpSite).
 */
export function siteIn({ Site, FieldValues }: ListItem): string | undefined {
	const field = objectsIn(FieldValues).find((one) => one.InternalFieldName === 'wpSite');
	// An older form has a text behind the address; whether HTML entities are in it is a guess (contract: siteText).
	const site =
		unescapeXml(field?.Value ?? Site ?? '')
			.split(', ')[0]
			?.trim() ?? '';
	return /^(\/|https?:)/i.test(site) ? site : undefined;
}

function toBoolean(text: string): boolean | undefined {
	if (/^(true|1)$/i.test(text)) return true;
	return /^(false|0)$/i.test(text) ? false : undefined;
}

/**
 * A field's value in the type that is known of it; others are texts. Values come as texts, in the service's notation
 * (`Value`) and in the reader's (`TextValue`); a text that does not fit its type stays one.
 */
function typedValue(name: string, { Value, TextValue }: FieldValue, fields: FieldMap) {
	const text = TextValue ?? Value ?? null;
	if (typeof Value !== 'string') return text;
	if (name === 'ID') return itemNumber(Value) ?? text;
	const { kind, isList = false } = fields.get(name) ?? {};
	if (isList || kind === 'array') return Value.split(';#').filter((part) => part !== '');
	switch (kind) {
		case 'number':
		case 'wholeNumber':
			return decimal(Value) ?? text;
		case 'boolean':
			return toBoolean(Value) ?? text;
		case 'date':
		case 'dateTime':
			return Value;
		default:
			return text;
	}
}

/** One flat object by internal field name. */
function simplified({ FieldValues, ...item }: ListItem, fields: FieldMap): IDataObject {
	const { ID, Title, ContentType, Url, Site } = item;
	const head: IDataObject = { ID, Title, ContentType, Url, Site };
	const given = Object.entries(head).filter(([, value]) => value !== undefined);
	const values = objectsIn(FieldValues).flatMap((field) =>
		field.InternalFieldName
			? [[field.InternalFieldName, typedValue(field.InternalFieldName, field, fields)]]
			: [],
	);
	return {
		...Object.fromEntries(given),
		...Object.fromEntries(values),
		...(ID === undefined ? {} : { ID }),
	};
}

/** An item flat and typed, or as it came when no fields are given. */
export function toJson(item: ListItem, fields: FieldMap | undefined): IDataObject {
	return fields === undefined ? ({ ...item } as IDataObject) : simplified(item, fields);
}

/** One page of a list: the items that a query chooses, and where the next page begins. */
export async function readPage(
	{
		listId,
		...query
	}: { listId: string; site?: string; once?: boolean; body: Schemas['ListQuery'] },
	send: Send,
): Promise<Schemas['ListItemPage']> {
	const path = { listId };
	return foundObject(
		await send(call('POST /api/List/{listId}/Items', { path, reads: true, ...query })),
	);
}

/** What is read of a list, and how. */
export interface ListReading {
	listId: string;
	site?: string;
	values: QueryValues;
	/** The fields by which values are typed; raw items when there are none. */
	types: FieldMap | undefined;
	/** The fields by which filters compare; asked only when they need them. */
	readFields(): Promise<FieldDescription[]>;
	/** The items of a page that count; all when it is left out. */
	keep?(items: ListItem[]): Promise<ListItem[]>;
	/** An item as it goes out; flat and typed, or raw, when it is left out. */
	show?(item: ListItem, types: FieldMap | undefined): IDataObject;
}

/**
 * Reads a list page by page until there is no more or the limit is reached. Each page becomes output before the next one
 * is read, so that no more is held than what goes out.
 */
export async function readList(reading: ListReading, send: Send): Promise<OutputItem[]> {
	const { listId, site, values, types, keep = async (items) => items, show = toJson } = reading;
	const query = await listQuery(values, async () => await reading.readFields());
	const contradicts = contradiction(query.CamlQuery);
	const limit = values.returnAll ? Infinity : values.limit;
	const items: OutputItem[] = [];
	const pages = new Set<string>();
	for (let page: string | undefined; ;) {
		const PageSize = Math.min(Number(query.PageSize), limit - items.length);
		const body = { ...query, PageSize, ...(page === undefined ? {} : { PagingInfo: page }) };
		const { Items, PagingInfo } = await readPage({ listId, site, body }, send);
		const found = objectsIn(Items);
		const odd = found.find(contradicts);
		if (odd !== undefined) throw contradictionError(odd);
		for (const item of await keep(found)) items.push({ json: show(item, types) });
		// That an empty text ends the list as null does is a guess (C, contract: pagingEnd).
		if (!PagingInfo || items.length >= limit) return items.slice(0, limit);
		if (pages.has(PagingInfo)) {
			if (found.length === 0) return items;
			throw new UserError('WorkPoint gave the same page of the list twice');
		}
		pages.add(PagingInfo);
		page = PagingInfo;
	}
}

function contradictionError({ ID, Title }: ListItem): UserError {
	return new UserError(
		`WorkPoint returned an item that the filter excludes: ${Title ?? 'without a title'} (${ID ?? 'without an ID'}). It seems to read the query in another way, so nothing is passed on. Leave the filter out and filter in n8n`,
	);
}

/** What a call for an item changes: calls with the same key keep the order of the items. A list's ID is its own everywhere. */
export function itemKey(listId: string, itemId: number): string {
	return `item ${listId} ${itemId}`;
}

/**
 * The same for a call that finds its item by values, in whatever order and spelling: SharePoint compares texts without
 * case.
 */
export function foundItemKey(listId: string, keys: IDataObject): string {
	const texts = Object.entries(keys).map(([name, value]) => {
		const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
		return JSON.stringify([name, text.trim()]).toLowerCase();
	});
	return `item ${listId} ${texts.sort().join()}`;
}
