import { UserError } from 'n8n-workflow';

import { textIn } from '../../api/json';
import type { Schemas, Send } from '../../api/call';
import { normalizedAddress, decoded, webUrl, withoutEndSlashes } from '../../api/urls';
import { addressOf, pathOf } from '../../api/sharePointAddress';
import { byName, search, type Editor } from '../../parameters/editor';
import { fileNameProblem } from '../../parameters/fileName';
import { locator, type IdKind } from '../../parameters/locator';
import { wholeNumber } from '../../parameters/number';
import { options } from '../../parameters/options';
import {
	optional,
	refined,
	shownWhen,
	type Reader,
	type ValuesOf,
} from '../../parameters/parameter';
import { text } from '../../parameters/text';
import { anySiteUrl, readPlace } from '../../parameters/url';
import { businessModule } from '../businessModule';
import { entity } from '../entity';
import type { FieldMap } from '../fields/description';
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
 * A library: on the site of an entity, or on a site by its address. It is picked by its name and not by its ID, so that one
 * choice serves the sites of many entities.
 *
 * @param place where it is, unless the user says otherwise
 */
export const libraryIn = (place: 'entity' | 'site') => ({
	libraryOf: options<'entity' | 'site'>({
		description: 'Where the library is',
		labels: {
			entity: { description: 'On the site of an entity' },
			site: { description: 'On a SharePoint site by its address' },
		},
		default: place,
	}),
	businessModule: shownWhen({ libraryOf: ['entity'] }, businessModule),
	entity: shownWhen({ libraryOf: ['entity'] }, entity),
	librarySiteUrl: shownWhen(
		{ libraryOf: ['site'] },
		anySiteUrl({
			description:
				'The absolute address of the SharePoint site that holds the library, or its address without the host',
			placeholder: 'e.g. https://contoso.sharepoint.com/sites/project-42',
		}),
	),
	libraryName: locator({
		displayName: 'Library',
		description: 'The document library, by its title',
		searchListMethod: 'searchLibraries',
		id: nameOfLibrary,
		isInCollection: true,
	}),
});

const folderAdvice =
	'Enter the path of the folder in the library, such as Offers/2026, or the address that a browser shows when the folder is open.';

/** The address of a folder: absolute, or server-relative as the user wrote it. */
function folderAddress(value: string, reader: Reader): string {
	const place = readPlace(value, reader, folderAdvice);
	if (place === undefined) return reader.refuse('is not an address', folderAdvice);
	if (place.kind === 'site' || place.kind === 'file')
		return reader.refuse(`is the address of a ${place.kind}, not of a folder`, folderAdvice);
	refuseBadNames(place.names, reader);
	if (webUrl(value)) return addressOf(place);
	return place.kind === 'path' ? withoutEndSlashes(value) : pathOf(place);
}

function refuseBadNames(names: string[], reader: Reader): void {
	for (const name of names) {
		const problem = fileNameProblem(name);
		if (problem !== undefined)
			reader.refuse(
				`has the folder "${name}", which ${problem}`,
				'Enter the path of a folder, with slashes between the names.',
			);
	}
}

export const folder = optional(
	refined(
		text({
			displayName: 'Folder',
			description:
				'A folder of the library: its name or path in the library, or its address with or without the host',
			placeholder: 'e.g. Offers/2026',
		}),
		(value, reader) => {
			const path = value.trim();
			if (path.startsWith('/') || webUrl(path)) return folderAddress(path, reader);
			const names = path.split('/').filter((name) => name !== '');
			refuseBadNames(names, reader);
			return names.join('/');
		},
	),
);

export const documentId = wholeNumber({
	description: 'The ID of the document in its library, as "Get Many" gives it',
	default: 1,
	min: 1,
	required: true,
});

type LibraryValues = ValuesOf<ReturnType<typeof libraryIn>>;

/** A library that exists. */
export interface Library extends ListAddress {
	site: string;
	/** The server-relative address; empty when WorkPoint does not tell it. */
	path: string;
}

