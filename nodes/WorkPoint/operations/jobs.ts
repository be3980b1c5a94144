import type { AnswerTo, Call } from '../../api/call';
import { emptyAnswerError } from '../../api/errorMessages';
import { normalizedAddress } from '../../api/urls';
import { lookUp, type Resolved } from '../../parameters/reader';
import type { BatchableJob, Job } from '../engine';
import type { Item } from '../run';
import { passThrough } from './answers';
import type {
	OneCall,
	OneCallForMany,
	OutputItem,
	Prefetch,
	SeveralCalls,
	WithPrefetched,
} from './definition';

interface Keyed<V> {
	orderKeys?(values: V): string[];
}

/** The work on one item with checked values. Values that only WorkPoint has are looked up first. */
abstract class CheckedJob<R extends object> {
	private resolved?: Resolved<R>;

	constructor(
		readonly item: Item,
		private readonly read: R,
		private readonly keyed: Keyed<Resolved<R>>,
	) {}

	async find(): Promise<string[]> {
		const keys = this.keyed.orderKeys?.(await this.values()) ?? [];
		return keys.map((key) => `${normalizedAddress(this.item.siteUrl)} ${key}`);
	}

	protected async values(): Promise<Resolved<R>> {
		this.resolved ??= await lookUp(this.read, this.item.send, this.item.siteUrl);
		return this.resolved;
	}
}

/** @throws {NodeApiError} when the service itself reports a failure, unless the user wants the answer as data */
async function refuseFailure(
	{ client, options }: Item,
	call: Call,
	errors: string[] = [],
	advice?: string,
) {
	if (errors.length > 0 && options.failOnServiceErrors !== false)
		throw await client.serviceError(errors, call, advice);
}

/** The output fields that the user wants. */
function selectedFields(items: OutputItem[], { outputFields }: { outputFields?: string[] }) {
	if (outputFields === undefined) return items;
	return items.map(({ json, ...item }) => ({
		...item,
		json: Object.fromEntries(Object.entries(json).filter(([name]) => outputFields.includes(name))),
	}));
}

/** An operation that is one call. */
export class CallJob<R extends object, L extends Prefetch<Resolved<R>>, C extends Call>
	extends CheckedJob<R>
	implements Job
{
	constructor(
		item: Item,
		read: R,
		private readonly definition: OneCall<Resolved<R>, L, C> & Keyed<Resolved<R>>,
	) {
		super(item, read, definition);
	}

	async carryOut(): Promise<OutputItem[]> {
		const { item, definition } = this;
		const values = await this.prefetched();
		const call = definition.request(values);
		const answer = await item.send(call);
		const isEmpty = answer === undefined || answer === null;
		const lacksResult = isEmpty
			? definition.allowsEmptyAnswer !== true
			: definition.isValidAnswer?.(answer) === false;
		if (lacksResult) throw emptyAnswerError(item.client.node, call);
		const errors = definition.serviceErrors?.(answer, values);
		await refuseFailure(item, call, errors, definition.serviceErrorAdvice?.(values));
		const items = definition.output?.(answer, values) ?? passThrough(answer);
		return selectedFields((await definition.enrich?.(items, values, item.send)) ?? items, values);
	}

	private async prefetched(): Promise<WithPrefetched<Resolved<R>, L>> {
		const { send, siteUrl } = this.item;
		const values = await this.values();
		const prefetch: Prefetch<Resolved<R>> = this.definition.prefetch ?? {};
		const found: Record<string, unknown> = {};
		for (const [name, find] of Object.entries(prefetch))
			found[name] = await find(values, send, siteUrl);
		return { ...values, ...found } as WithPrefetched<Resolved<R>, L>;
	}
}

/** An operation that is several calls. */
export class SeveralCallsJob<R extends object> extends CheckedJob<R> implements Job {
	constructor(
		item: Item,
		read: R,
		private readonly definition: SeveralCalls<Resolved<R>> & Keyed<Resolved<R>>,
	) {
		super(item, read, definition);
	}

	async carryOut(): Promise<OutputItem[]> {
		const { send, siteUrl, cancellation } = this.item;
		const values = await this.values();
		return selectedFields(
			await this.definition.execute(values, send, siteUrl, cancellation),
			values,
		);
	}
}

/** One item of a call for many items. */
export class BatchJob<R extends object, C extends Call>
	extends CheckedJob<R>
	implements BatchableJob
{
	constructor(
		item: Item,
		read: R,
		private readonly definition: OneCallForMany<Resolved<R>, C> & Keyed<Resolved<R>>,
	) {
		super(item, read, definition);
	}

	/** Items with other options have calls of their own. */
	async batchKey(): Promise<string> {
		const { options, siteUrl } = this.item;
		const key = this.definition.batch.key(await this.values());
		return `${JSON.stringify({ ...options, siteUrl })} ${key}`;
	}

	/**
	 * Sends one call for several items with the same batch key; returns a function for the results of each item, or the
	 * item's own failure.
	 *
	 * @throws {NodeApiError} for a failure that all of them share
	 */
	static async carryOut<R extends object, C extends Call>(
		jobs: [BatchJob<R, C>, ...Array<BatchJob<R, C>>],
	): Promise<Array<() => Promise<OutputItem[]>>> {
		const [first, ...others] = jobs;
		const { item, definition } = first;
		const { request, serviceErrors, itemErrors, output } = definition.batch;
		const values = await Promise.all(others.map(async (job) => await job.values()));
		const call = request([await first.values(), ...values]);
		const answer: AnswerTo<C> | undefined = await item.send(call);
		await refuseFailure(item, call, serviceErrors(answer));
		return jobs.map((job) => async () => {
			const own = await job.values();
			await refuseFailure(job.item, call, itemErrors(answer, own));
			return output(answer, own);
		});
	}
}
