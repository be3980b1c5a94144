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

/** The shapes of the contract by name. */
export type Schemas = components['schemas'];

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Every call that the contract knows, as `METHOD /path`. */
export type Route = { [M in Method]: `${M} ${PathsWithMethod<paths, Lowercase<M>>}` }[Method];

type OperationAt<R extends Route> =
	R extends `${infer M extends Method} ${infer Path extends keyof paths}`
		? paths[Path][Lowercase<M>]
		: never;

type ParametersOf<R extends Route, Kind extends string> =
	OperationAt<R> extends { parameters: { [K in Kind]?: infer Values } }
		? NonNullable<Values>
		: never;

/** The values in the path of a call, by the names that the contract gives them. */
export type PathValues<R extends Route> = ParametersOf<R, 'path'>;

/** The query of a call. */
export type QueryOf<R extends Route> = ParametersOf<R, 'query'>;

/** The JSON body of a call. */
export type BodyOf<R extends Route> = NonNullable<OperationRequestBodyContent<OperationAt<R>>>;

/** The header of every call that names its site. */
export type SiteHeader = Pick<
	ParametersOf<'GET /api/BusinessModules', 'header'>,
	'WorkPoint365Url'
>;

/** The headers of a call beyond those that the client sends with every one. */
type HeadersOf<R extends Route> = Omit<
	ParametersOf<R, 'header'>,
	keyof SiteHeader | 'WorkPointClient'
>;

/** The answer of a call, parsed; undefined where the contract knows none. */
export type AnswerOf<R extends Route> =
	OperationAt<R> extends { responses: infer Responses extends Record<string | number, unknown> }
		? SuccessResponseJSON<{ responses: Responses }> extends infer Answer
			? [Answer] extends [never]
				? undefined
				: Answer
			: never
		: never;

/** What may be sent for a value of the contract: a file stands for a text in base64. */
type Sent<T> = T extends string
	? string extends T
		? T | Base64Content
		: T
	: T extends object
		? { [Name in keyof T]: Sent<T[Name]> }
		: T;

/** A part of a call: left out where the contract knows none, optional where all of its members are. */
type Part<Name extends string, Value> = [Value] extends [never]
	? { [N in Name]?: never }
	: [keyof Value] extends [never]
		? { [N in Name]?: never }
		: object extends Value
			? { [N in Name]?: Value }
			: { [N in Name]: Value };

/** How a call is sent. */
interface CallOptions {
	/** Another site than the connection's, for the calls that address a list by the site that owns it. */
	site?: string;
	/** For a POST that only asks a question, so that it may be repeated like a GET. */
	isRead?: boolean;
	/** False for a call that asks but must not be repeated anyway when its answer is lost. */
	retry?: boolean;
	/** For a call that only reads and whose answer serves all items of a run, so that it is sent only once. */
	cacheForRun?: boolean;
	/** Texts in the call that no error may show. */
	secrets?: string[];
}

/** What a call is made of, beside its route. */
type PartsOf<R extends Route> = Part<'path', PathValues<R>> &
	Part<'query', QueryOf<R>> &
	Part<'body', Sent<BodyOf<R>>> &
	Part<'headers', HeadersOf<R>> &
	CallOptions;

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

/** The text of a value for an address: numbers in plain notation. */
function textOf(value: Scalar): string {
	const text = typeof value === 'number' ? plainNumeral(value) : String(value);
	if (text === undefined)
		throw new UserError(`a value for its address is no number, or has too many digits: ${value}`);
	return text;
}

/** A value percent-encoded. Half of a character has no bytes. */
function encoded(value: Scalar): string {
	const text = textOf(value);
	if (/\p{Surrogate}/u.test(text))
		throw new UserError('a value for its address contains half of a surrogate pair');
	return encodeURIComponent(text);
}

/** A value as one segment of a path. `.` and `..` would lead to another address, however they are encoded. */
function segment(value: Scalar): string {
	const text = textOf(value);
	if (/^\.{0,2}$/.test(text)) throw new UserError(`"${text}" cannot be part of an address`);
	return encoded(text);
}

/**
 * A call by its route in the contract, which gives the types of its parts and of its answer.
 *
 * @throws {UserError} when a value of the path is empty, `.` or `..`, contains half of a surrogate pair, or is no number
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
const changingAddresses = changingGets.map((path) => normalizedAddress(path.replace(/\{.*$/, '')));

/** Whether a GET of this path changes something anyway, however the path is written. */
function isChangingGet(path: string): boolean {
	const key = normalizedAddress(path);
	return changingAddresses.some((address) => key === address || key.startsWith(`${address}/`));
}

/** Whether the call leaves the service unchanged, so that repeating it does no harm. */
export function isRead({ method, path, isRead }: Call): boolean {
	return isRead ?? (method === 'GET' && !isChangingGet(path));
}

/**
 * The part of the URL behind the host; every name and value of the query is encoded exactly once.
 *
 * @throws {UserError} when one contains half of a surrogate pair
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
			throw new UserError(`its header "${name}" contains characters that a header cannot hold`);
	}
	return headers;
}
