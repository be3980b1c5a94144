import {
	type IDataObject,
	type ILoadOptionsFunctions,
	type INodeListSearchResult,
} from 'n8n-workflow';

import { requireObject, objectsIn } from '../api/json';
import type { Schemas, Send } from '../api/call';
import { normalizedAddress, decoded, webUrl, withoutEndSlashes } from '../api/urls';
import { addressOf, possibleSites, sharePointPlace, type Place } from '../api/sharePointAddress';
import { inPicker } from '../parameters/editor';
import { guid } from '../parameters/guid';
import { positiveId, locator } from '../parameters/locator';
import { itemNumber } from '../parameters/number';
import { LookUp, type Parameter, type Reader } from '../parameters/parameter';
import { readPlace } from '../parameters/url';
import { businessModule, businessModuleParameter, chosenModule } from './businessModule';
import { camlOf } from './query/caml';
import { entityFieldTypes } from './fields/ofModule';
import { itemCall, siteIn, toJson } from './query/item';
import { pagesOf, searchPage } from './query/page';
import { entitiesAmong } from './masterEntity';

/** Entities on one page of the picker. */
const entitiesPerPage = 50;

/** Entities in one answer of the search for a URL, which finds one, or a few whose URLs begin alike. */
const sitesPerPage = 100;

const addressAdvice =
	"Enter the URL of the entity's site or of one of its forms (with ?ID=), or pick the entity from the list.";

/** Whether two URLs are the same; one of them may have no host. */
function isSameSite(site: string | undefined, address: URL): boolean {
	if (site === undefined) return false;
	const url = webUrl(site);
	if (url !== undefined && url.host !== address.host) return false;
	return normalizedAddress(url?.pathname ?? site) === normalizedAddress(address.pathname);
}

/**
 * The ID of the entity whose site has a URL; undefined when the module has none.
 *
 * It is a guess that a text condition on `wpSite` finds it (C, contract: siteQuery); the results are compared here.
 */
async function entityOfSite(listId: string, address: URL, send: Send): Promise<number | undefined> {
	const text = withoutEndSlashes(decoded(address.pathname));
	const hasSite = { field: 'wpSite', operator: 'Contains', value: { type: 'Text', text } };
	const query: Schemas['ListQuery'] = {
		CamlQuery: camlOf([hasSite]),
		ViewFields: ['wpSite'],
		PageSize: sitesPerPage,
	};
	for await (const page of pagesOf({ listId, cacheForRun: true }, () => query, send)) {
		const items = page.filter((item) => isSameSite(siteIn(item), address));
		const [found] = await entitiesAmong(items, listId, send);
		if (found?.ID !== undefined) return found.ID;
	}
	return undefined;
}

/** The ID of the entity in the URL of a form (`…?ID=42`). */
export function entityIdIn(address: unknown): number | undefined {
	const place = sharePointPlace(address);
	return typeof place === 'object' ? itemNumber(place.itemId) : undefined;
}

/** The entity whose site contains a place. Takes a call for each possible site, beginning with the deepest, the likeliest. */
function bySite(place: Place, reader: Reader, moduleName: string): LookUp<number> {
	return new LookUp(async (send, _siteUrl, found) => {
		const moduleId = guid(found[moduleName]);
		for (const site of moduleId === undefined ? [] : possibleSites(place).reverse()) {
			const id = await entityOfSite(moduleId as string, new URL(site), send);
			if (id !== undefined) return id;
		}
		return reader.refuse(
			'is a URL that belongs to the site of no entity of the module',
			`${addressAdvice} The URL is ${addressOf(place)}.`,
		);
	});
}

/**
 * The entity picker. It accepts the URL of the entity's list form (`…?ID=42`), or of anything on its site.
 *
 * @param labels its `description` has no final period
 */
