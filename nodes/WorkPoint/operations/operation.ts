import type { IDataObject } from 'n8n-workflow';

import type { AnswerTo, Call, Send } from '../../api/call';
import type { Parameters, ValuesOf } from '../../parameters/parameter';

/** A file that an operation gives out; the engine stores it in the binary field `field` of the item. */
export interface OutputFile {
	field: string;
	fileName: string;
	mimeType: string;
	data: Buffer;
}

/** What an operation gives out for an item. */
export interface OutputItem {
	json: IDataObject;
	file?: OutputFile;
}

interface Description<P extends Parameters, A extends Parameters, O extends Parameters> {
	/** What the picker shows, where it is not the value in words. */
	name?: string;
	/** What the node's search and the canvas call it: sentence case, without articles. */
	action: string;
	description: string;
	/** Required parameters, in the order of display. */
	parameters: P;
	/** Optional ones, shown under "Additional Fields". */
	additionalFields?: A;
	/** Names of optional parameters that only make sense together: all of them are given, or none. */
	together?: string[][];
	/** Settings of how the operation works, shown under "Options" beside those that all operations have. */
	options?: O;
	/**
	 * What the operation changes, in keys such as that of an entity: items that share one keep their order. Left out by
	 * operations that only read, or that make something new.
	 */
	orderKeys?(values: Values<P, A, O>): string[];
}

/** All values of an operation by parameter name; what the user left out of a collection is undefined. */
type Values<P extends Parameters, A extends Parameters, O extends Parameters> = ValuesOf<P> &
	Partial<ValuesOf<A>> &
	Partial<ValuesOf<O>>;

/**
 * What the call needs beside the values and only WorkPoint tells, such as the name of a list. `siteUrl` is the absolute
 * address of the WorkPoint site that the calls go to.
 */
type Prefetch<V> = Record<string, (values: V, send: Send, siteUrl: string) => Promise<unknown>>;

type Found<L> = {
	[Name in keyof L]: L[Name] extends (...parts: never[]) => Promise<infer T> ? T : never;
};

interface OneCall<V, L, C extends Call> {
	/** Read before the call; each is sent once in a run. */
	prefetch?: L;
	/** The one call that the operation makes. Throws nothing: the parameters have checked the values. */
	request(values: V & Found<L>): C;
	/**
	 * The items that the answer gives: one for each object as it came when it is left out. The answer is never empty, unless
	 * `allowsEmptyAnswer` says so.
	 */
	output?(answer: AnswerTo<C>, values: V & Found<L>): OutputItem[];
	/** Whether the answer is what the call should give; any is when it is left out. */
	isValidAnswer?(answer: AnswerTo<C>): boolean;
	/** Whether an empty answer is a good one; `output` then gets undefined. */
	allowsEmptyAnswer?: boolean;
	/** The service's own texts in an answer with status 200 that says that it failed; empty when it did not. */
	serviceErrors?(answer: AnswerTo<C>, values: V & Found<L>): string[];
	/** Adds to the items what further calls tell. It must not fail: the call has been carried out. */
	enrich?(items: OutputItem[], values: V, send: Send): Promise<OutputItem[]>;
}

/** For a call that takes many items of the run at once. */
interface OneCallForMany<V, C extends Call> {
	batch: {
		/** Items for which this is the same go out in one call. */
		key(values: V): string;
		/** How many items one call takes at most. */
		size: number;
		/** The call for all items of a batch. */
		request(all: [V, ...V[]]): C;
		/** The items that the answer, which may be empty, gives for one item of the batch. */
		output(answer: AnswerTo<C> | undefined, values: V): OutputItem[];
		/** The service's own texts in an answer that says that the call failed, which counts for the whole batch. */
		serviceErrors(answer: AnswerTo<C> | undefined): string[];
		/** The same of one item, where the answer tells it from the others. */
		itemErrors(answer: AnswerTo<C> | undefined, values: V): string[];
	};
}

interface SeveralCalls<V> {
	/** For what truly is several calls, such as paging. */
	execute(values: V, send: Send, siteUrl: string): Promise<OutputItem[]>;
}

// What the functions of an operation take and give is checked where it is defined; the engine hands one's result to the
// next.
type AnyValues = Record<string, never>;

/** An operation as its file defines it. */
type OperationDefinition = Description<Parameters, Parameters, Parameters> &
	(
		| OneCall<AnyValues, Prefetch<AnyValues>, Call>
		| OneCallForMany<AnyValues, Call>
		| SeveralCalls<AnyValues>
	);

/** A resource as its file defines it. */
export interface ResourceDefinition {
	/** What the picker shows, where it is not the value in words. */
	name?: string;
	description: string;
	/** By their values, which workflows store: never change one once released. The first is the picker's default. */
	operations: Record<string, OperationDefinition>;
}

/** What a picker has for a thing. */
interface Picked {
	value: string;
	name: string;
}

/** What the engine and the node's description know of an operation. */
export type Operation = OperationDefinition & Picked;

export interface Resource extends Picked {
	description: string;
	operations: Operation[];
}

/** Ties the types of an operation's parameters, of its call and of the answer to its functions. */
export function operation<
	P extends Parameters,
	C extends Call,
	A extends Parameters = Record<never, never>,
	O extends Parameters = Record<never, never>,
	L extends Prefetch<Values<P, A, O>> = Record<never, never>,
>(
	definition: Description<P, A, O> &
		(
			| OneCall<Values<P, A, O>, L, C>
			| OneCallForMany<Values<P, A, O>, C>
			| SeveralCalls<Values<P, A, O>>
		),
): OperationDefinition {
	return definition as unknown as OperationDefinition;
}
