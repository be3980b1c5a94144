import { UserError, type IDataObject } from 'n8n-workflow';

import { requireObject, objectsIn } from '../../api/json';
import { call, type Call, type Schemas, type Send } from '../../api/call';
import { judgmentOf } from '../../api/nodeError';
import { camlOf } from './caml';
import type { FieldDescription, FieldMap } from '../fields/description';
import type { ListAddress } from '../fields/ofList';
import { toJson, type ListItem } from './item';
import { listQuery, type QueryValues } from './query';

/** One page of the items that match a query, and the start of the next page. */
export async function readPage(
	{ listId, ...options }: ListAddress & Pick<Call, 'cacheForRun'>,
	body: Schemas['ListQuery'],
	send: Send,
): Promise<Schemas['ListItemPage']> {
	const path = { listId };
	return requireObject(
		await send(call('POST /api/List/{listId}/Items', { path, isRead: true, ...options, body })),
	);
}

/** A page from the first of several queries that does not exceed SharePoint's list view threshold. */
export async function searchPage(
	list: ListAddress,
	[caml, ...others]: Array<string | undefined>,
	query: Schemas['ListQuery'],
	send: Send,
): Promise<Schemas['ListItemPage']> {
	return await readPage(list, { ...query, CamlQuery: caml }, send).catch(
		async (failure: unknown) =>
			others.length > 0 && judgmentOf(failure).exceedsThreshold === true
				? await searchPage(list, others, query, send)
				: await Promise.reject(failure),
	);
}

/**
 * The items that match a query, page by page.
 *
 * @param query returns the query of the next page
 * @throws {UserError} when a page repeats itself
 */
export async function* pagesOf(
	list: ListAddress & Pick<Call, 'cacheForRun'>,
	query: () => Schemas['ListQuery'],
	send: Send,
): AsyncGenerator<ListItem[]> {
	const pages = new Set<string>();
	for (let page: string | undefined; ;) {
		const body: Schemas['ListQuery'] = { ...query(), PagingInfo: page };
		const { Items, PagingInfo } = await readPage(list, body, send);
		const items = objectsIn(Items);
		yield items;
		// That an empty string ends the list, as null does, is a guess (C, contract: pagingEnd).
		if (!PagingInfo || (pages.has(PagingInfo) && items.length === 0)) return;
		if (pages.has(PagingInfo))
			throw new UserError('WorkPoint returned the same page of the list twice');
		pages.add(PagingInfo);
		page = PagingInfo;
	}
}

/** The way a list is read. */
interface ListReading extends ListAddress {
	values: QueryValues;
	/** The fields that type the values; without them, items are returned raw. */
	types: FieldMap | undefined;
	/** The fields that filters compare; read only when a filter needs them. */
	readFields(): Promise<FieldDescription[]>;
	/** The items of a page to keep; by default, all. */
	keep?(items: ListItem[]): Promise<ListItem[]>;
	/** The output for an item; by default, flat and typed, or raw. */
	show?(item: ListItem, types: FieldMap | undefined): IDataObject;
}

/**
 * A canary: a query in the same form that no item matches. The way the service reads a view is not published (C, contract:
 * camlForm); if it ignores one, it returns all items, which must never feed a bulk change.
 *
 * @throws {UserError} when it returns an item
 */
async function requireFiltering(list: ListAddress, send: Send): Promise<void> {
	const noItem = { field: 'ID', operator: 'Eq', value: { type: 'Counter', text: '-1' } };
	const canary = { CamlQuery: camlOf([noItem]), ViewFields: ['ID'], PageSize: 1 };
	const { Items } = await readPage({ ...list, cacheForRun: true }, canary, send);
	if (objectsIn(Items).length > 0)
		throw new UserError(
			'WorkPoint returned an item for a query that no item matches (ID = -1). It seems to ignore filters on this list, so nothing is returned. Remove the filter and filter in n8n',
		);
}

/**
 * Reads a list page by page, up to its end or to the limit. Each page becomes output before the next one
 * is read, so that only the output is kept in memory.
 *
 * @throws {UserError} when the service ignores the filter
 */
export async function readList(reading: ListReading, send: Send): Promise<IDataObject[]> {
	const { listId, site, values, types, keep = async (items) => items } = reading;
	const { show = (item: ListItem) => toJson(item, types, values.viewFields) } = reading;
	const query = await listQuery(values, async () => await reading.readFields());
	const isFiltered = query.CamlQuery?.includes('<Where') === true;
	const limit = values.returnAll ? Infinity : values.limit;
	const items: IDataObject[] = [];
	const largest = Number(query.PageSize);
	let pageSize = Math.min(largest, limit);
	const nextQuery = (): Schemas['ListQuery'] => ({ ...query, PageSize: pageSize });
	for await (const page of pagesOf({ listId, site }, nextQuery, send)) {
		if (isFiltered && page.length > 0) await requireFiltering({ listId, site }, send);
		const kept = await keep(page);
		for (const item of kept) items.push(show(item, types));
		if (items.length >= limit) break;
		// Pages as small as the number of missing items would take a call for each of a thousand folders.
		const wanted = kept.length < page.length ? 2 * pageSize : limit - items.length;
		pageSize = Math.min(largest, wanted);
	}
	return items.slice(0, limit);
}
