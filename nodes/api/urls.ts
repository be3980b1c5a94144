const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The parsed address when `value` is an absolute https URL (http on loopback) without sign-in data; else undefined. */
export function webUrl(value: unknown): URL | undefined {
	if (typeof value !== 'string') return undefined;
	let url: URL;
	try {
		url = new URL(value.trim());
	} catch {
		return undefined;
	}
	const isWeb = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
	return isWeb && url.username === '' && url.password === '' ? url : undefined;
}

/** Whether the address is one of this machine only. */
export function isLoopback(url: URL): boolean {
	return loopbackHosts.has(url.hostname);
}

/** Where the address of a page, list or form of SharePoint leaves its site. */
const insideSite = /\/(?:_layouts|_api|_vti_bin|Forms|Lists|SitePages|Pages|SiteAssets)(?:\/.*)?$/i;

/**
 * The address of a SharePoint site as it goes into a header: absolute, percent-encoded, without a slash at its end.
 * The address of a page of the site is cut to the site.
 *
 * @param value absolute, or server-relative (`/sites/x`) when `base` is given
 * @param base any address on the host of a server-relative one
 * @returns undefined when it is none
 */
export function siteAddress(value: unknown, base?: string): string | undefined {
	const text = typeof value === 'string' ? value.trim() : '';
	const isRelative = /^\/(?!\/)/.test(text) && base !== undefined;
	const url = webUrl(isRelative ? new URL(base).origin + text : text);
	if (url === undefined) return undefined;
	const path = url.pathname
		.replace(/\/[^/]*\.aspx$/i, '')
		.replace(insideSite, '')
		.replace(/\/+$/, '');
	return url.origin + path;
}

/** A text without percent-encoding; as it is where it holds a percent sign of its own. */
export function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/** One spelling for all of an address: SharePoint knows no case, and takes it percent-encoded or not. */
export function addressKey(address: string): string {
	return decoded(address).replace(/\/+$/, '').toLowerCase();
}
