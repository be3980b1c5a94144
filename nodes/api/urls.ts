import { textIn } from './json';

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The parsed URL if `value` is an absolute https URL (http on loopback) without user info; else undefined. */
export function webUrl(value: unknown): URL | undefined {
	// With these characters, a browser would read a different URL than the one sent.
	if (typeof value !== 'string' || /[\p{Cc}\p{Surrogate}\\]/u.test(value.trim())) return undefined;
	let url: URL;
	try {
		url = new URL(value.trim());
	} catch {
		return undefined;
	}
	const isWeb = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
	return isWeb && url.username === '' && url.password === '' ? url : undefined;
}

/** True for a loopback URL. */
export function isLoopback(url: URL): boolean {
	return loopbackHosts.has(url.hostname);
}

/** A percent-decoded string; a literal percent sign stays. */
export function decoded(text: string): string {
	return text.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => {
		try {
			return decodeURIComponent(bytes);
		} catch {
			return bytes;
		}
	});
}

/** The text without trailing slashes. A regular expression would backtrack quadratically on many slashes. */
export function withoutEndSlashes(text: string): string {
	let end = text.length;
	while (text[end - 1] === '/') end--;
	return text.slice(0, end);
}

/** The last path segment of an address; undefined if there is none. */
export function lastSegment(address: unknown): string | undefined {
	return withoutEndSlashes(textIn(address)).split('/').pop() || undefined;
}

/** The canonical spelling of an address: SharePoint ignores case, percent-encoding and repeated slashes. */
export function normalizedAddress(address: string): string {
	return withoutEndSlashes(decoded(address).replace(/\/+/g, '/')).toLowerCase();
}

/** A key for all spellings of a site's URL, with or without the default port. */
export function normalizedSite(address: string): string {
	return normalizedAddress(webUrl(address)?.href ?? address);
}
