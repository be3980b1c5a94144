import type { IExecuteFunctions } from 'n8n-workflow';

import { isRead, pathAndQuery, type AnswerTo, type Call, type Send } from '../api/call';
import type { SendOptions, WorkPointClient } from '../api/client';
import { readCollection, type Read, type Source } from '../parameters/reader';
import { ItemClients } from './itemClients';
import { commonOptions, failOnServiceErrors } from './operations/commonOptions';
import type { Cancellation } from './operations/definition';
import { Width } from './width';

const itemOptions = { ...commonOptions, failOnServiceErrors };

/** An item of the run, with the site and the settings of its calls. */
export interface Item {
	index: number;
	/** The source of its parameters. */
	source: Source;
	/** The options of all operations; omitted ones are undefined. */
	options: Partial<Read<typeof itemOptions>>;
	client: WorkPointClient;
	send: Send;
	cancellation: Cancellation;
	/** The absolute URL of the WorkPoint site of its calls. */
	siteUrl: string;
}

/** The shared state of a run: answers that serve all items, and the number of parallel calls. */
export class Run {
	readonly width = new Width();

	/** Whether the run can be repeated safely. */
	isRepeatable = true;

	private readonly clients: ItemClients;

	/** The answers to calls marked as `cacheForRun`, by site and URL. */
	private readonly answers = new Map<string, Promise<unknown>>();

	constructor(private readonly context: IExecuteFunctions) {
		this.clients = new ItemClients(context);
	}

	/** @throws {NodeOperationError} for an option or a credential that cannot be used */
	async item(index: number): Promise<Item> {
		const source = { context: this.context, itemIndex: index };
		const options = await readCollection(source, 'options', itemOptions);
		const client = await this.clients.of(index);
		const siteUrl = options.siteUrl ?? client.connection.siteUrl;
		const signal = this.context.getExecutionCancelSignal();
		const sendOptions: SendOptions = {
			site: siteUrl,
			timeout: options.timeout === undefined ? undefined : options.timeout * 1_000,
			onAttempt: this.width.observe,
		};
		const send = this.sender(client, { ...sendOptions, signal });
		const cancellation = {
			signal,
			sendAnyway: client.sender(sendOptions),
			log: (message: string) => this.context.logger.warn(message),
		};
		return { index, source, options, client, send, cancellation, siteUrl };
	}

	private sender(client: WorkPointClient, options: SendOptions): Send {
		return async <C extends Call>(call: C) => {
			if (!isRead(call) && call.isIdempotent !== true) this.isRepeatable = false;
			return call.cacheForRun === true
				? await this.sendOnce(client, call, options)
				: await client.send(call, options);
		};
	}

	private async sendOnce<C extends Call>(
		client: WorkPointClient,
		call: C,
		options: SendOptions,
	): Promise<AnswerTo<C>> {
		const body = call.body === undefined ? '' : JSON.stringify(call.body);
		const key = `${call.site ?? options.site} ${pathAndQuery(call)} ${body}`;
		const known = this.answers.get(key) as Promise<AnswerTo<C>> | undefined;
		const answer = known ?? client.send(call, options);
		this.answers.set(key, answer);
		// The next item tries again.
		answer.catch(() => this.answers.delete(key));
		return await answer;
	}
}
