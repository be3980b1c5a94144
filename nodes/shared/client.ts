import {
	NodeOperationError,
	sleep,
	type IAllExecuteFunctions,
	type ICredentialDataDecryptedObject,
	type IHttpRequestOptions,
	type INode,
} from 'n8n-workflow';

import { jsonBytes } from './body';
import { defaultLoginUrl, defaultRequestsPerMinute, environments } from './environments';
import {
	failureError,
	mayPass,
	responseError,
	unreadableError,
	wasSurelyNotProcessed,
	type ApiResponse,
} from './errors';
import { isRead, pathAndQuery, type ApiRequest } from './request';
import { isTurnedAway, retryAfter } from './retryAfter';
import { monotonicTime, throttles } from './throttle';
import { webUrl } from './urls';

export const credentialName = 'workPointOAuth2Api';

/** Tries of a call in all, the first one included, while the service asks to come back later. */
const TRIES_WHEN_THROTTLED = 10;

/** Tries of a call in all after a failure that may pass. */
const TRIES_AFTER_FAILURE = 3;

/** First pause before a repeated try in ms; it doubles with each further one. */
const FIRST_PAUSE = 500;

/** Longest Retry-After in ms that a call waits for; beyond it the user is told instead. */
const LONGEST_HOLD = 10 * 60_000;

/** Default time for one call in ms. Creating an entity with a site can take minutes. */
export const defaultTimeout = 300_000;

/** What the credential says, read once per execution. */
export interface Connection {
	/** Key of the throttle: the same for all executions that share the credential. */
	key: string;
	apiBaseUrl: string;
	siteUrl: string;
	/** 0 means no limit. */
	requestsPerMinute: number;
}

export interface SendOptions {
	siteUrl?: string;
	/** In ms. */
	timeout?: number;
	signal?: AbortSignal;
	/** False for a call that must not be repeated for whatever reason. */
	repeat?: boolean;
}

/** The parts of n8n's contexts that the client uses; execution, editor and webhook contexts all have them. */
export type ClientContext = Pick<IAllExecuteFunctions, 'getNode' | 'getCredentials'> & {
	helpers: Pick<IAllExecuteFunctions['helpers'], 'httpRequestWithAuthentication'>;
};

/** The origin that a field of a custom environment names. */
function customOrigin(
	context: ClientContext,
	value: unknown,
	label: string,
	example: string,
): string {
	const url = webUrl(value);
	if (url === undefined) {
		throw new NodeOperationError(
			context.getNode(),
			`'${label}' of the credential is not an https address`,
			{ description: `Open the credential and enter an origin, such as ${example}.` },
		);
	}
	return url.origin;
}

function apiOrigin(context: ClientContext, credential: ICredentialDataDecryptedObject): string {
	if (credential.environment === 'test') return environments.test.apiBaseUrl;
	if (credential.environment !== 'custom') return environments.production.apiBaseUrl;
	// n8n sends the client secret there, so it must not travel in the open either.
	customOrigin(context, credential.loginUrl || defaultLoginUrl, 'Sign-in URL', defaultLoginUrl);
	return customOrigin(
		context,
		credential.apiBaseUrl,
		'API Base URL',
		environments.production.apiBaseUrl,
	);
}

function refuseSharedTenant(
	context: ClientContext,
	credential: ICredentialDataDecryptedObject,
): void {
	const tenant = String(credential.tenantId ?? '')
		.trim()
		.toLowerCase();
	if (
		credential.grantType !== 'authorizationCode' &&
		/^(|common|organizations|consumers)$/.test(tenant)
	) {
		throw new NodeOperationError(
			context.getNode(),
			`'Tenant ID' of the credential is ${tenant === '' ? 'empty' : `"${tenant}"`}, which an application cannot use to sign in`,
			{ description: 'Open the credential and enter the ID or a domain of your own Entra tenant.' },
		);
	}
}

/**
 * Reads the credential of the node. Reading it decrypts it, so do this once per execution, never per item.
 *
 * @throws {NodeOperationError} when the credential cannot work, before any call
 */
export async function readConnection(context: ClientContext): Promise<Connection> {
	const credential = await context.getCredentials(credentialName);
	refuseSharedTenant(context, credential);
	const site = webUrl(credential.siteUrl);
	if (site === undefined) {
		throw new NodeOperationError(
			context.getNode(),
			"'WorkPoint Site URL' of the credential is not an https address",
			{
				description:
					'Open the credential and enter the address of the site, such as https://contoso.sharepoint.com/sites/WorkPoint.',
			},
		);
	}
	return {
		key: context.getNode().credentials?.[credentialName]?.id ?? String(credential.clientId),
		apiBaseUrl: apiOrigin(context, credential),
		siteUrl: site.href.replace(/\/+$/, ''),
		requestsPerMinute: Number(credential.requestsPerMinute ?? defaultRequestsPerMinute),
	};
}

/** Waits, and ends at once when the execution is cancelled. */
async function pause(ms: number, signal?: AbortSignal): Promise<void> {
	const end = monotonicTime() + ms;
	for (let left = ms; left > 0 && signal?.aborted !== true; left = end - monotonicTime()) {
		await sleep(Math.min(left, 200));
	}
}

