import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { call, type Send, type TypedCall } from '../api/call';
import type { OutputItem } from '../api/output';
import type { Schemas } from '../api/routes';
import { listQuery, type QueryValues } from './query';

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

/** Whether an entry of a page is an item: the service may leave holes. */
export function isItem(entry: ListItem | null | undefined): entry is ListItem {
	return entry !== null && entry !== undefined;
}

/** Whether an entry of a page of a module's list is an entity: the item MASTER, which its sites are made from, is none (A). */
export function isEntity(entry: ListItem | null | undefined): entry is ListItem {
	return isItem(entry) && !(entry.ID === 1 && entry.Title === 'MASTER');
}

/** What the text of a field value stands for; fields that are in no set are texts. */
export interface FieldTypes {
	numbers: Set<string>;
	booleans: Set<string>;
	dates: Set<string>;
	lists: Set<string>;
}

function toNumber(text: string): number | undefined {
	const number = Number(text);
	return text.trim() === '' || Number.isNaN(number) ? undefined : number;
}

function toBoolean(text: string): boolean | undefined {
	if (/^(true|1)$/i.test(text)) return true;
	return /^(false|0)$/i.test(text) ? false : undefined;
}

/**
 * A field's value in the type that is known of it. Values come as texts, in the service's notation (`Value`) and in the
 * reader's (`TextValue`); a text that does not fit its type stays one.
 */
function typedValue({ InternalFieldName, Value, TextValue }: FieldValue, types: FieldTypes) {
	const text = TextValue ?? Value ?? null;
	if (typeof Value !== 'string' || InternalFieldName === undefined) return text;
	if (types.numbers.has(InternalFieldName)) return toNumber(Value) ?? text;
	if (types.booleans.has(InternalFieldName)) return toBoolean(Value) ?? text;
	if (types.dates.has(InternalFieldName)) return Value;
	if (types.lists.has(InternalFieldName)) return Value.split(';#').filter((part) => part !== '');
	return text;
}

/** One flat object by internal field name. */
function simplified({ FieldValues, ...item }: ListItem, types: FieldTypes): IDataObject {
	const { ID, Title, ContentType, Url, Site } = item;
	const head: IDataObject = { ID, Title, ContentType, Url, Site };
	const given = Object.entries(head).filter(([, value]) => value !== undefined);
	const values = (FieldValues ?? [])
		.filter((field) => field !== null)
		.map((field) => [field.InternalFieldName, typedValue(field, types)]);
	return { ...Object.fromEntries(given), ...Object.fromEntries(values), ID };
}

/** An item flat and typed, or as it came when no types are given. */
export function toJson(item: ListItem, types: FieldTypes | undefined): IDataObject {
	return types === undefined ? ({ ...item } as IDataObject) : simplified(item, types);
}

/**
 * Reads a list page by page until there is no more or the limit is reached. Each page becomes output before the next one
 * is read, so that no more is held than what goes out.
 */
export async function readList(
	{ listId, site, ...values }: QueryValues & { listId: string; site?: string },
	types: FieldTypes | undefined,
	send: Send,
): Promise<OutputItem[]> {
	const query = listQuery(values);
	const limit = values.returnAll ? Infinity : values.limit;
	const items: OutputItem[] = [];
	for (let page: string | undefined; ;) {
		const answer = await send(
			call('POST /api/List/{listId}/Items', {
				path: { listId },
				reads: true,
				site,
				body: {
					...query,
					PageSize: Math.min(Number(query.PageSize), limit - items.length),
					...(page === undefined ? {} : { PagingInfo: page }),
				},
			}),
		);
		const found = (answer?.Items ?? []).filter(isItem);
		for (const item of found.filter(isEntity)) items.push({ json: toJson(item, types) });
		// That an empty text ends the list as null does is a guess (C, contract: pagingEnd).
		const next = answer?.PagingInfo || undefined;
		if (next === undefined || items.length >= limit) return items.slice(0, limit);
		if (next === page) {
			if (found.length === 0) return items;
			throw new UserError('WorkPoint gave the same page of the list twice');
		}
		page = next;
	}
}

/** What a call for an item changes: calls with the same key keep the order of the items. */
export function itemKey(listId: string, itemId: number | string, site = ''): string {
	return `item ${site.toLowerCase()} ${listId} ${itemId}`;
}
