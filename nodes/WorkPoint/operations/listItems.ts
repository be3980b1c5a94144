import { UserError, type IDataObject } from 'n8n-workflow';

import type { components } from '../../../contract/workpoint365';
import { path, type ApiRequest, type Send } from '../../shared/request';
import { camlOf, type Condition, type SortRule } from '../parameters/caml';
import { schemaIn, typeName, type FieldSchema } from '../parameters/entityFields';
import type { OutputItem } from './operation';

type BusinessModule = components['schemas']['BusinessModule'];
type FieldValue = components['schemas']['FieldValue'];
export type ListItem = components['schemas']['ListItem'];
type ListItemPage = components['schemas']['ListItemPage'];
type ListQuery = components['schemas']['ListQuery'];

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
	const values = (FieldValues ?? []).map((field) => [
		field.InternalFieldName,
		typedValue(field, types),
	]);
	return { ...Object.fromEntries(given), ...Object.fromEntries(values), ID };
}

/** Turns items into output: as they came, or flat and typed. */
export function toOutput(types: FieldTypes | undefined) {
	return (item: ListItem): OutputItem => ({
		json: types === undefined ? (item as unknown as IDataObject) : simplified(item, types),
	});
}

/** The types of a module's fields, from the schema that it takes values by. */
export async function moduleFieldTypes(moduleId: string, send: Send): Promise<FieldTypes> {
	const answer = await send({
		method: 'GET',
		path: path`/api/Entity/${moduleId}/GetEntityFieldSchema`,
		once: true,
	});
	const fields = Object.entries(schemaIn(answer).properties ?? {});
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

/** The call for one item of a list, which may be one entity of a module. */
export function itemRequest(listId: string, itemId: number, siteUrl?: string): ApiRequest {
	return { method: 'GET', path: path`/api/List/${listId}/Item/${itemId}`, siteUrl };
}

/** What the parameters of `query.ts` read to. */
export interface QueryValues {
	returnAll: boolean;
	limit: number;
	filterBy: 'none' | 'fields' | 'caml';
	match?: 'all' | 'any';
	filters?: Condition[];
	camlQuery?: string;
	sort?: SortRule[];
	activeItems?: boolean;
	myItems?: boolean;
	pageSize?: number;
	viewFields?: string[];
	folderUrl?: string;
}

/** The query of an operation, without its page. */
export function listQuery(values: QueryValues): ListQuery {
	const caml =
		values.filterBy === 'caml'
			? values.camlQuery
			: camlOf(values.filters ?? [], values.match === 'any' ? 'Or' : 'And', values.sort ?? []);
	return {
		...(caml === undefined ? {} : { CamlQuery: caml }),
		...(values.activeItems ? { FilterActiveItems: true } : {}),
		...(values.myItems ? { FilterMyItems: true } : {}),
		...(values.viewFields ? { ViewFields: values.viewFields } : {}),
		...(values.folderUrl ? { FolderServerRelativeUrl: values.folderUrl } : {}),
		PageSize: values.pageSize ?? 1_000,
	};
}

/**
 * Reads a list page by page until there is no more or the limit is reached. Each page becomes output before the next one
 * is read, so that no more is held than what goes out.
 */
export async function readList(
	{ listId, siteUrl, ...values }: QueryValues & { listId: string; siteUrl?: string },
	toItem: (item: ListItem) => OutputItem,
	send: Send,
): Promise<OutputItem[]> {
	const query = listQuery(values);
	const limit = values.returnAll ? Infinity : values.limit;
	const items: OutputItem[] = [];
	for (let page: string | undefined; ;) {
		const answer = (await send({
			method: 'POST',
			path: path`/api/List/${listId}/Items`,
			readOnly: true,
			siteUrl,
			body: {
				...query,
				PageSize: Math.min(Number(query.PageSize), limit - items.length),
				...(page === undefined ? {} : { PagingInfo: page }),
			},
		})) as ListItemPage;
		for (const item of answer.Items ?? []) items.push(toItem(item));
		// That an empty text ends the list as null does is a guess (C, contract: pagingEnd).
		const next = answer.PagingInfo || undefined;
		if (next === undefined || items.length >= limit) return items.slice(0, limit);
		if (next === page) throw new UserError('WorkPoint gave the same page of the list twice');
		page = next;
	}
}

/**
 * The name by which list calls address a module's list: the last segment of its address (grade A: `ListUrl`).
 *
 * @throws {UserError} when the module does not tell its address
 */
export async function moduleListName(moduleId: string, send: Send): Promise<string> {
	const module = (await send({
		method: 'GET',
		path: path`/api/BusinessModules/${moduleId}`,
		once: true,
	})) as BusinessModule;
	const name = /([^/]+)\/?$/.exec(module.ListUrl ?? '')?.[1];
	if (name === undefined)
		throw new UserError(`WorkPoint does not tell the list of the module "${module.Title}"`);
	return name;
}