/**
 * Ends at once when the execution is cancelled. n8n's request helper does so only while it talks to the Web API, not
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

type Outcome = { response: ApiResponse } | { failure: unknown };

/** Sends calls of one connection: signed in, throttled, repeated where that is safe, with errors in words. */
export class WorkPointClient {
	constructor(
		private readonly context: ClientContext,
		readonly connection: Connection,
	) {}

	get node(): INode {
		return this.context.getNode();
	}

	/**
	 * Sends one call and gives the parsed answer; undefined when the body is empty.
	 *
	 * @throws {NodeApiError} that tells what happened, what the service said and how to mend it
	 */
	async send(request: ApiRequest, options: SendOptions = {}): Promise<unknown> {
		return this.parse(await this.sendForResponse(request, options), request);
	}

	/**
	 * Like {@link send}, for who needs the status and headers of a successful answer.
	 *
	 * @throws {NodeApiError} as {@link send}
	 */
	async sendForResponse(request: ApiRequest, options: SendOptions = {}): Promise<ApiResponse> {
		for (let attempt = 1; ; attempt++) {
			const outcome = await this.tryOnce(request, options);
			const succeeded = 'response' in outcome && outcome.response.statusCode < 300;
			if (succeeded) return outcome.response;
			const wait =
				options.repeat === false ? undefined : this.waitBeforeRetry(outcome, request, attempt);
			if (wait === undefined || options.signal?.aborted === true)
				throw this.toError(outcome, request);
			await pause(wait, options.signal);
		}
	}

	/** The parsed body of an answer; undefined when it is empty. */
	parse(response: ApiResponse, request: ApiRequest): unknown {
		if (response.body === '') return undefined;
		try {
			return JSON.parse(response.body);
		} catch {
			throw unreadableError(this.context.getNode(), response, request);
		}
	}

	private async tryOnce(request: ApiRequest, options: SendOptions): Promise<Outcome> {
		const { key, requestsPerMinute } = this.connection;
		const throttle = throttles.of(
			key,
			request.siteUrl ?? options.siteUrl ?? this.connection.siteUrl,
		);
		const departure = await throttle.take(requestsPerMinute, options.signal);
		try {
			const response: ApiResponse = await unlessCancelled(
				this.context.helpers.httpRequestWithAuthentication.call(
					this.context as IAllExecuteFunctions,
					credentialName,
					await this.httpOptions(request, options),
				),
				options.signal,
			);
			return { response };
		} catch (failure) {
			return { failure };
		} finally {
			departure.answered();
		}
	}

	/** n8n changes the options that it is given, so each try gets its own. */
	private async httpOptions(
		request: ApiRequest,
		options: SendOptions,
	): Promise<IHttpRequestOptions> {
		const hasBody = request.body !== undefined;
		return {
			method: request.method,
			url: this.connection.apiBaseUrl + pathAndQuery(request),
			headers: {
				Accept: 'application/json',
				WorkPoint365Url: request.siteUrl ?? options.siteUrl ?? this.connection.siteUrl,
				...(hasBody ? { 'Content-Type': 'application/json' } : {}),
				...request.headers,
			},
			// Bytes pass through untouched; n8n would drop an empty object and re-read a text.
			...(hasBody ? { body: await jsonBytes(request.body) } : {}),
			// Bare scalars and JSON strings can only be told apart in the raw text.
			encoding: 'text',
			returnFullResponse: true,
			// A 401 must throw, so that n8n refreshes the token and repeats the call itself.
			ignoreHttpStatusErrors: { ignore: true, except: [401] },
			sendCredentialsOnCrossOriginRedirect: false,
			disableFollowRedirect: true,
			timeout: options.timeout ?? defaultTimeout,
			...(options.signal ? { abortSignal: options.signal } : {}),
		};
	}

	/** The pause before the next try in ms, or undefined when the call must not be repeated. */
	private waitBeforeRetry(
		outcome: Outcome,
		request: ApiRequest,
		attempt: number,
	): number | undefined {
		// Some jitter, so that workers that failed together do not come back together.
		const backOff = FIRST_PAUSE * 2 ** (attempt - 1) * (0.8 + 0.4 * Math.random());
		if ('response' in outcome && isTurnedAway(outcome.response)) {
			// A time that has already passed is as good as none.
			return this.hold(retryAfter(outcome.response) || backOff, attempt);
		}
		const mayRepeat =
			'response' in outcome
				? outcome.response.statusCode >= 500 && isRead(request)
				: mayPass(outcome.failure) && (isRead(request) || wasSurelyNotProcessed(outcome.failure));
		return mayRepeat && attempt < TRIES_AFTER_FAILURE ? backOff : undefined;
	}

	/** Holds back every call of the connection, as the service asked. */
	private hold(wait: number, attempt: number): number | undefined {
		if (wait > LONGEST_HOLD || attempt >= TRIES_WHEN_THROTTLED) return undefined;
		throttles.hold(this.connection.key, wait);
		return wait;
	}

	private toError(outcome: Outcome, request: ApiRequest) {
		const node = this.context.getNode();
		return 'response' in outcome
			? responseError(node, outcome.response, request)
			: failureError(node, outcome.failure, request);
	}
}
