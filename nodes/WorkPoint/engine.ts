import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { batchesOf } from './batches';
import { Lanes } from './lanes';
import type { OutputItem } from './operations/definition';
import { Outcomes } from './outcomes';
import { Run, type Item } from './run';

/** The work on one checked item. */
export interface Job {
	readonly item: Item;
	/** Looks up values that only WorkPoint has; returns the ordering keys of what the item changes. */
	find(): Promise<string[]>;
	/** Sends the calls of the operation. */
	carryOut(): Promise<OutputItem[]>;
}

/** The work on an item that shares its call with others. */
export interface BatchableJob extends Omit<Job, 'carryOut'> {
	/** Items with the same key may share a call. */
	batchKey(): Promise<string>;
}

/** Schedules the items of a run, in parallel and in shared calls. */
export class Engine {
	readonly run: Run;

	constructor(
		context: IExecuteFunctions,
		private readonly outcomes: Outcomes,
	) {
		this.run = new Run(context);
	}

	/**
	 * Gives each item calls of its own.
	 *
	 * @param prepare checks an item, before any call for it
	 */
	async runEach(prepare: (item: Item) => Promise<Job>): Promise<void> {
		const { outcomes } = this;
		const lanes = new Lanes();
		for (let i = 0; i < outcomes.count && !outcomes.isStopped; i++) {
			const job = await this.prepared(i, prepare);
			if (job === undefined) continue;
			await lanes.free(() => job.item.options.concurrency ?? this.run.width.now);
			lanes.start(
				async () => (await outcomes.attempt(i, async () => await job.find())) ?? [],
				async () =>
					await outcomes.attempt(i, async () => await outcomes.succeed(i, await job.carryOut())),
			);
		}
		await lanes.drain();
	}

	/**
	 * Gives up to `size` items one call. All items are checked before the first call goes out.
	 *
	 * @param prepare checks an item, before any call for it
	 * @param send sends the call; returns a function for the results of each item, or the item's own failure
	 */
	async runTogether<J extends BatchableJob>(
		size: number,
		prepare: (item: Item) => Promise<J>,
		send: (jobs: [J, ...J[]]) => Promise<Array<() => Promise<OutputItem[]>>>,
	): Promise<void> {
		const { outcomes } = this;
		const ready = [];
		for (let i = 0; i < outcomes.count && !outcomes.isStopped; i++) {
			const job = await this.prepared(i, prepare);
			const orderKeys = job && (await outcomes.attempt(i, async () => await job.find()));
			if (job && orderKeys) ready.push({ job, orderKeys, batchKey: await job.batchKey() });
		}
		for (const batch of batchesOf(ready, size)) {
			if (outcomes.isStopped) return;
			const [first, ...others] = batch;
			await this.sendBatch([first.job, ...others.map(({ job }) => job)], send);
		}
	}

	private async prepared<J>(
		index: number,
		prepare: (item: Item) => Promise<J>,
	): Promise<J | undefined> {
		return await this.outcomes.attempt(
			index,
			async () => await prepare(await this.run.item(index)),
		);
	}

	private async sendBatch<J extends BatchableJob>(
		jobs: [J, ...J[]],
		send: (jobs: [J, ...J[]]) => Promise<Array<() => Promise<OutputItem[]>>>,
	): Promise<void> {
		const { outcomes } = this;
		try {
			const outputs = await send(jobs);
			for (const [n, { item }] of jobs.entries()) {
				try {
					await outcomes.succeed(item.index, (await outputs[n]?.()) ?? []);
				} catch (failure) {
					outcomes.fail(item.index, failure);
				}
			}
		} catch (failure) {
			// They share the failure, which finally names the first of them.
			for (const { item } of jobs.reverse()) outcomes.fail(item.index, failure);
		}
	}
}

/** An operation as the engine runs it. */
interface Runnable {
	keepsInputFiles?: boolean;
	run(engine: Engine): Promise<void>;
}

/**
 * Runs an operation over all items of the node.
 *
 * Items keep their order and their pairing. After a failure with Continue On Fail off, no further item starts, and the
 * run waits for those in progress. With Continue On Fail, every failure belongs to items.
 *
 * @param choose returns the operation; an error from it or from the operation stops all items
 * @throws {NodeApiError|NodeOperationError} the failure of the first item that failed, with Continue On Fail off
 */
export async function runItems(
	context: IExecuteFunctions,
	choose: () => Runnable,
): Promise<INodeExecutionData[]> {
	const outcomes = new Outcomes(context);
	if (outcomes.count === 0) return [];
	const engine = new Engine(context, outcomes);
	try {
		const operation = choose();
		outcomes.keepsInputFiles = operation.keepsInputFiles === true;
		await operation.run(engine);
	} catch (failure) {
		outcomes.failOthers(failure);
	}
	return outcomes.output(engine.run.isRepeatable);
}