/** BaseType of a library, as number or name; SharePoint's own number for one is 1 (contract: ListBaseType). */
export function isLibrary({ BaseType }: Schemas['List']): boolean {
	return BaseType === 2 || BaseType === 'DocumentLibrary';
}

/** The libraries among lists; all of them where the service does not tell which are libraries. */
function librariesIn(lists: Array<Schemas['List']>): Array<Schemas['List']> {
	return lists.some(isLibrary) ? lists.filter(isLibrary) : lists;
}

function matching(lists: Array<Schemas['List']>, name: string): Schemas['List'] | undefined {
	const wanted = name.toLowerCase();
	return (
		lists.find(({ Title }) => textIn(Title).toLowerCase() === wanted) ??
		lists.find(({ ServerRelativeUrl }) =>
			normalizedAddress(textIn(ServerRelativeUrl)).endsWith(`/${wanted}`),
		)
	);
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
	return { listId: String(found.ID), site, path: String(found.ServerRelativeUrl ?? '') };
}

/**
 * The library that an operation's values name. What it reads is read once in a run.
 *
 * @throws {UserError} when the entity has no site, or the site no such library
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

/** What a look-up tells of a list, told of the library that an operation's values name. */
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

/** Values of columns of the library in the notation of list calls. */
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
				description: `Its calls reach only what is below Lists/, and the library is at ${path}. Use Microsoft Graph, as the example "Documents with Microsoft Graph" shows.`,
			},
		);
	return { name, site };
}

/**
 * The server-relative address of a folder of a library.
 *
 * @param folder its path in the library, or its address with or without the host
 * @throws {UserError} when it is not in the library
 */
export function folderPath({ path, site }: Library, folder: string): string {
	const url = webUrl(folder);
	if (url === undefined && !folder.startsWith('/') && path !== '') return `${path}/${folder}`;
	const given = withoutEndSlashes(url === undefined ? folder : decoded(url.pathname));
	const library = normalizedAddress(path);
	const isInside = (one: string) => `${one.toLowerCase()}/`.startsWith(`${library}/`);
	// As it is copied from a browser it is percent-encoded.
	const found = [given, decoded(given)].find(isInside);
	const isElsewhere = url !== undefined && url.origin !== new URL(site).origin;
	if (found === undefined || isElsewhere || path === '')
		throw new UserError(`The folder "${folder}" is not in the library`, {
			description: `The library is at ${path || 'an address that WorkPoint does not tell'} on ${site}.`,
		});
	return found;
}

/**
 * What a call for a document changes, as far as it is known before its library is looked up.
 *
 * @param document what tells it from others on the site
 */
export function libraryOrderKey(values: LibraryValues, document: string): string {
	const { businessModule = '', entity = '', librarySiteUrl = '' } = values;
	return normalizedAddress(`document ${businessModule} ${entity} ${librarySiteUrl} ${document}`);
}

/** The site that is chosen in the editor. */
async function chosenSite(editor: Editor): Promise<string | undefined> {
	return editor.value('libraryOf') === 'site'
		? await editor.siteOf(editor.value('librarySiteUrl'))
		: await chosenEntitySite(editor);
}

/** The library that is chosen in the editor; undefined while none is. */
export async function chosenLibrary(editor: Editor): Promise<ListAddress | undefined> {
	const name = nameOfLibrary.read(editor.chosen('libraryName'));
	const site = name === undefined ? undefined : await chosenSite(editor);
	return name === undefined || site === undefined
		? undefined
		: await libraryOn(site, name, editor.send);
}

/** The libraries of the chosen site; all its lists where it does not tell which are libraries. */
export const searchLibraries = search(async (editor) => {
	const site = await chosenSite(editor);
	const lists = site === undefined ? [] : await readLists(site, editor.send);
	return librariesIn(lists)
		.flatMap(({ Title }) => (Title ? [{ name: Title, value: Title }] : []))
		.sort(byName);
});
