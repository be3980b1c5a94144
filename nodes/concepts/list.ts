import {
	UserError,
	type IDataObject,
	type ILoadOptionsFunctions,
	type INodeListSearchResult,
	type INodePropertyOptions,
} from 'n8n-workflow';

import { call, type Send } from '../api/call';
import type { Schemas } from '../api/routes';
import { siteAddress } from '../api/urls';
import { byName, chosenGuid, editorFor, narrowed } from '../parameters/editor';
import { readJsonObject } from '../parameters/json';
import { guidId, locator } from '../parameters/locator';
import { wholeNumber } from '../parameters/number';
import { optional, type PlainParameter } from '../parameters/parameter';
import { absoluteSiteUrl } from '../parameters/url';
import type { FieldTypes } from './item';

type List = Schemas['List'];

/** The site that owns the list. List calls name it in the place of the WorkPoint site (grade A for lists, C for items). */
export const listSiteUrl = optional(
	absoluteSiteUrl({
		displayName: 'List Site URL',
		description:
			'The absolute address of the site that owns the list, such as the site of an entity. The WorkPoint site when it is left out.',
		placeholder: 'e.g. https://contoso.sharepoint.com/sites/project-42',
	}),
);

/** The list picker. */
export const list = locator({
	displayName: 'List',
	description: 'The SharePoint list',
	searchListMethod: 'searchLists',
	id: guidId,
});

export const itemId = wholeNumber({
	displayName: 'Item ID',
	description: 'The ID of the item in its list',
	default: 1,
	min: 1,
	required: true,
});

const example = '{ "Title": "Call Contoso" }';

/** The field values of a list item as one JSON object, by internal field name. */
export const itemFields: PlainParameter<IDataObject> = {
	field: {
		displayName: 'Fields (JSON)',
		type: 'json',
		default: '{}',
		required: true,
		description:
			'The field values as one JSON object, by internal field name. Several values of a field are a list; a lookup or user may be { "LookupId": 3 }; { "Value": "10001", "LookupListFieldNameKeys": ["CompanyNumber"] } finds a lookup by a column; null clears.',
		placeholder: `e.g. ${example}`,
	},
	read: (reader, name) => readJsonObject(reader, name, example),
};

/** A list with its fields. Read once in a run. */
async function readDefinition(
	listId: string,
	site: string | undefined,
	send: Send,
): Promise<Partial<List>> {
	return (
		(await send(call('GET /api/Lists/{listId}', { path: { listId }, site, once: true }))) ?? {}
	);
}

/** The values by which operations on list items name their list. */
interface ListValues {
	list: string;
	listSiteUrl?: string;
}

/**
 * The name by which calls that change items address their list: the last segment of its address.
 *
 * @throws {UserError} when the list does not tell its address
 */
export async function listName({ list, listSiteUrl }: ListValues, send: Send): Promise<string> {
	const { ServerRelativeUrl, Title } = await readDefinition(list, listSiteUrl, send);
	const name = /([^/]+)\/?$/.exec(ServerRelativeUrl ?? '')?.[1];
	if (name === undefined)
		throw new UserError(`WorkPoint does not tell the address of "${Title ?? list}"`);
	return name;
}

/** The types of a list's fields by SharePoint's names of column types, for simplified output only. */
export async function listFieldTypes(
	{ list, listSiteUrl, simplify }: ListValues & { simplify: boolean },
	send: Send,
): Promise<FieldTypes | undefined> {
	if (!simplify) return undefined;
	const { ListDefinition } = await readDefinition(list, listSiteUrl, send);
	const fields = ListDefinition?.Fields ?? [];
	const ofType = (pattern: RegExp) =>
		new Set(
			fields.flatMap(({ InternalName, Type }) =>
				InternalName && pattern.test(Type ?? '') ? [InternalName] : [],
			),
		);
	return {
		numbers: ofType(/^(Number|Currency|Integer|Counter)$/).add('ID'),
		booleans: ofType(/^Boolean$/),
		dates: ofType(/^DateTime$/),
		lists: ofType(/^MultiChoice$|Multi$/),
	};
}

function siteIn(context: ILoadOptionsFunctions): string | undefined {
	return siteAddress(context.getCurrentNodeParameter('listSiteUrl'));
}

/** The lists of the site for the picker, filtered by what the user types. */
export async function searchLists(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const { send } = await editorFor(this);
	const lists = (await send(call('GET /api/Lists', { site: siteIn(this) }))) ?? [];
	const entries = lists.flatMap(({ ID, Title }) =>
		ID === undefined ? [] : [{ name: Title ?? ID, value: ID }],
	);
	return narrowed(entries.sort(byName), filter);
}

/** The fields of the chosen list; none while no list is chosen. */
export async function listFieldNames(
	context: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const listId = chosenGuid(context, 'list');
	if (listId === undefined) return [];
	const { send } = await editorFor(context);
	const { ListDefinition } = await readDefinition(listId, siteIn(context), send);
	return (ListDefinition?.Fields ?? []).flatMap(({ InternalName, Title }) =>
		InternalName === undefined
			? []
			: [{ name: `${Title ?? InternalName} (${InternalName})`, value: InternalName }],
	);
}
