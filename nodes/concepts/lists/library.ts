import { UserError } from 'n8n-workflow';

import { textIn } from '../../api/json';
import type { Schemas, Send } from '../../api/call';
import { isInList, sharePointPlace } from '../../api/sharePointAddress';
import { normalizedAddress } from '../../api/urls';
import { byName, search, type Editor } from '../../parameters/editor';
import { locator, type IdKind } from '../../parameters/locator';
import { options } from '../../parameters/options';
import { shownWhen, type ValuesOf } from '../../parameters/parameter';
import { siteUrlOf } from '../../parameters/url';
import { businessModule } from '../businessModule';
import { entity } from '../entity';
import type { FieldMap } from '../fields/fieldDescription';
import { listFieldTypes, type ListAddress } from '../fields/ofList';
import {
	listFieldValues,
	type FieldValueInput,
	type UncheckedFields,
} from '../fields/listNotation';
import { chosenEntitySite, entitySite, readLists } from '../site';

const nameOfLibrary: IdKind<string> = {
	mode: { displayName: 'By Name', name: 'name' },
	expected: 'the name of a library',
	example: 'Documents',
	regex: '.*\\S.*',
	read: (value) => {
		const name = typeof value === 'string' ? value.trim() : '';
		return /^\.{0,2}$/.test(name) ? undefined : name;
	},
};

/**
 * A library on the site of an entity, or on a site by its URL. It is picked by name, not by ID, so that one
 * choice serves the sites of many entities.
 */
export const library = {
	libraryOf: options<'entity' | 'site'>({
		description: 'The place of the library',
		labels: {
			entity: { description: 'On the site of an entity' },
			site: { description: 'On a SharePoint site by its URL' },
		},
		default: 'entity',
	}),
	businessModule: shownWhen({ libraryOf: ['entity'] }, businessModule),
	entity: shownWhen({ libraryOf: ['entity'] }, entity),
	librarySiteUrl: shownWhen(
		{ libraryOf: ['site'] },
		siteUrlOf('libraryName', {
			description:
				'The URL of the SharePoint site with the library, with or without the host. Defaults to the site in the URL of the library, or the WorkPoint site.',
			placeholder: 'e.g. https://contoso.sharepoint.com/sites/project-42',
		}),
	),
	libraryName: locator({
		displayName: 'Library',
		description: 'The document library, by its title',
		searchListMethod: 'searchLibraries',
		id: nameOfLibrary,
		isInCollection: true,
		modes: [
			{
				displayName: 'By URL',
				name: 'url',
				type: 'string',
				placeholder: 'e.g. https://contoso.sharepoint.com/sites/project-42/Shared Documents',
				hint: 'The URL of the library, one of its views or anything in it',
			},
		],
	}),
};

export type LibraryValues = ValuesOf<typeof library>;

/** A library that exists. */
export interface Library extends ListAddress {
	site: string;
	title: string;
	/** The name in calls, as the user wrote it. */
	name: string;
	/** The server-relative URL; empty when WorkPoint does not return it. */
	path: string;
}

/** BaseType of a library, as number or name; SharePoint's own number is 1 (contract: ListBaseType). */
export function isLibrary({ BaseType }: Schemas['List']): boolean {
	return BaseType === 2 || BaseType === 'DocumentLibrary';
}

/** The libraries among lists; all lists where the service does not mark libraries. */
function librariesIn(lists: Array<Schemas['List']>): Array<Schemas['List']> {
	return lists.some(isLibrary) ? lists.filter(isLibrary) : lists;
}

/** The list with a title, a name in the URL, or a URL. */
function matching(lists: Array<Schemas['List']>, name: string): Schemas['List'] | undefined {
	const place = sharePointPlace(name);
	if (typeof place === 'object')
		return lists.find(({ ServerRelativeUrl }) => isInList(place, textIn(ServerRelativeUrl)));
	const wanted = name.toLowerCase();
	return (
		lists.find(({ Title }) => textIn(Title).toLowerCase() === wanted) ??
		lists.find(({ ServerRelativeUrl }) =>
			normalizedAddress(textIn(ServerRelativeUrl)).endsWith(`/${wanted}`),
		)
	);
}

function libraryOf(list: Schemas['List'], site: string, name = textIn(list.Title)): Library {
	const { ID, Title, ServerRelativeUrl } = list;
	return { listId: String(ID), site, title: textIn(Title), name, path: textIn(ServerRelativeUrl) };
}

