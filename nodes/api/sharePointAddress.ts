import { decoded, webUrl } from './urls';

/** Something in SharePoint, named by an address of any form that browsers, Office, Graph and WorkPoint give. */
export interface Place {
	origin: string;
	/**
	 * The decoded names of the server-relative path: of the thing itself, where the address is that of a page which shows it.
	 */
	names: string[];
	/** How many of the names belong to the site. */
	siteDepth: number;
	/** False where further names may belong to a site below: only the lists of the sites tell. */
	isSiteKnown: boolean;
	/** `path` is a plain path, of which nothing tells whether it is a list, a folder or a file. */
	kind: 'site' | 'list' | 'folder' | 'file' | 'path';
	/** The ID in the address of a form of a list (`DispForm.aspx?ID=42`), as text. */
	itemId?: string;
}

/** A link to a shared thing that does not tell where the thing is (`/:f:/s/…`, `/:x:/g/…`). */
export const opaqueLink = 'opaqueLink';

/** Below these, the second name is that of a site collection. */
const managedPaths = new Set(['sites', 'teams', 'personal']);

/** Where the pages of a site are that are no files of it. */
const systemFolders = new Set(['_layouts', '_api', '_vti_bin', '_catalogs']);

/** What stands directly below a site and is no site: its lists, its libraries of pages, its first library. */
const siteFolders = new Set([
	...systemFolders,
	'lists',
	'sitepages',
	'pages',
	'siteassets',
	'shared documents',
	'delte dokumenter',
]);

/** Parameters of a page in which the path of what it shows stands. */
const folderParameters = ['id', 'rootfolder'];
const fileParameters = ['sourcedoc', 'sourceurl'];

const isPage = (name = '') => /\.aspx$/i.test(name);

/** Whether a name is a file's by its extension. */
const isFile = (name = '') => /\.[a-z][a-z\d]{1,4}$/i.test(name) && !isPage(name);

const namesIn = (path: string) => path.split('/').filter((name) => name !== '');

/** Whether a name at a place is the folder `Forms` in which a library keeps its views and forms. */
function isForms(names: string[], at: number): boolean {
	const isLast = at === names.length - 1;
	return names[at]?.toLowerCase() === 'forms' && (isLast || isPage(names[at + 1]));
}

/**
 * How far the site reaches in a path: to the first name that can be no site's (`Lists`, `SitePages`, `_layouts`, …, the
 * library before `Forms`), else to the site collection where nothing or only a file in a library follows.
 */
function siteEnd(names: string[]): Pick<Place, 'siteDepth' | 'isSiteKnown'> {
	const isManaged = managedPaths.has(names[0]?.toLowerCase() ?? '');
	const least = isManaged ? Math.min(2, names.length) : 0;
	const end = names.findIndex(
		(name, i) => i >= least && (siteFolders.has(name.toLowerCase()) || isForms(names, i + 1)),
	);
	if (end >= 0) return { siteDepth: end, isSiteKnown: true };
	const rest = names.length - least;
	return { siteDepth: least, isSiteKnown: rest === 0 || (rest === 2 && isFile(names.at(-1))) };
}

/**
 * Where the path of an address ends. A `#` begins a fragment behind a site, a page, a file or a slash; elsewhere it is part
 * of a name, as people write it (`…/Shared Documents/C# notes`).
 */
