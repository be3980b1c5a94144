import {
	NodeApiError,
	NodeOperationError,
	UnexpectedError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

import { readConnection, WorkPointClient, type SendOptions } from '../shared/client';
import { serviceError } from '../shared/errors';
import { isRead, pathAndQuery, type ApiRequest, type Send } from '../shared/request';
import { itemReader } from './itemReader';
import { commonOptions, failOnServiceErrors } from './operations/commonOptions';
import type { Operation, OutputFile, OutputItem } from './operations/operation';
import type { Parameters } from './parameters/parameter';
import { propertyOf } from './parameters/property';

type Values = Record<string, unknown>;

/** One item, checked and ready to be sent. */
interface Job {
	values: Values;
	/** What the calls of this item change; items that share one keep their order. */
	changes: string[];
	run(): Promise<OutputItem[]>;
}

async function readAll(
	context: IExecuteFunctions,
	itemIndex: number,
	parameters: Parameters,
	send: Send,
	collection?: string,
): Promise<Values> {
	const given = collection
		? (context.getNodeParameter(collection, itemIndex, {}) as IDataObject)
		: undefined;
	const values: Values = {};
	for (const [name, parameter] of Object.entries(parameters)) {
		if (given !== undefined && given[name] === undefined) continue;
		if (!isShown(context, itemIndex, parameter)) continue;
		const reader = itemReader(context, itemIndex, propertyOf(name, parameter), send, collection);
		values[name] = await parameter.read(reader, name);
	}
	return values;
}

/** For parameters that say how to send, and so are read before anything can be sent. */
const sendNothing: Send = async () => {
	throw new UnexpectedError('An option asked WorkPoint for its meaning');
};

/** Whether the parameter is shown under the values of the others; one that is hidden has no value to check. */
function isShown(
	context: IExecuteFunctions,
	itemIndex: number,
	{ field, companions }: Parameters[string],
): boolean {
	// A parameter with companions stands for all of them, whichever is shown.
	if (companions !== undefined) return true;
	return Object.entries(field.displayOptions?.show ?? {}).every(([other, accepted]) =>
		(accepted as unknown[]).includes(context.getNodeParameter(other, itemIndex, undefined)),
	);
}

function refuseIncomplete(
	context: IExecuteFunctions,
	itemIndex: number,
	operation: Operation,
	values: Values,
) {
	for (const names of operation.together ?? []) {
		const missing = names.filter((name) => values[name] === undefined);
		if (missing.length === 0 || missing.length === names.length) continue;
		const label = (name: string) => operation.additionalFields?.[name]?.field.displayName ?? name;
		throw new NodeOperationError(context.getNode(), `'${label(missing[0] as string)}' is missing`, {
			description: `Fill in ${names.map((name) => `'${label(name)}'`).join(' and ')}, or none of them.`,
			itemIndex,
		});
	}
}

/** Turns item after item into jobs, in order, so that a bad value stops its item before any call. */
class Preparation {
	/** What calls marked as `once` gave, by site and address. */
	private readonly answers = new Map<string, Promise<unknown>>();

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly operation: Operation,
		private readonly client: WorkPointClient,
	) {}

	async prepare(itemIndex: number): Promise<Job> {
		const { context, operation } = this;
		const read = async (parameters: Parameters, send: Send, collection?: string) =>
			await readAll(context, itemIndex, parameters, send, collection);
		const common = await read({ ...commonOptions, failOnServiceErrors }, sendNothing, 'options');
		const send = this.sender(common);
		const values = {
			...(await read(operation.parameters, send)),
			...(await read(operation.additionalFields ?? {}, send, 'additionalFields')),
			...(await read(operation.options ?? {}, send, 'options')),
		};
		refuseIncomplete(context, itemIndex, operation, values);
		if ('execute' in operation) {
			return {
				values,
				changes: operation.readOnly ? [] : this.identified(values),
				run: async () => await operation.execute(values, send),
			};
		}
		const request = operation.request(values);
		return {
			values,
			changes: isRead(request) ? [] : this.identified(values),
			run: async () => {
				const response = await send(request);
				const errors =
					common.failOnServiceErrors === false ? [] : operation.serviceErrors?.(response);
				if (errors !== undefined && errors.length > 0)
					throw serviceError(context.getNode(), errors);
				return operation.output(response, values);
			},
		};
	}

	private sender(common: Values) {
		const options: SendOptions = {
			siteUrl: (common.siteUrl as string | undefined)?.replace(/\/+$/, ''),
			timeout: common.timeout === undefined ? undefined : Number(common.timeout) * 1_000,
			signal: this.context.getExecutionCancelSignal(),
		};
		return async (request: ApiRequest) =>
			request.once === true
				? await this.sendOnce(request, options)
				: await this.client.send(request, options);
	}

	private async sendOnce(request: ApiRequest, options: SendOptions): Promise<unknown> {
		const body = request.body === undefined ? '' : JSON.stringify(request.body);
		const key = `${request.siteUrl ?? options.siteUrl} ${pathAndQuery(request)} ${body}`;
		const answer = this.answers.get(key) ?? this.client.send(request, options);
		this.answers.set(key, answer);
		// The next item tries anew.
		answer.catch(() => this.answers.delete(key));
		return await answer;
	}

	private identified(values: Values): string[] {
		return Object.entries(this.operation.parameters)
			.filter(([name, { identifies }]) => identifies === true && values[name] !== undefined)
			.map(([name]) => `${name} ${String(values.businessModule)} ${JSON.stringify(values[name])}`);
	}
}

