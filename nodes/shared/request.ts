import type { IHttpRequestMethods } from 'n8n-workflow';

/** One call of the WorkPoint 365 Web API, before it has a host, a sign-in or headers. */
export interface ApiRequest {
	method: IHttpRequestMethods;
	/** Starts with `/api/`; build it with {@link path}, so that every segment is encoded exactly once. */
	path: string;
	/** Members that are undefined are left out; the others are encoded exactly once. */
	query?: Record<string, string | number | boolean | undefined>;
	/** Sent as JSON; may hold files as `Base64Content`. */
	body?: unknown;
	headers?: Record<string, string>;
	/** A POST that only asks a question, so that it may be repeated like a GET. */
	readOnly?: boolean;
	/** A call that only reads and whose answer serves all items of a run, so that it is sent only once. */
	once?: boolean;
	/** Another site than the connection's, for the calls that address a list by the site that owns it. */
	siteUrl?: string;
}

/** Sends one call and gives the parsed answer: undefined when the body is empty. */
export type Send = (request: ApiRequest) => Promise<unknown>;

/** Template tag for paths: encodes what is filled in as one path segment. */
export function path(
	segments: TemplateStringsArray,
	...values: Array<string | number | boolean>
): string {
	return segments.reduce((text, segment, i) => {
		const value = values[i];
		return text + segment + (value === undefined ? '' : encodeURIComponent(String(value)));
	}, '');
}

/** Whether the call leaves the service unchanged, so that repeating it does no harm. */
export function isRead(request: ApiRequest): boolean {
	return request.method === 'GET' || request.readOnly === true;
}

/** The part of the URL behind the host. */
export function pathAndQuery({ path: pathname, query = {} }: ApiRequest): string {
	const pairs = Object.entries(query)
		.filter(([, value]) => value !== undefined)
		.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
	return pairs.length > 0 ? `${pathname}?${pairs.join('&')}` : pathname;
}
