import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest, Send } from '../../shared/request';
import type { Parameters, ValuesOf } from '../parameters/parameter';

/** A file that an operation gives out; the engine stores it in the binary field `field` of the item. */
export interface OutputFile {
	field: string;
	fileName: string;
	mimeType: string;
	data: Buffer;
}

export interface OutputItem {
	json: IDataObject;
	file?: OutputFile;
}

interface Description<P extends Parameters, A extends Parameters, O extends Parameters> {
	/** Stored in workflows: never change it once released. */
	value: string;
	name: string;
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
}

/** All values of an operation by parameter name; what the user left out of a collection is undefined. */
type Values<P extends Parameters, A extends Parameters, O extends Parameters> = ValuesOf<P> &
	Partial<ValuesOf<A>> &
	Partial<ValuesOf<O>>;

interface OneCall<V> {
	/** The one call that the operation makes. Throws nothing: the parameters have checked the values. */
	request(values: V): ApiRequest;
	/** The items that the answer (undefined when empty) gives. */
	output(response: unknown, values: V): OutputItem[];
	/** The service's own texts in an answer with status 200 that says that it failed; empty when it did not. */
	serviceErrors?(response: unknown): string[];
}

interface SeveralCalls<V> {
	/** For what truly is several calls, such as paging. */
	execute(values: V, send: Send): Promise<OutputItem[]>;
	/** Whether all its calls leave the service unchanged. */
	readOnly: boolean;
}

type AnyValues = Record<string, unknown>;

/** What the engine and the node's description know of an operation. */
export type Operation = Description<Parameters, Parameters, Parameters> &
	(OneCall<AnyValues> | SeveralCalls<AnyValues>);

export interface Resource {
	/** Stored in workflows: never change it once released. */
	value: string;
	name: string;
	description: string;
	/** The first one is the picker's default. */
	operations: Operation[];
}

/** Ties the types of an operation's parameters to its functions. */
export function operation<
	P extends Parameters,
	A extends Parameters = Record<never, never>,
	O extends Parameters = Record<never, never>,
>(
	definition: Description<P, A, O> & (OneCall<Values<P, A, O>> | SeveralCalls<Values<P, A, O>>),
): Operation {
	return definition as unknown as Operation;
}