/** Runs jobs side by side, `width` at a time; jobs that change the same thing wait for each other in order. */
class Lanes {
	private readonly running = new Set<Promise<void>>();

	private readonly tails = new Map<string, Promise<void>>();

	constructor(private readonly width: number) {}

	/** Waits until one more job may start. */
	async free(): Promise<void> {
		while (this.running.size >= this.width) await Promise.race(this.running);
	}

	/** Starts the job; `run` must not reject. */
	start(changes: string[], run: () => Promise<void>): void {
		const earlier = changes.map((key) => this.tails.get(key));
		const done: Promise<void> = Promise.all(earlier)
			.then(run)
			.then(() => {
				this.running.delete(done);
				for (const key of changes) if (this.tails.get(key) === done) this.tails.delete(key);
			});
		this.running.add(done);
		for (const key of changes) this.tails.set(key, done);
	}

	async drain(): Promise<void> {
		await Promise.all(this.running);
	}
}

async function toItem(
	context: IExecuteFunctions,
	itemIndex: number,
	{ json, file }: OutputItem,
): Promise<INodeExecutionData> {
	const item: INodeExecutionData = { json, pairedItem: { item: itemIndex } };
	return file === undefined ? item : { ...item, binary: await toBinary(context, file) };
}

async function toBinary(
	context: IExecuteFunctions,
	{ field, data, fileName, mimeType }: OutputFile,
) {
	return { [field]: await context.helpers.prepareBinaryData(data, fileName, mimeType) };
}

function toNodeError(context: IExecuteFunctions, failure: unknown, itemIndex: number) {
	const isNodeError = failure instanceof NodeApiError || failure instanceof NodeOperationError;
	const error = isNodeError
		? failure
		: new NodeOperationError(context.getNode(), failure as Error, { itemIndex });
	error.context.itemIndex = itemIndex;
	return error;
}

/** Tells what became of the other items, so that nobody runs them all again in the dark. */
function addProgress(error: NodeApiError | NodeOperationError, done: number, all: number): void {
	if (all === 1) return;
	const progress =
		done === 0
			? `None of the other ${all - 1} items was carried out.`
			: `${done} of ${all} items had been carried out when the node stopped; running it again repeats them.`;
	error.description = [error.description, progress].filter(Boolean).join(' ');
}

/**
 * Runs an operation over all items of the node.
 *
 * Items keep their order and their pairing. The first item goes alone, because n8n fetches one access token per call
 * that starts without one. After a failure with Continue On Fail off, no further item starts, and those under way are
 * waited for.
 *
 * @throws {NodeApiError|NodeOperationError} the failure of the first item that failed, with Continue On Fail off
 */
export async function runOperation(
	context: IExecuteFunctions,
	operation: Operation,
): Promise<INodeExecutionData[][]> {
	const count = context.getInputData().length;
	if (count === 0) return [[]];
	const client = new WorkPointClient(context, await readConnection(context));
	const preparation = new Preparation(context, operation, client);
	const signal = context.getExecutionCancelSignal();
	const isCancelled = () => signal?.aborted === true;
	const { concurrency = 5 } = await readAll(
		context,
		0,
		{ concurrency: commonOptions.concurrency },
		sendNothing,
		'options',
	);
	const lanes = new Lanes(concurrency as number);

	const results: INodeExecutionData[][] = [];
	const failures: Array<NodeApiError | NodeOperationError | undefined> = [];
	let stopped = false;
	const fail = (failure: unknown, i: number) => {
		const error = toNodeError(context, failure, i);
		if (context.continueOnFail()) {
			results[i] = [{ json: { error: error.message }, error, pairedItem: { item: i } }];
			return;
		}
		failures[i] = error;
		stopped = true;
	};
	const runJob = async (job: Job, i: number) => {
		if (stopped || isCancelled()) return;
		try {
			const items = await job.run();
			results[i] = await Promise.all(items.map(async (item) => await toItem(context, i, item)));
		} catch (failure) {
			// Whoever cancels knows; n8n drops what comes after.
			if (!isCancelled()) fail(failure, i);
		}
	};

	for (let i = 0; i < count && !stopped && !isCancelled(); i++) {
		await lanes.free();
		try {
			const job = await preparation.prepare(i);
			lanes.start(job.changes, async () => await runJob(job, i));
		} catch (failure) {
			fail(failure, i);
		}
		if (i === 0) await lanes.drain();
	}
	await lanes.drain();

	const failure = failures.find((error) => error !== undefined);
	if (failure !== undefined) {
		addProgress(failure, results.filter((items) => items !== undefined).length, count);
		throw failure;
	}
	return [results.flat()];
}
