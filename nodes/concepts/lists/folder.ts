import { UserError } from 'n8n-workflow';

import { addressOf, pathOf } from '../../api/sharePointAddress';
import { decoded, normalizedAddress, webUrl, withoutEndSlashes } from '../../api/urls';
import { byName, search } from '../../parameters/editor';
import { fileNameProblem } from '../../parameters/fileName';
import { locator } from '../../parameters/locator';
import { optional, refined, type Reader } from '../../parameters/parameter';
import { plainText } from '../../parameters/text';
import { readPlace } from '../../parameters/url';
import { camlOf } from '../query/caml';
import { isFolder } from '../query/item';
import { pagesOf } from '../query/page';
import { itemText } from './documentOutput';
import { chosenLibrary, type Library } from './library';

const folderAdvice =
	'Pick the folder from the list, or enter its path in the library, such as Offers/2026, or the URL in the browser when the folder is open.';

/** The URL of a folder: absolute, or server-relative as the user wrote it. */
function folderAddress(value: string, reader: Reader): string {
	const place = readPlace(value, reader, folderAdvice);
	if (place === undefined) return reader.refuse('is not a URL', folderAdvice);
	if (place.kind === 'site' || place.kind === 'file')
		return reader.refuse(`is the URL of a ${place.kind}, not of a folder`, folderAdvice);
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

/** A folder of the library: picked, or by its path or URL. */
export const folder = optional(
	refined(
		locator({
			displayName: 'Folder',
			description:
				'The folder of the library, by its name or path in the library, such as Offers/2026, or by its URL',
			searchListMethod: 'searchFolders',
			id: {
				mode: { displayName: 'By Path', name: 'path' },
				expected: 'the path of a folder',
				example: 'Offers/2026',
				hint: 'Its name or path in the library, or its URL with or without the host',
				regex: '.*\\S.*',
				read: plainText,
			},
			isInCollection: true,
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

/**
 * The server-relative URL of a folder of a library.
 *
 * @param folder its path in the library, or its URL with or without the host
 * @throws {UserError} when it is not in the library
 */
export function folderPath({ path, site }: Library, folder: string): string {
	const url = webUrl(folder);
	if (url === undefined && !folder.startsWith('/') && path !== '') return `${path}/${folder}`;
	const given = withoutEndSlashes(url === undefined ? folder : decoded(url.pathname));
	const library = normalizedAddress(path);
	const isInside = (one: string) => `${one.toLowerCase()}/`.startsWith(`${library}/`);
	// A URL copied from a browser is percent-encoded.
	const found = [given, decoded(given)].find(isInside);
	const isElsewhere = url !== undefined && url.origin !== new URL(site).origin;
	if (found === undefined || isElsewhere || path === '')
		throw new UserError(`The folder "${folder}" is not in the library`, {
			description: `The library is at ${path || 'a URL that WorkPoint does not return'} on ${site}.`,
		});
	return found;
}

/** The path of an item within a library; undefined if it is not in the library. */
export function pathInLibrary(path: string | undefined, library: Library): string | undefined {
	const isInside = path?.toLowerCase().startsWith(`${library.path.toLowerCase()}/`) === true;
	return isInside && library.path !== '' ? path?.slice(library.path.length + 1) : undefined;
}

/** The folders of the chosen library by their paths in it, so that one choice serves the sites of many entities. */
export const searchFolders = search(async (editor) => {
	const library = await chosenLibrary(editor);
	if (library === undefined) return [];
	const { listId, site } = library;
	const isOne = { field: 'FSObjType', operator: 'Eq', value: { type: 'Integer', text: '1' } };
	const query = {
		CamlQuery: camlOf([isOne]),
		ViewFields: ['FileRef', 'FSObjType'],
		PageSize: 1_000,
	};
	const paths: string[] = [];
	for await (const page of pagesOf({ listId, site }, () => query, editor.send))
		for (const item of page.filter(isFolder)) {
			const path = pathInLibrary(itemText(item, 'FileRef'), library);
			if (path !== undefined) paths.push(path);
		}
	return paths.map((path) => ({ name: path, value: path })).sort(byName);
});