function endOfPath(text: string): number {
	const path = /^[^?]*/.exec(text)?.[0] ?? '';
	const before = /^[^#]*/.exec(path)?.[0] ?? '';
	const names = namesIn(before.replace(/^https?:\/\/[^/]*/i, ''));
	const isName =
		names.length > 2 && !before.endsWith('/') && !isFile(names.at(-1)) && !isPage(names.at(-1));
	const isFragment = /^#(?:$|InplviewHash)/.test(path.slice(before.length));
	return isName && !isFragment ? path.length : before.length;
}

/** An address as it is written, without its query and its fragment. */
export function withoutQuery(address: string): string {
	return address.slice(0, endOfPath(address));
}

/** What a page shows by its query, or by the fragment of a classic view. */
function shownBy(url: URL): { names: string[]; kind: 'folder' | 'file' } | undefined {
	const values = new Map([...url.searchParams].map(([name, value]) => [name.toLowerCase(), value]));
	const [, inFragment] = /RootFolder=(\/[^&]*)/i.exec(decoded(decoded(url.hash))) ?? [];
	if (inFragment !== undefined) return { names: namesIn(inFragment), kind: 'folder' };
	const name = [...folderParameters, ...fileParameters].find((one) =>
		values.get(one)?.startsWith('/'),
	);
	if (name === undefined) return undefined;
	// A view that previews a file tells its folder beside it.
	const isFileShown = fileParameters.includes(name) || values.has('parent');
	return { names: namesIn(values.get(name) ?? ''), kind: isFileShown ? 'file' : 'folder' };
}

/** The thing at a path, without the page that shows it. */
function thingAt(path: string[]): Pick<Place, 'names' | 'kind'> {
	const { siteDepth, isSiteKnown } = siteEnd(path);
	const inSite = path.slice(siteDepth);
	if (isSiteKnown && systemFolders.has(inSite[0]?.toLowerCase() ?? ''))
		return { names: path.slice(0, siteDepth), kind: 'site' };
	const forms = path.findIndex((_, i) => i > siteDepth && isForms(path, i));
	if (isSiteKnown && forms > 0) return { names: path.slice(0, forms), kind: 'list' };
	if (isSiteKnown && inSite[0]?.toLowerCase() === 'lists') {
		const isList = inSite.length === 2 || (inSite.length === 3 && isPage(inSite[2]));
		return isList
			? { names: path.slice(0, siteDepth + 2), kind: 'list' }
			: { names: path, kind: 'path' };
	}
	// A page in a library of pages is a file of its own; any other is that of a site.
	if (isPage(path.at(-1)) && !(isSiteKnown && inSite.length > 1)) {
		let end = path.length;
		while (isPage(path[end - 1])) end--;
		return thingAt(path.slice(0, end));
	}
	if (!isSiteKnown || inSite.length > 1) return { names: path, kind: 'path' };
	return { names: path, kind: inSite.length === 0 ? 'site' : 'list' };
}

/** The path that a link with a readable one leads to, and of which kind it is; the path itself where it is no link. */
function linked(path: string[]): { path: string[]; kind?: 'folder' | 'file' } | undefined {
	const mark = /^:([a-z]):$/i;
	const [, type] = mark.exec(path[0] ?? '') ?? [];
	if (type === undefined) return { path };
	const rest = path.slice(2);
	if (path[1]?.toLowerCase() !== 'r' || rest.length === 0 || mark.test(rest[0] ?? ''))
		return undefined;
	return { path: rest, kind: type.toLowerCase() === 'f' ? 'folder' : 'file' };
}

/**
 * What an address of SharePoint names.
 *
 * @param value absolute; or server-relative (`/sites/x`) when `base` is given
 * @param base any address on the host of a server-relative one
 * @returns undefined when it is no address
 */
export function sharePointPlace(
	value: unknown,
	base?: string,
): Place | typeof opaqueLink | undefined {
	const text = typeof value === 'string' ? value.trim() : '';
	const isRelative = /^\/(?!\/)/.test(text) && base !== undefined;
	// The start page of classic sites has the address of the page that it shows behind the #.
	const plain = text.replace(/\/_layouts\/15\/start\.aspx#\//i, '/');
	const end = endOfPath(plain);
	const whole = plain.slice(0, end).replace(/#/g, '%23') + plain.slice(end);
	const url = webUrl((isRelative ? new URL(base).origin : '') + whole);
	if (url === undefined) return undefined;
	const link = linked(namesIn(decoded(url.pathname)));
	if (link === undefined) return opaqueLink;
	const { path } = link;
	const shown = isFile(path.at(-1)) ? undefined : shownBy(url);
	const thing = shown ?? thingAt(path);
	const written = decoded(plain.slice(0, end)).split('/');
	if ([...written, ...thing.names].some((name) => /^\.{1,2}$/.test(name))) return undefined;
	const isLinked = link.kind !== undefined && thing.kind === 'path';
	const isOfLibrary = path.some((_, i) => isForms(path, i));
	const [, itemId] =
		[...url.searchParams].find(([name, id]) => name.toUpperCase() === 'ID' && /^\d+$/.test(id)) ??
		[];
	return {
		origin: url.origin,
		...thing,
		...(isLinked ? { kind: link.kind ?? thing.kind } : {}),
		...siteOf(thing.names, path),
		...(itemId === undefined || isOfLibrary ? {} : { itemId }),
	};
}

/** The site of a thing; that of the page which shows it, where the path of the thing alone does not tell. */
function siteOf(names: string[], page: string[]): Pick<Place, 'siteDepth' | 'isSiteKnown'> {
	const site = siteEnd(names);
	if (site.isSiteKnown) return site;
	const ofPage = siteEnd(page);
	const isAbove = ofPage.isSiteKnown && isInside(names, page.slice(0, ofPage.siteDepth));
	return isAbove ? ofPage : site;
}

/** Whether a path is another, or below it; SharePoint knows no case. */
export function isInside(names: string[], parent: string[]): boolean {
	return parent.every((name, i) => name.toLowerCase() === names[i]?.toLowerCase());
}

/** The absolute address, percent-encoded, of a place, or of the first names of its path. */
export function addressOf({ origin, names }: Place, depth = names.length): string {
	return [origin, ...names.slice(0, depth).map(encodeURIComponent)].join('/');
}

/** The server-relative path of a place, not encoded. */
export function pathOf({ names }: Pick<Place, 'names'>): string {
	return `/${names.join('/')}`;
}

function isOfFile({ kind, names }: Place): boolean {
	return kind === 'file' || isFile(names.at(-1));
}

/** The addresses of the sites that a place may be on, the highest first. */
export function possibleSites(place: Place): string[] {
	const { names, siteDepth, isSiteKnown } = place;
	const last = isSiteKnown ? siteDepth : names.length - (isOfFile(place) ? 1 : 0);
	return Array.from({ length: last - siteDepth + 1 }, (_, i) => addressOf(place, siteDepth + i));
}

/**
 * The address of a SharePoint site as it goes into a header: absolute, percent-encoded, without a slash at its end.
 * The address of something in a site is cut to the site, as far as the path alone tells where that ends.
 *
 * @param base any address on the host of a server-relative one
 * @returns undefined when it is none
 */
export function siteAddress(value: unknown, base?: string): string | undefined {
	const place = sharePointPlace(value, base);
	if (place === undefined || place === opaqueLink) return undefined;
	if (place.isSiteKnown) return addressOf(place, place.siteDepth);
	return isOfFile(place) ? undefined : addressOf(place);
}

/** Whether a place is a list, or in it. */
export function isInList(place: Place, listPath: string): boolean {
	const list = namesIn(decoded(listPath));
	return list.length > 0 && isInside(place.names, list);
}