export function entityParameter(
	labels: {
		displayName?: string;
		description?: string;
		searchListMethod?: string;
		businessModule?: string;
		isInCollection?: boolean;
	} = {},
): Parameter<number> {
	const { businessModule = 'businessModule', ...rest } = labels;
	return locator({
		displayName: 'Entity',
		description: 'The entity, such as one company or one project',
		searchListMethod: 'searchEntities',
		...rest,
		id: positiveId,
		dependsOn: [businessModule],
		modes: [
			{
				displayName: 'By URL',
				name: 'url',
				type: 'string',
				placeholder: 'e.g. https://contoso.sharepoint.com/sites/project-1',
				hint: 'The site of the entity, or one of its forms in SharePoint',
				validation: [
					{
						type: 'regex',
						properties: {
							regex: '^\\s*https?://[^]+$',
							errorMessage: `'${rest.displayName ?? 'Entity'}' is not the URL of a site or of a form with ID=`,
						},
					},
				],
			},
		],
		readOther(text, reader) {
			const place = webUrl(text) && readPlace(text, reader, addressAdvice);
			if (place === undefined) return undefined;
			// In a collection, the module is a neighbor.
			return itemNumber(place.itemId) ?? bySite(place, reader, businessModule.replace(/^.*\./, ''));
		},
	});
}

export const entity = entityParameter();

/** One entity, as most operations of entities begin. */
export const oneEntity = { businessModule, entity };

/** A second entity of any module; the descriptions have no final period. */
export function targetEntity(words: { businessModule: string; entity: string }) {
	return {
		targetBusinessModule: businessModuleParameter({
			displayName: 'Target Business Module',
			description: words.businessModule,
		}),
		targetEntity: entityParameter({
			displayName: 'Target Entity',
			description: words.entity,
			businessModule: 'targetBusinessModule',
			searchListMethod: 'searchTargetEntities',
		}),
	};
}

/** One entity, by the values of its parameters. */
export interface EntityAddress {
	businessModule: string;
	entity: number;
}

/** An entity with all its fields, flat and typed; without `simplify`, as it came. */
export async function readEntity(
	moduleId: string,
	entityId: number,
	isSimplified: boolean,
	send: Send,
): Promise<IDataObject> {
	const types = await entityFieldTypes({ businessModule: moduleId, simplify: isSimplified }, send);
	return toJson(requireObject(await send(itemCall(moduleId, entityId))), types);
}

/** Ordering key of an entity: calls that share it are sent in item order. */
export function entityOrderKeys({
	businessModule: moduleId,
	entity: entityId,
}: EntityAddress): string[] {
	return [`entity ${moduleId} ${entityId}`];
}

/**
 * CAML queries for entities by a part of their title or by their ID. Each further query is for lists too long for
 * the one before it: an index, if the list has one, serves the beginning of a title, and always an ID.
 */
function titleQueries(text: string): Array<string | undefined> {
	const title = (operator: string) => ({
		field: 'Title',
		operator,
		value: { type: 'Text', text },
	});
	const id = { field: 'ID', operator: 'Eq', value: { type: 'Counter', text } };
	const ids = itemNumber(text) === undefined ? [] : [id];
	return [
		camlOf([title('Contains'), ...ids], 'Or'),
		camlOf([title('BeginsWith'), ...ids], 'Or'),
		...ids.map((one) => camlOf([one])),
	];
}

/** Searches the entities of the module in a parameter, page by page, in WorkPoint. */
function searchOf(moduleParameter: string) {
	return async function (
		this: ILoadOptionsFunctions,
		filter = '',
		pagingInfo?: string,
	): Promise<INodeListSearchResult> {
		return await inPicker(this, async (editor) => {
			const { send } = editor;
			const listId = await chosenModule(editor, moduleParameter);
			if (listId === undefined) return { results: [] };
			const text = filter.trim();
			const query: Schemas['ListQuery'] = {
				PageSize: entitiesPerPage,
				ViewFields: ['ID', 'Title'],
				PagingInfo: pagingInfo,
			};
			const queries = text === '' ? [undefined] : titleQueries(text);
			const { Items, PagingInfo } = await searchPage({ listId }, queries, query, send);
			const items = objectsIn(Items).filter(({ ID }) => ID);
			return {
				results: (await entitiesAmong(items, listId, send)).map(({ ID, Title, Url }) => ({
					name: `${Title ?? 'Untitled'} (${ID})`,
					value: String(ID),
					...(Url ? { url: Url } : {}),
				})),
				paginationToken: PagingInfo || undefined,
			};
		});
	};
}

export const searchEntities = searchOf('businessModule');

export const searchTargetEntities = searchOf('targetBusinessModule');

export const searchCommonFieldsEntities = searchOf('additionalFields.commonFieldsBusinessModule');
