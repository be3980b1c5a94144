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

/** An operation for the editor. */
export interface Description<
	P extends Parameters = Parameters,
	A extends Parameters = Parameters,
	O extends Parameters = Parameters,
> {
	/** The name in the picker, if it differs from the value in words. */
	name?: string;
	/** The name in the node's search and on the canvas: sentence case, without articles. */
	action: string;
	description: string;
	/** Required parameters, in the order of display. */
	parameters: P;
	/** Optional ones, shown under "Additional Fields". */
	additionalFields?: A;
	/** Settings of the operation, shown under "Options" beside those of all operations. */
	options?: O;
	/** Whether the output keeps the files of the input without 'Keep Input Files'. */
	keepsInputFiles?: boolean;
}

/**
 * The checked values by parameter name; some still need a look-up. Members that the user left out of a collection are
 * undefined.
 */
export type ReadValues<P extends Parameters, A extends Parameters, O extends Parameters> = Read<P> &
	Partial<Read<A>> &
	Partial<Read<O>>;

/** All values of an operation by parameter name; members that the user left out of a collection are undefined. */
export type Values<P extends Parameters, A extends Parameters, O extends Parameters> = Resolved<
	ReadValues<P, A, O>
>;

interface Checks<P extends Parameters, A extends Parameters, O extends Parameters> {
	/**
	 * Checks values against each other, after all are read and before any call. `refuse` names the parameter to correct.
	 */
	check?(
		values: ReadValues<P, A, O>,
		refuse: RefuseOne<(keyof P | keyof A | keyof O) & string>,
	): void;
	/**
	 * Ordering keys of what the operation changes, such as that of an entity: items that share one keep their order. Omitted
	 * by operations that only read or create.
	 */
	orderKeys?(values: Values<P, A, O>): string[];
}

/**
 * Further values for the call that only WorkPoint has, such as the name of a list. `siteUrl` is the absolute URL of the
 * WorkPoint site of the calls.
 */
export type Prefetch<V> = Record<
	string,
	(values: V, send: Send, siteUrl: string) => Promise<unknown>
>;

/** The values with the prefetched ones. */
export type WithPrefetched<V, L extends Prefetch<V>> = V & {
	[Name in keyof L]: Awaited<ReturnType<L[Name]>>;
};

export interface OneCall<V, L extends Prefetch<V>, C extends Call> {
	/** Read before the call; each call for them is sent once in a run. */
	prefetch?: L;
	/** The only call of the operation. Throws nothing: the parameters have checked the values. */
	request(values: WithPrefetched<V, L>): C;
	/**
	 * The items of the answer; by default, one for each object as it came. The answer is never empty without
	 * `allowsEmptyAnswer`.
	 */
	output?(answer: AnswerTo<C>, values: WithPrefetched<V, L>): OutputItem[];
	/** Whether the answer is a valid one; by default, any is. */
	isValidAnswer?(answer: AnswerTo<C>): boolean;
	/** Whether an empty answer is valid; `output` then receives undefined. */
	allowsEmptyAnswer?: boolean;
	/** The service's own messages in an answer with status 200 that reports a failure; empty without one. */
	serviceErrors?(answer: AnswerTo<C>, values: WithPrefetched<V, L>): string[];
	/** Advice for these messages, if it differs from returning the answer as data. */
	serviceErrorAdvice?(values: WithPrefetched<V, L>): string;
	/** Adds the results of further calls to the items. It must not fail: the call has been carried out. */
	enrich?(items: OutputItem[], values: V, send: Send): Promise<OutputItem[]>;
}

/** For a call that takes many items of the run at once. */
export interface OneCallForMany<V, C extends Call> {
	batch: {
		/** Items with the same key share a call. */
		key(values: V): string;
		/** The maximum number of items in a call. */
		size: number;
		/** The call for all items of a batch. */
		request(all: [V, ...V[]]): C;
		/** The output for one item of the batch from the answer, which may be empty. */
		output(answer: AnswerTo<C> | undefined, values: V): OutputItem[];
		/** The service's own messages in an answer that reports a failure of the whole batch. */
		serviceErrors(answer: AnswerTo<C> | undefined): string[];
		/** The messages for one item, if the answer distinguishes it from the others. */
		itemErrors(answer: AnswerTo<C> | undefined, values: V): string[];
	};
}

/** For an operation that removes what it has created, even if the user stops the execution. */
export interface Cancellation {
	/** Aborts when the user stops the execution. */
	signal: AbortSignal | undefined;
	/** Sends a call and waits for its end, even after a stop. */
	sendAnyway: Send;
	/** Writes to the log of n8n, as a stopped execution has no output. */
	log(message: string): void;
}

export interface SeveralCalls<V> {
	/** For operations of several calls, such as paging. */
	execute(
		values: V,
		send: Send,
		siteUrl: string,
		cancellation: Cancellation,
	): Promise<OutputItem[]>;
}

/** An operation, as defined in its file. */
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
