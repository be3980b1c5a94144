import type { Response } from 'express';

import type { AnswerOf, BodyOf, PathValues, QueryOf, Route, Schemas } from '../../nodes/api/call';

export type { BodyOf, Schemas };

/** The input of a handler, typed by the contract. */
export interface RequestOf<R extends Route> {
	path: PathValues<R>;
	query: QueryOf<R>;
	body: BodyOf<R>;
	/** The site in the header WorkPoint365Url. */
	site: string;
	/** The account that signed in. */
	caller: string;
	/** The header WorkPointJobQueue. */
	jobQueue: string | undefined;
}

type Awaitable<Value> = Value | Promise<Value>;

/** If an answer has no members in the contract, its body may be empty. */
type BodyOrNone<Answer> = Record<string, never> extends Answer ? Answer | void : Answer;

/** Handlers of routes: they return the body, or nothing for an empty one. */
export type Handlers = {
	[R in Route]?: (request: RequestOf<R>, response: Response) => Awaitable<BodyOrNone<AnswerOf<R>>>;
};

type KeyOf<T> = T extends unknown ? keyof T : never;
type MemberOf<T, K> = T extends unknown ? (K extends keyof T ? T[K] : never) : never;

/** The given type, with `never` for members that the contract lacks. */
type Exactly<Known, Given> = unknown extends Known
	? Given
	: Given extends ReadonlyArray<infer Item>
		? Array<Exactly<MemberOf<Known, number>, Item>>
		: Given extends object
			? {
					[K in keyof Given]: K extends KeyOf<Known>
						? Exactly<MemberOf<Known, K>, Given[K]>
						: never;
				}
			: Given;

type Checked<Known, Given> = Given & (Given extends Known ? Exactly<Known, Given> : Known);

/**
 * Type-checks handlers by route: an answer member that the contract lacks is an error. By itself, TypeScript accepts
 * excess members in a function's result.
 */
export function handlers<Answers extends { [R in Route]?: unknown }>(byRoute: {
	[R in keyof Answers]: R extends Route
		? (
				request: RequestOf<R>,
				response: Response,
			) => Awaitable<Checked<BodyOrNone<AnswerOf<R>>, Answers[R]>>
		: `${R & string} is no route of the contract`;
}): Handlers {
	return byRoute as Handlers;
}
