import type { Response } from 'express';

import type { AnswerOf, BodyOf, PathValues, QueryOf, Route, Schemas } from '../../nodes/api/call';

export type { BodyOf, Schemas };

/** What a handler is told of a call; each value has the type that the contract gives it. */
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

/** Where the contract has no members for an answer, the body may be empty. */
type BodyOrNone<Answer> = Record<string, never> extends Answer ? Answer | void : Answer;

/** Answers the calls of some routes: gives the body, or nothing for an empty one. */
export type Handlers = {
	[R in Route]?: (request: RequestOf<R>, response: Response) => Awaitable<BodyOrNone<AnswerOf<R>>>;
};

type KeyOf<T> = T extends unknown ? keyof T : never;
type MemberOf<T, K> = T extends unknown ? (K extends keyof T ? T[K] : never) : never;

/** What is given, with `never` for a member that is not known. */
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
 * Handlers by route. A member of an answer that the contract does not have fails the type check here; TypeScript by
 * itself lets what a function gives have further members.
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