/** The libraries with the documents of a site, without those of the site's own parts. */
export async function librariesOn(site: string, send: Send): Promise<Library[]> {
	return librariesIn(await readLists(site, send))
		.filter((list) => list.IsApplicationList !== true && list.IsSiteAssetsLibrary !== true)
		.map((list) => libraryOf(list, site));
}

async function libraryOn(site: string, name: string, send: Send): Promise<Library> {
	const libraries = librariesIn(await readLists(site, send));
	const found = matching(libraries, name);
	if (found === undefined) {
		const names = libraries.map(({ Title }) => `"${textIn(Title)}"`);
		throw new UserError(`The site ${site} has no library "${name}"`, {
			description: `Its libraries are: ${names.join(', ') || 'none'}.`,
		});
	}
	return sharePointPlace(name) === undefined
		? libraryOf(found, site, name)
		: libraryOf(found, site);
}

/**
 * The library of an operation, by its values. Its calls are made once in a run.
 *
 * @throws {UserError} when the entity has no site, or the site has no such library
 */
export async function findLibrary(
	{ businessModule, entity, librarySiteUrl, libraryName }: LibraryValues,
	send: Send,
	workPointSite: string,
): Promise<Library> {
	const site =
		businessModule !== undefined && entity !== undefined
			? await entitySite({ businessModule, entity }, send, workPointSite)
			: (librarySiteUrl ?? workPointSite);
	return await libraryOn(site, libraryName, send);
}

/** The result of a look-up in a list, for the library of an operation. */
function ofLibrary<V, T>(
	lookUp: (values: V & { list: string; listSiteUrl: string }, send: Send) => Promise<T>,
) {
	return async (values: V & LibraryValues, send: Send, workPointSite: string): Promise<T> => {
		const { listId, site } = await findLibrary(values, send, workPointSite);
		return await lookUp({ ...values, list: listId, listSiteUrl: site }, send);
	};
}

/** The columns of the library, for simplified output only. */
export const libraryFields = ofLibrary<{ simplify: boolean }, FieldMap | undefined>(listFieldTypes);

/** Values of the library's columns in the notation of list calls. */
export const libraryFieldValues = ofLibrary<{ fields: UncheckedFields }, FieldValueInput[]>(
	listFieldValues,
);

/**
 * The name and the site of a library for calls that change items. They look for the list below `Lists/` (A for 2020), where
 * most libraries are not.
 *
 * @throws {UserError} when they cannot reach the library
 */
export async function nameBelowLists(
	values: LibraryValues,
	send: Send,
	workPointSite: string,
): Promise<{ name: string; site: string }> {
	const { path, site } = await findLibrary(values, send, workPointSite);
	const name = /\/Lists\/([^/]+)\/?$/i.exec(path)?.[1];
	if (name === undefined)
		throw new UserError(
			`WorkPoint cannot change documents of the library "${values.libraryName}"`,
			{
				description: `WorkPoint's calls reach only libraries below Lists/, and this one is at ${path}. Use Microsoft Graph, as the example "Documents with Microsoft Graph" shows.`,
			},
		);
	return { name, site };
}

/**
 * The ordering key of a document, as far as it is known before its library is looked up.
 *
 * @param document identifies it on the site
 */
export function libraryOrderKey(values: LibraryValues, document: string): string {
	const { businessModule = '', entity = '', librarySiteUrl = '' } = values;
	return normalizedAddress(`document ${businessModule} ${entity} ${librarySiteUrl} ${document}`);
}

/** The site chosen in the editor. */
async function chosenSite(editor: Editor): Promise<string | undefined> {
	if (editor.value('libraryOf') !== 'site') return await chosenEntitySite(editor);
	const given = await editor.siteIn('librarySiteUrl', library.librarySiteUrl);
	return given ?? (await editor.siteOf(editor.chosen('libraryName'))) ?? (await editor.siteUrl());
}

/** The library chosen in the editor; undefined before one is chosen. */
export async function chosenLibrary(editor: Editor): Promise<Library | undefined> {
	const name = nameOfLibrary.read(editor.chosen('libraryName'));
	const site = name === undefined ? undefined : await chosenSite(editor);
	return name === undefined || site === undefined
		? undefined
		: await libraryOn(site, name, editor.send);
}

/** The libraries of the chosen site; all its lists where the service does not mark libraries. */
export const searchLibraries = search(async (editor) => {
	const site = await chosenSite(editor);
	const lists = site === undefined ? [] : await readLists(site, editor.send);
	return librariesIn(lists)
		.flatMap(({ Title }) => (Title ? [{ name: Title, value: Title }] : []))
		.sort(byName);
});
