import {
	sleep,
	type IAllExecuteFunctions,
	type IHttpRequestOptions,
	type INode,
	type NodeApiError,
} from 'n8n-workflow';

import { judgeThrown } from './thrownFailure';
import { jsonBytes } from './body';
import {
	pathAndQuery,
	sendableHeaders,
	type AnswerTo,
	type Call,
	type Send,
	type SiteHeader,
} from './call';
import {
	credentialType,
	readConnection,
	secretsOf,
	type ClientContext,
	type Connection,
} from './connection';
import {
	judgeResponse,
	judgeUnreadable,
	judgeUnsendable,
	isHtml,
	type ApiResponse,
	type Failure,
} from './failure';
import { monotonicTime, NAP, pause } from './clock';
import { holdAfter, retryOf } from './retry';
import { throttles, type Departure } from './throttle';
import { failureError, serviceError } from './errorMessages';

/** Default timeout of a call in ms. Creating an entity with a site can take minutes. */
const defaultTimeout = 300_000;

/** Time in ms that the first call of a run has to itself: enough for a 401, a sign-in and a quick answer. */
const ALONE = 5_000;

export interface SendOptions {
	/** Overrides the connection's site. */
	site?: string;
	/** In ms. */
	timeout?: number;
	/** Aborts the call. Without a signal, the call completes even if the execution is canceled. */
	signal?: AbortSignal;
	/** Called after each attempt to send the call. */
	onAttempt?(call: Call, attempt: Attempt): void;
}

/** One attempt to send a call. */
export interface Attempt {
	/** Start of the attempt, in monotonic time. */
	startedAt: number;
	/** Undefined after success. */
	failure?: Failure;
}

/**
 * Rejects as soon as the execution is canceled. n8n's request helper does so only while it talks to the Web API, not
 * while it gets a token; it does not send the call afterwards.
 */
async function unlessCancelled<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
	return await new Promise<T>((resolve, reject) => {
		const cancel = () => reject(new Error('The execution was cancelled'));
		if (signal?.aborted) cancel();
		signal?.addEventListener('abort', cancel, { once: true });
		work.then(resolve, reject).finally(() => signal?.removeEventListener('abort', cancel));
	});
}

/**
 * The context for n8n's request helper, which aborts every call when the execution is canceled, whatever the options. A
 * call without a signal must complete, so it gets a context that is never canceled.
 */
function contextFor(context: ClientContext, { signal }: SendOptions): IAllExecuteFunctions {
	const isEnding = signal === undefined && 'getExecutionCancelSignal' in context;
	const endless = { getExecutionCancelSignal: { value: () => undefined } };
	return (isEnding ? Object.create(context, endless) : context) as IAllExecuteFunctions;
}

type Try = { response: ApiResponse } | { failure: Failure };

/** Sends the calls of one connection: authenticated, throttled, retried where that is safe, with readable errors. */
export class WorkPointClient {
	/** The credential's current and former secrets: its token may be replaced after a call has carried it. */
	private readonly secrets: Set<string>;

	/** The first attempt of the first call. */
	private first?: Promise<unknown>;

	private firstAloneUntil = 0;

	private constructor(
		private readonly context: ClientContext,
		readonly connection: Connection,
	) {
		this.secrets = new Set(connection.secrets);
	}

	/** Creates the client of a node from its credential, resolved for one item if there is one. */
	static async of(context: ClientContext, itemIndex?: number): Promise<WorkPointClient> {
		return new WorkPointClient(context, await readConnection(context, itemIndex));
	}

	get node(): INode {
		return this.context.getNode();
	}

	/**
	 * Sends one call and returns the parsed answer; undefined for an empty body.
	 *
	 * @throws {NodeApiError} with the cause, the service's message and the fix
	 */
	async send<C extends Call>(call: C, options: SendOptions = {}): Promise<AnswerTo<C>> {
		const response = await this.sendForResponse(call, options);
		return (await this.parse(response, call)) as AnswerTo<C>;
	}

	/** Sends calls with the same options. */
	sender(options: SendOptions): Send {
		return async (call) => await this.send(call, options);
	}

	/**
	 * Like {@link send}, but returns the status and headers of a successful answer.
	 *
	 * @throws {NodeApiError} as {@link send}
	 */
	async sendForResponse(call: Call, options: SendOptions = {}): Promise<ApiResponse> {
		for (let attempt = 1; ; attempt++) {
			const result = await this.tryOnce(call, options, attempt);
			if ('response' in result) return result.response;
			const wait = retryOf(result.failure, call, attempt);
			if (wait === undefined || options.signal?.aborted === true)
				throw await this.errorFor(result.failure, call);
			await pause(wait, options.signal);
		}
	}

