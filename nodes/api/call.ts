import { UserError, type IHttpRequestMethods } from 'n8n-workflow';

import { changingGets } from '../../contract/values';
import type { AnswerOf, CallOptions, PartsOf, Route } from './routes';
import { addressKey } from './urls';

type Scalar = string | number | boolean;

/** The query of a call; members that are undefined are left out. */
type Query = Record<string, Scalar | undefined> | Array<[name: string, value: Scalar]>;

/** One call of the Web API, before it has a host, a sign-in or the headers that all have. */
export interface Call extends CallOptions {
	method: IHttpRequestMethods;
	/** Starts with `/api/`, every value in it percent-encoded. */
	path: string;
	query?: Query;
	/** Sent as JSON; may hold files as `Base64Content`. */
	body?: unknown;
	headers?: Record<string, string | undefined>;
}

/** A call that the contract knows; its answer has the contract's type. */
export interface TypedCall<R extends Route> extends Call {
	route: R;
}

/** What a call answers: typed where the contract knows it. */
export type AnswerTo<C extends Call> = C extends TypedCall<infer R> ? AnswerOf<R> : unknown;

/** Sends one call and gives the parsed answer: undefined when the body is empty. */
export type Send = <C extends Call>(call: C) => Promise<AnswerTo<C>>;

/** The values that a call may have in its path, query, body and headers, for code that knows no route. */
interface AnyParts extends CallOptions {
	path?: Record<string, Scalar>;
	query?: Query;
	body?: unknown;
	headers?: Call['headers'];
}

/** A value percent-encoded. Half of a character has no bytes. */
function encoded(value: Scalar): string {
	const text = String(value);
	if (/\p{Surrogate}/u.test(text))
		throw new UserError('a value for its address holds half of a character');
	return encodeURIComponent(text);
}

/** A value as one segment of a path. `.` and `..` would lead to another address, however they are encoded. */
function segment(value: Scalar): string {
	const text = String(value);
	if (/^\.{0,2}$/.test(text)) throw new UserError(`"${text}" cannot be part of an address`);
	return encoded(text);
}

/**
 * A call by its route in the contract, which gives the types of its parts and of its answer.
 *
 * @throws {UserError} when a value of the path is empty, `.` or `..`, or holds half of a character
 */
export function call<R extends Route>(
	route: R,
	...parts: object extends PartsOf<R> ? [parts?: PartsOf<R>] : [parts: PartsOf<R>]
): TypedCall<R> {
	const { path: values = {}, ...rest } = (parts[0] ?? {}) as AnyParts;
	const [method, template = ''] = route.split(' ') as [IHttpRequestMethods, string];
	const path = template.replace(/\{(\w+)\}/g, (_, name: string) => segment(values[name] ?? ''));
	return { route, method, path, ...rest };
}

/** The addresses of GETs that change something, up to the first value. */
const changingAddresses = changingGets.map((path) => addressKey(path.replace(/\{.*$/, '')));

/** Whether a GET of this path changes something all the same, however the path is written. */
function isChangingGet(path: string): boolean {
	const key = addressKey(path);
	return changingAddresses.some((address) => key === address || key.startsWith(`${address}/`));
}

/** Whether the call leaves the service unchanged, so that repeating it does no harm. */
export function isRead({ method, path, reads }: Call): boolean {
	return reads ?? (method === 'GET' && !isChangingGet(path));
}

/**
 * The part of the URL behind the host; every name and value of the query is encoded exactly once.
 *
 * @throws {UserError} when one holds half of a character
 */
export function pathAndQuery({ path, query = [] }: Call): string {
	const pairs = (Array.isArray(query) ? query : Object.entries(query))
		.filter(([, value]) => value !== undefined)
		.map(([name, value = '']) => `${encoded(name)}=${encoded(value)}`);
	return pairs.length > 0 ? `${path}?${pairs.join('&')}` : path;
}

/**
 * Headers as they are, when each can be sent. The HTTP client would leave out what it cannot send, and so address another
 * site.
 *
 * @throws {UserError} when one holds anything but printable characters of ASCII
 */
export function sendableHeaders(
	headers: Record<string, string | undefined>,
): Record<string, string | undefined> {
	for (const [name, value = ''] of Object.entries(headers)) {
		if (!/^[\x20-\x7e]*$/.test(value))
			throw new UserError(`its header "${name}" holds characters that no header can`);
	}
	return headers;
}
