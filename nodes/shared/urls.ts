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
