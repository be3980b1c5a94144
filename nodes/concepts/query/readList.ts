import type { IDataObject } from 'n8n-workflow';

import type { Schemas, Send } from '../../api/call';
import type { FieldDescription, FieldMap } from '../fields/fieldDescription';
import type { ListAddress } from '../fields/ofList';
import { requireFiltering } from './ignoredFilter';
import { toJson, type ListItem } from './item';
import { pagesOf } from './page';
import { listQuery, type QueryValues } from './query';

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
