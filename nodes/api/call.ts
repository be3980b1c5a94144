import { UserError, type IHttpRequestMethods } from 'n8n-workflow';
import type {
	OperationRequestBodyContent,
	PathsWithMethod,
	SuccessResponseJSON,
} from 'openapi-typescript-helpers';

import { changingGets } from '../../contract/values';
import type { components, paths } from '../../contract/workpoint365';
import type { Base64Content } from './body';
import { plainNumeral } from './numeral';
import { normalizedAddress } from './urls';

/** The contract's schemas by name. */
export type Schemas = components['schemas'];

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Every call in the contract, as `METHOD /path`. */
export type Route = { [M in Method]: `${M} ${PathsWithMethod<paths, Lowercase<M>>}` }[Method];

type OperationAt<R extends Route> =
	R extends `${infer M extends Method} ${infer Path extends keyof paths}`
		? paths[Path][Lowercase<M>]
		: never;

type ParametersOf<R extends Route, Kind extends string> =
	OperationAt<R> extends { parameters: { [K in Kind]?: infer Values } }
		? NonNullable<Values>
		: never;

/** The path parameters of a call, by their names in the contract. */
export type PathValues<R extends Route> = ParametersOf<R, 'path'>;

/** The query parameters of a call. */
export type QueryOf<R extends Route> = ParametersOf<R, 'query'>;

/** The JSON body of a call. */
export type BodyOf<R extends Route> = NonNullable<OperationRequestBodyContent<OperationAt<R>>>;

/** The header that names the site of a call. */
export type SiteHeader = Pick<
	ParametersOf<'GET /api/BusinessModules', 'header'>,
	'WorkPoint365Url'
>;

/** The headers of a call beyond those that the client always sends. */
type HeadersOf<R extends Route> = Omit<
	ParametersOf<R, 'header'>,
	keyof SiteHeader | 'WorkPointClient'
>;

/** The parsed answer of a call; undefined if the contract has none. */
export type AnswerOf<R extends Route> =
	OperationAt<R> extends { responses: infer Responses extends Record<string | number, unknown> }
		? SuccessResponseJSON<{ responses: Responses }> extends infer Answer
			? [Answer] extends [never]
				? undefined
				: Answer
			: never
		: never;

/** The value that may be sent for a contract value: a file may take the place of a base64 string. */
type Sent<T> = T extends string
	? string extends T
		? T | Base64Content
		: T
	: T extends object
		? { [Name in keyof T]: Sent<T[Name]> }
		: T;

/** A part of a call: absent if the contract has none, optional if all of its members are. */
type Part<Name extends string, Value> = [Value] extends [never]
	? { [N in Name]?: never }
	: [keyof Value] extends [never]
		? { [N in Name]?: never }
		: object extends Value
			? { [N in Name]?: Value }
			: { [N in Name]: Value };

/** The options of a call. */
interface CallOptions {
	/** Overrides the connection's site, for calls that address a list by its owning site. */
	site?: string;
	/** True for a POST that only reads, so that it is retried like a GET. */
	isRead?: boolean;
	/** False for a read that must not be retried if its answer is lost. */
	retry?: boolean;
	/** True for a write that leaves the same when it is made again. */
	isIdempotent?: boolean;
	/** True for a read whose answer serves all items of a run, so that it is sent only once. */
	cacheForRun?: boolean;
	/** Secrets in the call that must not appear in errors. */
	secrets?: string[];
}

/** The parts of a call besides its route. */
type PartsOf<R extends Route> = Part<'path', PathValues<R>> &
	Part<'query', QueryOf<R>> &
	Part<'body', Sent<BodyOf<R>>> &
	Part<'headers', HeadersOf<R>> &
	CallOptions;

type Scalar = string | number | boolean;

/** The query of a call; undefined members are omitted. */
type Query = Record<string, Scalar | undefined> | Array<[name: string, value: Scalar]>;

/** A Web API call without host, authentication and common headers. */
export interface Call extends CallOptions {
	method: IHttpRequestMethods;
	/** Starts with `/api/`; all values are percent-encoded. */
	path: string;
	query?: Query;
	/** Sent as JSON; may contain files as `Base64Content`. */
	body?: unknown;
	headers?: Record<string, string | undefined>;
}

/** A call in the contract; its answer is typed. */
export interface TypedCall<R extends Route> extends Call {
	route: R;
}

/** The answer to a call, typed if the contract has it. */
export type AnswerTo<C extends Call> = C extends TypedCall<infer R> ? AnswerOf<R> : unknown;

/** Sends one call and returns the parsed answer; undefined for an empty body. */
export type Send = <C extends Call>(call: C) => Promise<AnswerTo<C>>;

/** The untyped parts of a call, for code that does not know the route. */
interface AnyParts extends CallOptions {
	path?: Record<string, Scalar>;
	query?: Query;
	body?: unknown;
	headers?: Call['headers'];
}

/** The text of a value for a URL; numbers in plain notation. */
function textOf(value: Scalar): string {
	const text = typeof value === 'number' ? plainNumeral(value) : String(value);
	if (text === undefined)
		throw new UserError(`a value in its address is not a number, or has too many digits: ${value}`);
	return text;
}

/** A percent-encoded value. Half of a surrogate pair has no encoding. */
function encoded(value: Scalar): string {
	const text = textOf(value);
	if (/\p{Surrogate}/u.test(text))
		throw new UserError('a value in its address contains half of a surrogate pair');
	return encodeURIComponent(text);
}

/** A value as one path segment. `.` and `..` would change the path, however they are encoded. */
function segment(value: Scalar): string {
	const text = textOf(value);
	if (/^\.{0,2}$/.test(text)) throw new UserError(`"${text}" cannot be part of an address`);
	return encoded(text);
}

/**
 * Creates a call from its contract route, which types its parts and its answer.
 *
 * @throws {UserError} if a path value is empty, `.` or `..`, contains half of a surrogate pair, or is not a number
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

/** The paths of GETs with side effects, up to the first parameter. */
const changingAddresses = changingGets.map((path) => normalizedAddress(path.replace(/\{.*$/, '')));

/** True if a GET of this path has side effects, however the path is spelled. */
function isChangingGet(path: string): boolean {
	const key = normalizedAddress(path);
	return changingAddresses.some((address) => key === address || key.startsWith(`${address}/`));
}

/** True if the call has no side effects and can safely be repeated. */
export function isRead({ method, path, isRead }: Call): boolean {
	return isRead ?? (method === 'GET' && !isChangingGet(path));
}

/**
 * The URL after the host; every query name and value is encoded exactly once.
 *
 * @throws {UserError} if one contains half of a surrogate pair
 */
export function pathAndQuery({ path, query = [] }: Call): string {
	const pairs = (Array.isArray(query) ? query : Object.entries(query))
		.filter(([, value]) => value !== undefined)
		.map(([name, value = '']) => `${encoded(name)}=${encoded(value)}`);
	return pairs.length > 0 ? `${path}?${pairs.join('&')}` : path;
}

/**
 * The headers, if all can be sent. The HTTP client would silently omit an invalid one, and so address another site.
 *
 * @throws {UserError} if a value contains anything but printable ASCII characters
 */
export function sendableHeaders(
	headers: Record<string, string | undefined>,
): Record<string, string | undefined> {
	for (const [name, value = ''] of Object.entries(headers)) {
		if (!/^[\x20-\x7e]*$/.test(value))
			throw new UserError(`its header "${name}" contains characters that a header cannot hold`);
	}
	return headers;
}
