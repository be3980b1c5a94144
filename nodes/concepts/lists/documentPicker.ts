import {
	UserError,
	type ILoadOptionsFunctions,
	type INodeListSearchItems,
	type INodeListSearchResult,
} from 'n8n-workflow';

import type { Send } from '../../api/call';
import { objectsIn, textIn } from '../../api/json';
import { addressOf, isInList, pathOf, type Place } from '../../api/sharePointAddress';
import { webUrl } from '../../api/urls';
import { Editor } from '../../parameters/editor';
import { locator, positiveId } from '../../parameters/locator';
import { isMissing } from '../../parameters/parameter';
import { readPlace } from '../../parameters/url';
import { camlOf, wholeView } from '../query/caml';
import { isFolder, type ListItem } from '../query/item';
import { pagesOf, searchPage } from '../query/page';
import { chosenEntitySite } from '../site';
import { documentJson, itemText } from './documentOutput';
import { pathInLibrary } from './folder';
import {
	chosenLibrary,
	findLibrary,
	librariesOn,
	type Library,
	type LibraryValues,
} from './library';

/** Documents on one page of a picker. */
const documentsPerPage = 50;

const addressAdvice =
	'Pick the document from the list, or enter its ID, or its URL, such as FileUrl from Document → Get Many.';

/** A document in the library of an operation. */
export const documentId = locator<number | Place>({
	displayName: 'Document',
	description: 'The document',
	searchListMethod: 'searchLibraryDocuments',
	id: { ...positiveId, hint: 'The ID from "Get Many"' },
	dependsOn: ['businessModule', 'entity', 'libraryName'],
	isInCollection: true,
	modes: [
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder:
				'e.g. https://contoso.sharepoint.com/sites/project-42/Shared Documents/Offer.docx',
			hint: 'The URL of a document in the library, such as FileUrl of a previous WorkPoint node',
		},
	],
	readOther: (text, reader) => (webUrl(text) ? readPlace(text, reader, addressAdvice) : undefined),
});

/** The text that identifies a document in its library. */
export function documentKey({ documentId: document }: { documentId: number | Place }): string {
	return typeof document === 'number' ? String(document) : pathOf(document);
}

/**
 * The ID of the document of an operation, by its values.
 *
 * @throws {UserError} when its URL is not in the library
 */
export async function documentIdIn(
	values: LibraryValues & { documentId: number | Place },
	send: Send,
	workPointSite: string,
): Promise<number> {
	const { documentId: document } = values;
	if (typeof document === 'number') return document;
	const { listId, site, path, name: libraryName } = await findLibrary(values, send, workPointSite);
	const wanted = pathOf(document).toLowerCase();
	const text = document.names.at(-1) ?? '';
	const query = {
		CamlQuery: camlOf([{ field: 'FileLeafRef', operator: 'Eq', value: { type: 'Text', text } }]),
		ViewFields: ['FileRef'],
		PageSize: documentsPerPage,
	};
	if (isInList(document, path) && document.origin === new URL(site).origin)
		for await (const page of pagesOf({ listId, site }, () => query, send)) {
			const found = page.find((item) => itemText(item, 'FileRef')?.toLowerCase() === wanted);
			if (found?.ID) return found.ID;
		}
	throw new UserError(`The library "${libraryName}" has no document ${addressOf(document)}`, {
		description: `The library is at ${path || 'a URL that WorkPoint does not return'} on ${site}.`,
	});
}

/** The queries for documents by a part of their name; the second one is for libraries too long for the first. */
function nameQueries(text: string): Array<string | undefined> {
	const name = (operator: string) =>
		camlOf([{ field: 'FileLeafRef', operator, value: { type: 'Text', text } }]);
	return text === '' ? [wholeView('')] : [name('Contains'), name('BeginsWith')];
}

/** A document of a library. */
interface Found {
	item: ListItem;
	library: Library;
}

/** Goes through libraries page by page until a page of the picker is full. */
async function search(
	libraries: Library[],
	text: string,
	token: string | undefined,
	send: Send,
): Promise<{ found: Found[]; token: string | undefined }> {
	let [at, page] = JSON.parse(token ?? '[0]') as [number, string?];
	const found: Found[] = [];
	for (let library; (library = libraries[at]) && found.length < documentsPerPage;) {
		const query = { PageSize: documentsPerPage, PagingInfo: page };
		const { listId, site } = library;
		const answer = await searchPage({ listId, site }, nameQueries(text), query, send);
		const items = objectsIn(answer.Items);
		const documents = items.filter((item) => item.ID && !isFolder(item));
		for (const item of documents) found.push({ item, library });
		page = items.length > 0 ? answer.PagingInfo || undefined : undefined;
		if (page === undefined) at++;
	}
	return { found, token: libraries[at] && JSON.stringify([at, page]) };
}

/** A document by its name, followed by its place. */
function entryOf(
	{ item, library }: Found,
	value: 'FileUrl' | 'ID',
	isOfSeveral: boolean,
): INodeListSearchItems[] {
	const json = documentJson(item, library, new Map());
	const inLibrary = pathInLibrary(itemText(item, 'FileRef'), library) ?? '';
	const folders = [...(isOfSeveral ? [library.title] : []), ...inLibrary.split('/').slice(0, -1)];
	const name = textIn(json.FileName) || inLibrary || textIn(item.Title) || `${item.ID}`;
	const url = textIn(json.FileUrl);
	if (isMissing(json[value])) return [];
	return [
		{
			name: folders.length > 0 ? `${name} – ${folders.join('/')}` : name,
			value: String(json[value]),
			...(url === '' ? {} : { url }),
		},
	];
}

/** The site of the documents in a picker; undefined before one is chosen. */
async function chosenSite(editor: Editor): Promise<string | undefined> {
	if (editor.value('documentOf') !== 'site') return await chosenEntitySite(editor);
	const given = editor.value('documentSiteUrl');
	return isMissing(given) ? await editor.siteUrl() : await editor.siteOf(given);
}

/** The documents of all libraries of the chosen site, by their URLs. */
export async function searchDocuments(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const editor = new Editor(this);
	const site = await chosenSite(editor);
	if (site === undefined)
		throw new UserError(
			"Choose a business module and an entity with a site, or enter the URL of the document under 'By URL'.",
		);
	const libraries = await librariesOn(site, editor.send);
	const { found, token } = await search(libraries, filter.trim(), paginationToken, editor.send);
	const results = found.flatMap((one) => entryOf(one, 'FileUrl', libraries.length > 1));
	return { results, paginationToken: token };
}

/** The documents of the chosen library, by their IDs. */
export async function searchLibraryDocuments(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const editor = new Editor(this);
	const library = await chosenLibrary(editor);
	if (library === undefined) throw new UserError('Choose a library first.');
	const { found, token } = await search([library], filter.trim(), paginationToken, editor.send);
	return { results: found.flatMap((one) => entryOf(one, 'ID', false)), paginationToken: token };
}
