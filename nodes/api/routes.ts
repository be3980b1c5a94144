import type { SuccessResponseJSON } from 'openapi-typescript-helpers';

import type { components, paths } from '../../contract/workpoint365';
import type { Base64Content } from './body';

/** The shapes of the contract by name. */
export type Schemas = components['schemas'];

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Every call that the contract knows, as `METHOD /path`. */
export type Route = {
	[Path in keyof paths]: {
		[M in Method]: Lowercase<M> extends keyof paths[Path]
			? paths[Path][Lowercase<M>] extends { responses: unknown }
				? `${M} ${Path}`
				: never
			: never;
	}[Method];
}[keyof paths];

type OperationAt<R extends Route> = R extends `${infer M extends Method} ${infer Path}`
	? Path extends keyof paths
		? Lowercase<M> extends keyof paths[Path]
			? paths[Path][Lowercase<M>]
			: never
		: never
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
export type BodyOf<R extends Route> =
	OperationAt<R> extends { requestBody?: infer Body }
		? NonNullable<Body> extends { content: { 'application/json': infer Json } }
			? Json
			: never
		: never;

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
export interface CallOptions {
	/** Another site than the connection's, for the calls that address a list by the site that owns it. */
	site?: string;
	/** For a POST that only asks a question, so that it may be repeated like a GET. */
	reads?: boolean;
	/** False for a call that asks but must not be repeated all the same when its answer is lost. */
	repeats?: boolean;
	/** For a call that only reads and whose answer serves all items of a run, so that it is sent only once. */
	once?: boolean;
	/** Texts in the call that no error may show. */
	secrets?: string[];
}

/** What a call is made of, beside its route. */
export type PartsOf<R extends Route> = Part<'path', PathValues<R>> &
	Part<'query', QueryOf<R>> &
	Part<'body', Sent<BodyOf<R>>> &
	Part<'headers', HeadersOf<R>> &
	CallOptions;
