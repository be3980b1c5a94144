import { textIn } from './json';

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The parsed address when `value` is an absolute https URL (http on loopback) without sign-in data; else undefined. */
export function webUrl(value: unknown): URL | undefined {
	// Where a browser would read another address than the one that is sent as it is written.
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

/** Whether the address is one of this machine only. */
export function isLoopback(url: URL): boolean {
	return loopbackHosts.has(url.hostname);
}

/** A text without percent-encoding; a percent sign of its own stays. */
export function decoded(text: string): string {
	return text.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => {
		try {
			return decodeURIComponent(bytes);
		} catch {
			return bytes;
		}
	});
}

/** The text up to the slashes at its end. A regular expression would look at each of many slashes anew. */
export function withoutEndSlashes(text: string): string {
	let end = text.length;
	while (text[end - 1] === '/') end--;
	return text.slice(0, end);
}

/** The name behind the last slash of an address; undefined when there is none. */
export function lastSegment(address: unknown): string | undefined {
	return withoutEndSlashes(textIn(address)).split('/').pop() || undefined;
}

/**
 * One spelling for all of an address: SharePoint knows no case, takes it percent-encoded or not, and several slashes as
 * one.
 */
export function normalizedAddress(address: string): string {
	return withoutEndSlashes(decoded(address).replace(/\/+/g, '/')).toLowerCase();
}

/** One key for all spellings of the address of a site, its default port included. */
export function normalizedSite(address: string): string {
	return normalizedAddress(webUrl(address)?.href ?? address);
}
