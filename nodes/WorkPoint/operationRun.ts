import { NodeOperationError, UnexpectedError, type IExecuteFunctions } from 'n8n-workflow';

import { pathAndQuery, type AnswerTo, type Call, type Send } from '../api/call';
import type { SendOptions, WorkPointClient } from '../api/client';
import { normalizedAddress } from '../api/urls';
import { emptyAnswerError } from '../api/errorMessages';
import { readParameters, type Read } from '../parameters/itemReader';
import { labelOf, LookUp, type Parameters } from '../parameters/parameter';
import { commonOptions, failOnServiceErrors } from './operations/commonOptions';
import type { Operation, OutputItem } from './operations/operation';
import { passThrough } from './operations/answers';

type Values = Record<string, unknown>;

const common = { ...commonOptions, failOnServiceErrors };

type Common = Read<typeof common>;

function refuseIncomplete(
	context: IExecuteFunctions,
	itemIndex: number,
	operation: Operation,
	values: Values,
) {
	for (const names of operation.together ?? []) {
		const missing = names.filter((name) => values[name] === undefined);
		if (missing.length === 0 || missing.length === names.length) continue;
		const label = (name: string) => {
			const parameter = operation.additionalFields?.[name];
			return parameter === undefined ? name : labelOf(name, parameter);
		};
		throw new NodeOperationError(context.getNode(), `'${label(missing[0] as string)}' is missing`, {
			description: `Fill in ${names.map((name) => `'${label(name)}'`).join(' and ')}, or none of them.`,
			itemIndex,
		});
	}
}

/** What all items of a run share: the client, and the answers that serve them all. */
export class Run {
	/** What calls marked as `cacheForRun` gave, by site and address. */
	private readonly answers = new Map<string, Promise<unknown>>();

	constructor(
		readonly context: IExecuteFunctions,
		readonly operation: Operation,
		readonly client: WorkPointClient,
	) {}

	/** How the calls of an item are sent, by its options. */
	sender({ siteUrl, timeout }: Common): Send {
		const options: SendOptions = {
			site: siteUrl,
			timeout: timeout === undefined ? undefined : timeout * 1_000,
			signal: this.context.getExecutionCancelSignal(),
		};
		return async <C extends Call>(call: C) =>
			call.cacheForRun === true
				? await this.sendOnce(call, options)
				: await this.client.send(call, options);
	}

	private async sendOnce<C extends Call>(call: C, options: SendOptions): Promise<AnswerTo<C>> {
		const body = call.body === undefined ? '' : JSON.stringify(call.body);
		const key = `${call.site ?? options.site} ${pathAndQuery(call)} ${body}`;
		const known = this.answers.get(key) as Promise<AnswerTo<C>> | undefined;
		const answer = known ?? this.client.send(call, options);
		this.answers.set(key, answer);
		// The next item tries anew.
		answer.catch(() => this.answers.delete(key));
		return await answer;
	}
}

/** One item, checked before any call; then looked up; then carried out. */
export class OperationRun {
	private constructor(
		readonly index: number,
		private readonly run: Run,
		private readonly values: Values,
		private readonly common: Common,
		private readonly send: Send,
		/** The WorkPoint site that the calls of the item go to, absolute. */
		private readonly siteUrl: string,
	) {}

	/** @throws {NodeOperationError} for a value that cannot be used, before any call */
	static async prepare(run: Run, itemIndex: number): Promise<OperationRun> {
		const { context, operation } = run;
		const read = async (parameters: Parameters = {}, collection?: string) =>
			await readParameters(context, itemIndex, parameters, collection);
		const chosen = await readParameters(context, itemIndex, common, 'options');
		const values = {
			...(await read(operation.parameters)),
			...(await read(operation.additionalFields, 'additionalFields')),
			...(await read(operation.options, 'options')),
		};
		refuseIncomplete(context, itemIndex, operation, values);
		const siteUrl = chosen.siteUrl ?? run.client.connection.siteUrl;
		return new OperationRun(itemIndex, run, values, chosen, run.sender(chosen), siteUrl);
	}

	/** Looks up what only WorkPoint can tell; gives the keys of what the item changes. */
	async find(): Promise<string[]> {
		for (const [name, value] of Object.entries(this.values))
			if (value instanceof LookUp) this.values[name] = await value.find(this.send, this.siteUrl);
		const keys = this.run.operation.orderKeys?.(this.values as never) ?? [];
		return keys.map((key) => `${normalizedAddress(this.siteUrl)} ${key}`);
	}

	/** For which items one call may go out; those with other options have calls of their own. */
	batchKey(): string {
		const { operation } = this.run;
		const key = 'batch' in operation ? operation.batch.key(this.values as never) : '';
		return `${JSON.stringify(this.common)} ${key}`;
	}

	/**
	 * Sends one call for several items, which share a batch key; gives for each what goes out, or its own failure.
	 *
	 * @throws {NodeApiError} for a failure that all of them share
	 */
	static async carryOutTogether(
		items: [OperationRun, ...OperationRun[]],
	): Promise<Array<() => Promise<OutputItem[]>>> {
		const [first] = items;
		const { operation } = first.run;
		if (!('batch' in operation)) throw new UnexpectedError('The operation has no call for many');
		const { request, serviceErrors, itemErrors, output } = operation.batch;
		const call = request(items.map(({ values }) => values as never) as [never, ...never[]]);
		const answer = await first.send(call);
		await first.refuseFailure(call, serviceErrors(answer));
		return items.map((item) => async () => {
			await item.refuseFailure(call, itemErrors(answer, item.values as never));
			return output(answer, item.values as never);
		});
	}

	/** @throws {NodeApiError} when the service itself says that the call failed, unless the user takes that as data */
	private async refuseFailure(call: Call, errors: string[] = []): Promise<void> {
		if (errors.length > 0 && this.common.failOnServiceErrors !== false)
			throw await this.run.client.serviceError(errors, call);
	}

	/** Sends the calls of the operation; gives the fields that the user wants of what goes out. */
	async carryOut(): Promise<OutputItem[]> {
		const items = await this.answer();
		const wanted = this.values.outputFields as string[] | undefined;
		if (wanted === undefined) return items;
		return items.map(({ json, ...item }) => ({
			...item,
			json: Object.fromEntries(Object.entries(json).filter(([name]) => wanted.includes(name))),
		}));
	}

	private async answer(): Promise<OutputItem[]> {
		const { operation } = this.run;
		if ('batch' in operation) throw new UnexpectedError('The operation has one call for many');
		if ('execute' in operation)
			return await operation.execute(this.values as never, this.send, this.siteUrl);
		const values = this.values as Record<string, never>;
		for (const [name, find] of Object.entries(operation.prefetch ?? {}))
			this.values[name] = await find(values, this.send, this.siteUrl);
		const call = operation.request(values);
		const answer = await this.send(call);
		const isEmpty = answer === undefined || answer === null;
		const lacksResult = isEmpty
			? operation.allowsEmptyAnswer !== true
			: operation.isValidAnswer?.(answer) === false;
		if (lacksResult) throw emptyAnswerError(this.run.client.node, call);
		await this.refuseFailure(call, operation.serviceErrors?.(answer, values));
		const items = operation.output?.(answer, values) ?? passThrough(answer);
		return (await operation.enrich?.(items, values, this.send)) ?? items;
	}
}
