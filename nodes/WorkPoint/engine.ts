import type { IBinaryKeyData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { WorkPointClient } from '../api/client';
import { asNodeError, judgmentOf } from '../api/nodeError';
import { readParameters } from '../parameters/itemReader';
import { batchesOf } from './batches';
import { OperationRun, Run } from './operationRun';
import { Lanes } from './lanes';
import { commonOptions } from './operations/commonOptions';
import type { Operation, OutputFile, OutputItem } from './operations/operation';

type Failure = ReturnType<typeof asNodeError>;

/** The files of an input item, where the user wants them handed on: also when the item fails, for whatever reason. */
function keptFiles(context: IExecuteFunctions, index: number): IBinaryKeyData | undefined {
	try {
		return context.getNodeParameter('options.keepInputFiles', index, false) === true
			? context.getInputData()[index]?.binary
			: undefined;
	} catch {
		// An expression that cannot be read has failed the item already.
		return undefined;
	}
}

async function toItem(
	context: IExecuteFunctions,
	index: number,
	{ json, file }: OutputItem,
): Promise<INodeExecutionData> {
	const item: INodeExecutionData = { json, pairedItem: { item: index } };
	const binary = {
		...keptFiles(context, index),
		...(file === undefined ? {} : await toBinary(context, file)),
	};
	return Object.keys(binary).length === 0 ? item : { ...item, binary };
}

async function toBinary(
	context: IExecuteFunctions,
	{ field, data, fileName, mimeType }: OutputFile,
) {
	return { [field]: await context.helpers.prepareBinaryData(data, fileName, mimeType) };
}

function toNodeError(context: IExecuteFunctions, failure: unknown, itemIndex: number): Failure {
	const error = asNodeError(context.getNode(), failure, itemIndex);
	error.context.itemIndex = itemIndex;
	return error;
}

/** Tells what became of the other items, so that nobody runs them all again in the dark. */
function progressText(done: number, failures: Failure[], all: number): string | undefined {
	if (all === 1) return undefined;
	const uncertain = failures.filter(
		(failure) => judgmentOf(failure).mayHaveHappened === true,
	).length;
	if (done + uncertain === 0) return `None of the other ${all - 1} items was carried out.`;
	const counts = [
		`${done} of ${all} items had been carried out`,
		...(uncertain === 0 ? [] : [`${uncertain} may have been carried out`]),
	];
	return `${counts.join(' and ')} when the node stopped; running it again repeats them.`;
}

/**
 * Runs an operation over all items of the node.
 *
 * Items keep their order and their pairing. After a failure with Continue On Fail off, no further item starts, and
 * those under way are waited for.
 *
 * @throws {NodeApiError|NodeOperationError} the failure of the first item that failed, with Continue On Fail off
 */
export async function runOperation(
	context: IExecuteFunctions,
	operation: Operation,
): Promise<INodeExecutionData[][]> {
	const count = context.getInputData().length;
	if (count === 0) return [[]];
	const client = await WorkPointClient.of(context);
	const run = new Run(context, operation, client);
	const signal = context.getExecutionCancelSignal();
	const isCancelled = () => signal?.aborted === true;
	const { concurrency = 5 } = await readParameters(
		context,
		0,
		{ concurrency: commonOptions.concurrency },
		'options',
	);
	const lanes = new Lanes(concurrency);

	const results: INodeExecutionData[][] = [];
	const failures: Failure[] = [];
	const isStopped = () => failures.length > 0 || isCancelled();
	const fail = (failure: unknown, i: number) => {
		// Whoever cancels knows; n8n drops what comes after.
		if (isCancelled()) return;
		const error = toNodeError(context, failure, i);
		if (!context.continueOnFail()) return void failures.push(error);
		const binary = keptFiles(context, i);
		const item = { json: { error: error.message }, error, pairedItem: { item: i } };
		results[i] = [binary === undefined ? item : { ...item, binary }];
	};
	/** Does a part of an item's work, unless the run has stopped or the item has failed. */
	const attempt = async <T>(i: number, otherwise: T, work: () => Promise<T>): Promise<T> => {
		if (isStopped() || results[i] !== undefined) return otherwise;
		try {
			return await work();
		} catch (failure) {
			fail(failure, i);
			return otherwise;
		}
	};

	const give = async ({ index }: OperationRun, items: OutputItem[]) => {
		results[index] = await Promise.all(items.map(async (one) => await toItem(context, index, one)));
	};
	const prepare = async (i: number) =>
		await attempt(i, undefined, async () => await OperationRun.prepare(run, i));
	const find = async (item: OperationRun) =>
		await attempt<string[]>(item.index, [], async () => await item.find());

	const runEach = async () => {
		for (let i = 0; i < count && !isStopped(); i++) {
			await lanes.free();
			const item = await prepare(i);
			if (item === undefined) continue;
			lanes.start(
				async () => await find(item),
				async () =>
					await attempt(i, undefined, async () => await give(item, await item.carryOut())),
			);
		}
		await lanes.drain();
	};

	const carryOutBatch = async (items: [OperationRun, ...OperationRun[]]) => {
		try {
			const outputs = await OperationRun.carryOutTogether(items);
			for (const [n, item] of items.entries()) {
				try {
					await give(item, (await outputs[n]?.()) ?? []);
				} catch (failure) {
					fail(failure, item.index);
				}
			}
		} catch (failure) {
			// They share the failure, which in the end names the first of them.
			for (const { index } of items.reverse()) fail(failure, index);
		}
	};

	/** All items are checked before the first call goes out. */
	const runTogether = async (size: number) => {
		const ready = [];
		for (let i = 0; i < count && !isStopped(); i++) {
			const item = await prepare(i);
			const orderKeys = item === undefined ? [] : await find(item);
			if (item !== undefined && results[i] === undefined)
				ready.push({ item, orderKeys, batchKey: item.batchKey() });
		}
		for (const batch of batchesOf(ready, size)) {
			if (isStopped()) return;
			await carryOutBatch(batch.map(({ item }) => item) as [OperationRun, ...OperationRun[]]);
		}
	};

	await ('batch' in operation ? runTogether(operation.batch.size) : runEach());

	const [first] = failures.sort(
		(a, b) => Number(a.context.itemIndex) - Number(b.context.itemIndex),
	);
	if (first !== undefined) {
		const done = results.filter((items) => items !== undefined).length;
		const progress = progressText(done, failures, count);
		first.description = [first.description, progress].filter(Boolean).join(' ');
		throw first;
	}
	return [results.flat()];
}