	/** The error for an answer with status 200 in which the service reports a failure. */
	async serviceError(texts: string[], call: Call, advice?: string): Promise<NodeApiError> {
		return serviceError(this.node, texts, await this.secretsIn(call), advice);
	}

	/** The parsed body of an answer; undefined for an empty one. A text/plain body is returned as it is. */
	private async parse(response: ApiResponse, call: Call): Promise<unknown> {
		const { body, headers } = response;
		if (body === '') return undefined;
		try {
			return JSON.parse(body);
		} catch {
			if (/^text\/plain\b/i.test(String(headers['content-type'])) && !isHtml(body)) return body;
			throw await this.errorFor(judgeUnreadable(response, call), call);
		}
	}

	private siteFor(call: Call, options: SendOptions): string {
		return call.site ?? options.site ?? this.connection.siteUrl;
	}

	private async tryOnce(call: Call, options: SendOptions, attempt: number): Promise<Try> {
		if (this.first !== undefined) {
			await this.waitForFirst(options.signal);
			return await this.takeTurn(call, options, attempt);
		}
		this.firstAloneUntil = monotonicTime() + ALONE;
		const first = this.takeTurn(call, options, attempt);
		const done = () => (this.firstAloneUntil = 0);
		this.first = first.then(done, done);
		return await first;
	}

	/** n8n fetches a token for each call that starts without a valid one, so the first call gets it for all. */
	private async waitForFirst(signal?: AbortSignal): Promise<void> {
		const left = () => this.firstAloneUntil - monotonicTime();
		while (left() > 0 && signal?.aborted !== true)
			await Promise.race([this.first, sleep(Math.min(left(), NAP))]);
	}

	private async takeTurn(call: Call, options: SendOptions, attempt: number): Promise<Try> {
		const { key, requestsPerMinute } = this.connection;
		const throttle = throttles.of(key, this.siteFor(call, options));
		const departure = await throttle.take(requestsPerMinute, options.signal);
		const startedAt = monotonicTime();
		const result = await this.exchange(call, options);
		options.onAttempt?.(call, { ...result, startedAt });
		this.report(result, departure, attempt);
		return result;
	}

	/** Reports the end of a call to the throttle. */
	private report(result: Try, departure: Departure, attempt: number): void {
		const failure = 'failure' in result ? result.failure : undefined;
		if (failure?.kind === 'throttled')
			throttles.hold(this.connection.key, holdAfter(failure, attempt));
		if (failure?.kind === 'throttled' && failure.status === 429) departure.refused();
		else departure.ended();
	}

	private async exchange(call: Call, options: SendOptions): Promise<Try> {
		let httpOptions: IHttpRequestOptions;
		try {
			httpOptions = await this.httpOptions(call, options);
		} catch (thrown) {
			return { failure: judgeUnsendable(thrown) };
		}
		try {
			const response: ApiResponse = await unlessCancelled(
				this.context.helpers.httpRequestWithAuthentication.call(
					contextFor(this.context, options),
					credentialType(this.context),
					httpOptions,
				),
				options.signal,
			);
			const failure = judgeResponse(response, call);
			return failure === undefined ? { response } : { failure };
		} catch (thrown) {
			return { failure: judgeThrown(thrown, call) };
		}
	}

	/** n8n mutates the options that it gets, so each attempt needs its own. */
	private async httpOptions(call: Call, options: SendOptions): Promise<IHttpRequestOptions> {
		const hasBody = call.body !== undefined;
		const site: SiteHeader = { WorkPoint365Url: this.siteFor(call, options) };
		return {
			method: call.method,
			url: this.connection.apiBaseUrl + pathAndQuery(call),
			headers: sendableHeaders({
				Accept: 'application/json',
				...site,
				...(hasBody ? { 'Content-Type': 'application/json' } : {}),
				...call.headers,
			}),
			// Bytes pass through unchanged; n8n would drop an empty object and reparse a string.
			...(hasBody ? { body: await jsonBytes(call.body) } : {}),
			// Bare scalars and JSON strings can only be distinguished in the raw text.
			encoding: 'text',
			returnFullResponse: true,
			// A 401 must throw, so that n8n fetches a new token.
			ignoreHttpStatusErrors: { ignore: true, except: [401] },
			sendCredentialsOnCrossOriginRedirect: false,
			disableFollowRedirect: true,
			timeout: options.timeout ?? defaultTimeout,
			...(options.signal ? { abortSignal: options.signal } : {}),
		};
	}

	private async secretsIn(call: Call): Promise<string[]> {
		for (const secret of await secretsOf(this.context)) this.secrets.add(secret);
		return [...(call.secrets ?? []), ...this.secrets];
	}

	private async errorFor(failure: Failure, call: Call): Promise<NodeApiError> {
		return failureError(this.node, failure, call, await this.secretsIn(call));
	}
}
