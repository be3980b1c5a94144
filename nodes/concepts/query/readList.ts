import { UserError, type IDataObject } from 'n8n-workflow';

import { requireObject, objectsIn } from '../../api/json';
import { call, type Call, type Schemas, type Send } from '../../api/call';
import { judgmentOf } from '../../api/nodeError';
import { camlOf } from './caml';
import type { FieldDescription, FieldMap } from '../fields/description';
import type { ListAddress } from '../fields/ofList';
import { toJson, type ListItem } from './item';
import { listQuery, type QueryValues } from './query';

/** One page of a list: the items that a query chooses, and where the next page begins. */
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

/** A page by the first of some queries that does not exceed SharePoint's list view threshold. */
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
 * The items that a query chooses, page by page.
 *
 * @param query gives the query of the next page
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
		// That an empty text ends the list as null does is a guess (C, contract: pagingEnd).
		if (!PagingInfo || (pages.has(PagingInfo) && items.length === 0)) return;
		if (pages.has(PagingInfo))
			throw new UserError('WorkPoint gave the same page of the list twice');
		pages.add(PagingInfo);
		page = PagingInfo;
	}
}

/** What is read of a list, and how. */
interface ListReading extends ListAddress {
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
 * A canary: a query in the same form that no item meets. Nobody outside knows how the service reads a view (C, contract:
 * camlForm); one that it ignores gives everything, which must never feed a bulk change.
 *
 * @throws {UserError} when it gives an item
 */
async function requireFiltering(list: ListAddress, send: Send): Promise<void> {
	const noItem = { field: 'ID', operator: 'Eq', value: { type: 'Counter', text: '-1' } };
	const canary = { CamlQuery: camlOf([noItem]), ViewFields: ['ID'], PageSize: 1 };
	const { Items } = await readPage({ ...list, cacheForRun: true }, canary, send);
	if (objectsIn(Items).length > 0)
		throw new UserError(
			'WorkPoint returned an item for a query that no item meets (ID = -1). It seems to ignore filters on this list, so nothing is passed on. Leave the filter out and filter in n8n',
		);
}

/**
 * Reads a list page by page until there is no more or the limit is reached. Each page becomes output before the next one
 * is read, so that no more is held than what goes out.
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
		// Pages as small as what is missing would take a call for each of a thousand folders.
		const wanted = kept.length < page.length ? 2 * pageSize : limit - items.length;
		pageSize = Math.min(largest, wanted);
	}
	return items.slice(0, limit);
}
