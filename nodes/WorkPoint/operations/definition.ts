import type { IDataObject } from 'n8n-workflow';

import type { AnswerTo, Call, Send } from '../../api/call';
import type { Parameters, RefuseOne } from '../../parameters/parameter';
import type { Read, Resolved } from '../../parameters/reader';

/** A file that an operation returns; it goes into the binary field `field` of the item. */
export interface OutputFile {
	field: string;
	fileName: string;
	mimeType: string;
	data: Buffer;
}

/** One result of an operation for an item. */
export interface OutputItem {
	json: IDataObject;
	file?: OutputFile;
}

/** What an operation is for the editor. */
export interface Description<
	P extends Parameters = Parameters,
	A extends Parameters = Parameters,
	O extends Parameters = Parameters,
> {
	/** The name in the picker, where it is not the value in words. */
	name?: string;
	/** The name in the node's search and on the canvas: sentence case, without articles. */
	action: string;
	description: string;
	/** Required parameters, in the order of display. */
	parameters: P;
	/** Optional ones, shown under "Additional Fields". */
	additionalFields?: A;
	/** Settings of how the operation works, shown under "Options" beside those that all operations have. */
	options?: O;
	/** Whether the files of the input go on when 'Keep Input Files' is not among the options. */
	keepsInputFiles?: boolean;
}

/**
 * The checked values by parameter name, some of which are still to be looked up; what the user left out of a collection is
 * undefined.
 */
export type ReadValues<P extends Parameters, A extends Parameters, O extends Parameters> = Read<P> &
	Partial<Read<A>> &
	Partial<Read<O>>;

/** All values of an operation by parameter name; what the user left out of a collection is undefined. */
export type Values<P extends Parameters, A extends Parameters, O extends Parameters> = Resolved<
	ReadValues<P, A, O>
>;

interface Checks<P extends Parameters, A extends Parameters, O extends Parameters> {
	/**
	 * Checks values against each other, when all are read and before any call. `refuse` names the parameter that is to be
	 * corrected.
	 */
	check?(
		values: ReadValues<P, A, O>,
		refuse: RefuseOne<(keyof P | keyof A | keyof O) & string>,
	): void;
	/**
	 * Ordering keys of what the operation changes, such as that of an entity: items that share one keep their order. Left
	 * out by operations that only read, or that make something new.
	 */
	orderKeys?(values: Values<P, A, O>): string[];
}

/**
 * What the call needs beside the values and only WorkPoint knows, such as the name of a list. `siteUrl` is the absolute
 * address of the WorkPoint site that the calls go to.
 */
export type Prefetch<V> = Record<
	string,
	(values: V, send: Send, siteUrl: string) => Promise<unknown>
>;

/** The values with what was prefetched. */
export type WithPrefetched<V, L extends Prefetch<V>> = V & {
	[Name in keyof L]: Awaited<ReturnType<L[Name]>>;
};

export interface OneCall<V, L extends Prefetch<V>, C extends Call> {
	/** Read before the call; each is sent once in a run. */
	prefetch?: L;
	/** The one call that the operation makes. Throws nothing: the parameters have checked the values. */
	request(values: WithPrefetched<V, L>): C;
	/**
	 * The items of the answer: one for each object as it came when it is left out. The answer is never empty, unless
	 * `allowsEmptyAnswer` says so.
	 */
	output?(answer: AnswerTo<C>, values: WithPrefetched<V, L>): OutputItem[];
	/** Whether the answer is what the call should give; any is when it is left out. */
	isValidAnswer?(answer: AnswerTo<C>): boolean;
	/** Whether an empty answer is a good one; `output` then gets undefined. */
	allowsEmptyAnswer?: boolean;
	/** The service's own texts in an answer with status 200 that reports a failure; empty when there was none. */
	serviceErrors?(answer: AnswerTo<C>, values: WithPrefetched<V, L>): string[];
	/** What to do about those texts, where it is not to take the answer as data. */
	serviceErrorAdvice?(values: WithPrefetched<V, L>): string;
	/** Adds to the items what further calls return. It must not fail: the call has been carried out. */
	enrich?(items: OutputItem[], values: V, send: Send): Promise<OutputItem[]>;
}

/** For a call that takes many items of the run at once. */
export interface OneCallForMany<V, C extends Call> {
	batch: {
		/** Items for which this is the same go out in one call. */
		key(values: V): string;
		/** How many items one call takes at most. */
		size: number;
		/** The call for all items of a batch. */
		request(all: [V, ...V[]]): C;
		/** The items that the answer, which may be empty, gives for one item of the batch. */
		output(answer: AnswerTo<C> | undefined, values: V): OutputItem[];
		/** The service's own texts in an answer that reports a failure of the whole batch. */
		serviceErrors(answer: AnswerTo<C> | undefined): string[];
		/** The same for one item, where the answer distinguishes it from the others. */
		itemErrors(answer: AnswerTo<C> | undefined, values: V): string[];
	};
}

/** For an operation that removes what it has made, also when the user stops the execution. */
export interface Cancellation {
	/** Aborts when the user stops the execution. */
	signal: AbortSignal | undefined;
	/** Sends a call to its end, stopped or not. */
	sendAnyway: Send;
	/** Writes to the log of n8n: a stopped execution has no output. */
	log(message: string): void;
}

export interface SeveralCalls<V> {
	/** For what truly is several calls, such as paging. */
	execute(
		values: V,
		send: Send,
		siteUrl: string,
		cancellation: Cancellation,
	): Promise<OutputItem[]>;
}

/** An operation as its file defines it. */
export type Definition<
	P extends Parameters,
	A extends Parameters,
	O extends Parameters,
	L extends Prefetch<Values<P, A, O>>,
	C extends Call,
> = Description<P, A, O> &
	Checks<P, A, O> &
	(
		| OneCall<Values<P, A, O>, L, C>
		| OneCallForMany<Values<P, A, O>, C>
		| SeveralCalls<Values<P, A, O>>
	);
