import { UserError } from 'n8n-workflow';

import { requireObject, objectsIn } from '../../api/json';
import { call, type Call, type Schemas, type Send } from '../../api/call';
import { judgmentOf } from '../../api/nodeError';
import type { ListAddress } from '../fields/ofList';
import type { ListItem } from './item';

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
		// It is a guess that an empty string ends the list, as null does (C, contract: pagingEnd).
		if (!PagingInfo || (pages.has(PagingInfo) && items.length === 0)) return;
		if (pages.has(PagingInfo))
			throw new UserError('WorkPoint returned the same page of the list twice');
		pages.add(PagingInfo);
		page = PagingInfo;
	}
}
