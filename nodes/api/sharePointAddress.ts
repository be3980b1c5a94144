import { decoded, webUrl } from './urls';

/** A SharePoint location, parsed from any form of address that browsers, Office, Graph and WorkPoint produce. */
export interface Place {
	origin: string;
	/** The decoded names of the server-relative path: of the thing itself if the address is that of a page showing it. */
	names: string[];
	/** The number of names that belong to the site. */
	siteDepth: number;
	/** False if further names may belong to a subsite; only the lists of the sites can decide. */
	isSiteKnown: boolean;
	/** `path` may be a list, a folder or a file. */
	kind: 'site' | 'list' | 'folder' | 'file' | 'path';
	/** The ID in the URL of a list form (`DispForm.aspx?ID=42`), as text. */
	itemId?: string;
}

/** A sharing link without a path (`/:f:/s/…`, `/:x:/g/…`). */
export const opaqueLink = 'opaqueLink';

/** Managed paths: the next name is that of a site collection. */
const managedPaths = new Set(['sites', 'teams', 'personal']);

/** Folders of a site's system pages, which are not files. */
const systemFolders = new Set(['_layouts', '_api', '_vti_bin', '_catalogs']);

/** Names directly below a site that are not subsites: its lists, its page libraries, its default library. */
const siteFolders = new Set([
	...systemFolders,
	'lists',
	'sitepages',
	'pages',
	'siteassets',
	'shared documents',
	'delte dokumenter',
]);

/** Query parameters of a page that contain the path of what it shows. */
const folderParameters = ['id', 'rootfolder'];
const fileParameters = ['sourcedoc', 'sourceurl'];

const isPage = (name = '') => /\.aspx$/i.test(name);

/** True if a name has a file extension. */
const isFile = (name = '') => /\.[a-z][a-z\d]{1,4}$/i.test(name) && !isPage(name);

const namesIn = (path: string) => path.split('/').filter((name) => name !== '');

/** True if the name at an index is `Forms`, the folder of a library's views and forms. */
function isForms(names: string[], at: number): boolean {
	const isLast = at === names.length - 1;
	return names[at]?.toLowerCase() === 'forms' && (isLast || isPage(names[at + 1]));
}

/**
 * The extent of the site in a path: up to the first name that cannot be a site's (`Lists`, `SitePages`, `_layouts`, …,
 * the library before `Forms`), else the site collection if nothing, or only a file in a library, follows.
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
 * The end of the path in an address. A `#` starts a fragment after a site, a page, a file or a slash; elsewhere it is
 * part of a name, as people type it (`…/Shared Documents/C# notes`).
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

/** The address without its query and fragment, otherwise unchanged. */
export function withoutQuery(address: string): string {
	return address.slice(0, endOfPath(address));
}

/** The thing that a page shows, from its query or from the fragment of a classic view. */
function shownBy(url: URL): { names: string[]; kind: 'folder' | 'file' } | undefined {
	const values = new Map([...url.searchParams].map(([name, value]) => [name.toLowerCase(), value]));
	const [, inFragment] = /RootFolder=(\/[^&]*)/i.exec(decoded(decoded(url.hash))) ?? [];
	if (inFragment !== undefined) return { names: namesIn(inFragment), kind: 'folder' };
	const name = [...folderParameters, ...fileParameters].find((one) =>
		values.get(one)?.startsWith('/'),
	);
	if (name === undefined) return undefined;
	// A view that previews a file also has a parameter for its folder.
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
	// A page in a page library is a file itself; any other page belongs to a site.
	if (isPage(path.at(-1)) && !(isSiteKnown && inSite.length > 1)) {
		let end = path.length;
		while (isPage(path[end - 1])) end--;
		return thingAt(path.slice(0, end));
	}
	if (!isSiteKnown || inSite.length > 1) return { names: path, kind: 'path' };
	return { names: path, kind: inSite.length === 0 ? 'site' : 'list' };
}

/**
 * The target path and kind of a sharing link; the path itself if it is not a link; undefined if the link hides its
 * target.
 */
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
 * Parses a SharePoint address.
 *
 * @param value absolute, or server-relative (`/sites/x`) if `base` is given
 * @param base any address on the host of a server-relative one
 * @returns undefined if it is not an address
 */
export function sharePointPlace(
	value: unknown,
	base?: string,
): Place | typeof opaqueLink | undefined {
	const text = typeof value === 'string' ? value.trim() : '';
	const isRelative = /^\/(?!\/)/.test(text) && base !== undefined;
	// The start page of classic sites has the URL of the displayed page after the #.
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

/** The site of a thing; if its own path is ambiguous, the site of the page that shows it. */
function siteOf(names: string[], page: string[]): Pick<Place, 'siteDepth' | 'isSiteKnown'> {
	const site = siteEnd(names);
	if (site.isSiteKnown) return site;
	const ofPage = siteEnd(page);
	const isAbove = ofPage.isSiteKnown && isInside(names, page.slice(0, ofPage.siteDepth));
	return isAbove ? ofPage : site;
}

/** True if a path equals another or is below it, ignoring case like SharePoint. */
export function isInside(names: string[], parent: string[]): boolean {
	return parent.every((name, i) => name.toLowerCase() === names[i]?.toLowerCase());
}

/** The absolute, percent-encoded URL of a place, or of the first names of its path. */
export function addressOf({ origin, names }: Place, depth = names.length): string {
	return [origin, ...names.slice(0, depth).map(encodeURIComponent)].join('/');
}

/** The server-relative path of a place, decoded. */
export function pathOf({ names }: Pick<Place, 'names'>): string {
	return `/${names.join('/')}`;
}

function isOfFile({ kind, names }: Place): boolean {
	return kind === 'file' || isFile(names.at(-1));
}

/** The URLs of the sites that may contain a place, the topmost first. */
export function possibleSites(place: Place): string[] {
	const { names, siteDepth, isSiteKnown } = place;
	const last = isSiteKnown ? siteDepth : names.length - (isOfFile(place) ? 1 : 0);
	return Array.from({ length: last - siteDepth + 1 }, (_, i) => addressOf(place, siteDepth + i));
}

/**
 * The URL of a SharePoint site as a header value: absolute, percent-encoded, without a trailing slash. An address
 * within a site is cut to the site, as far as the path alone shows where it ends.
 *
 * @param base any address on the host of a server-relative one
 * @returns undefined if it is not a site
 */
export function siteAddress(value: unknown, base?: string): string | undefined {
	const place = sharePointPlace(value, base);
	if (place === undefined || place === opaqueLink) return undefined;
	if (place.isSiteKnown) return addressOf(place, place.siteDepth);
	return isOfFile(place) ? undefined : addressOf(place);
}

/** True if a place is a list or in it. */
export function isInList(place: Place, listPath: string): boolean {
	const list = namesIn(decoded(listPath));
	return list.length > 0 && isInside(place.names, list);
}
