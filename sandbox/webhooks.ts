import axios from 'axios';
import type { Request, Response } from 'express';
import { createHmac, randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

import { ApiFailure } from './errors';
import type { Handlers } from './handlers';
import type { TriggerSeed } from './seed';
import type { Entity, Module } from './state';

export interface Registration {
	Id: string;
	WebHookUri: string;
	Secret: string;
	Description: string | null;
	IsPaused: boolean;
	Filters: string[];
	Headers: Record<string, string>;
	Properties: Record<string, unknown>;
	/** Only the one who registered it sees it. */
	owner: string;
}

export interface Delivery {
	id: string;
	attempt: number;
	uri: string;
	/** Byte for byte what was sent. */
	body: string;
	/** Undefined when no answer came. */
	status: number | undefined;
}

export interface WebhookOptions {
	/** Pauses before the second and the third try, in ms. */
	delays: number[];
	/** `memory` counts attempts and signs each anew; `queue` repeats byte by byte. */
	sender: 'memory' | 'queue';
	/** Whether the proxy route takes and gives back the secret; the vendor does not say. */
	proxyConfirmsSecret: boolean;
	/** Whether registration asks the callback for an echo, as the framework does and the vendor does not. */
	checksEcho: boolean;
}

/** The only filter of the stock framework; a registration without filters has it. */
const filters = ['*'];

const hex32 = () => randomBytes(16).toString('hex');

function invalid(message: string): ApiFailure {
	return new ApiFailure(400, { Message: `Could not register WebHook due to error: ${message}` });
}

/** Registrations and deliveries, as the vendor's fork of ASP.NET WebHooks does them. */
export class Webhooks {
	readonly registrations = new Map<string, Registration>();

	readonly deliveries: Delivery[] = [];

	private readonly closed = new AbortController();

	constructor(readonly options: WebhookOptions) {
		// Each delivery under way listens, and there may be any number.
		setMaxListeners(0, this.closed.signal);
	}

	/** Ends all deliveries that are under way. */
	close(): void {
		this.closed.abort();
	}

	get handlers(): Handlers {
		return {
			...this.handlersFor('/api/webhookproxy'),
			...this.handlersFor('/api/webhooks/registrations'),
			'GET /api/webhooks/filters': () => filters.map((Name) => ({ Name, Description: null })),
		};
	}

	private handlersFor(base: string): Handlers {
		const isProxy = base.endsWith('webhookproxy');
		const hidesSecret = isProxy && !this.options.proxyConfirmsSecret;
		const shown = (registration: Registration) => ({
			...registration,
			owner: undefined,
			Secret: hidesSecret ? undefined : registration.Secret,
		});
		const own = ({ params, res }: Request): Registration => {
			const registration = this.registrations.get(String(params.id).toLowerCase());
			if (registration === undefined || registration.owner !== res?.locals.principal)
				throw new ApiFailure(404, undefined);
			return registration;
		};
		const ownAll = ({ locals }: Response) =>
			[...this.registrations.values()].filter(({ owner }) => owner === locals.principal);
		const read = async ({ body, headers }: Request) =>
			await this.read(
				{ ...body, Secret: hidesSecret ? undefined : body.Secret },
				isProxy ? { WorkPointUrl: headers.workpoint365url } : {},
			);
		return {
			[`GET ${base}`]: (_request, response) => ownAll(response).map(shown),
			[`POST ${base}`]: async (request, response) => {
				const registration: Registration = {
					Id: hex32(),
					...(await read(request)),
					owner: response.locals.principal,
				};
				this.registrations.set(registration.Id, registration);
				response
					.status(201)
					.location(
						`https://internal.workpoint365.example/api/webhooks/registrations/${registration.Id}`,
					);
				return shown(registration);
			},
			[`DELETE ${base}`]: (_request, response) => {
				for (const { Id } of ownAll(response)) this.registrations.delete(Id);
			},
			[`GET ${base}/{id}`]: (request) => shown(own(request)),
			[`PUT ${base}/{id}`]: async (request) => {
				if (request.body.Id.toLowerCase() !== String(request.params.id).toLowerCase())
					throw new ApiFailure(400, undefined);
				const { Id, owner } = own(request);
				this.registrations.set(Id, { Id, ...(await read(request)), owner });
			},
			[`DELETE ${base}/{id}`]: (request) => {
				this.registrations.delete(own(request).Id);
			},
		};
	}

	/** A posted registration with what the server puts in where something is left out; a PUT resets so, too. */
	private async read(
		body: Partial<Registration> & { WebHookUri: string },
		properties: Record<string, unknown>,
	): Promise<Omit<Registration, 'Id' | 'owner'>> {
		const { WebHookUri } = body;
		if (!/^https?:\/\/[^/]+/.test(WebHookUri)) {
			throw invalid(
				`The WebHook URI must be absolute with a scheme of either 'http' or 'https' but received '${WebHookUri}'.`,
			);
		}
		const Secret = body.Secret || hex32();
		if (Secret.length < 32 || Secret.length > 64) {
			throw invalid('The WebHook secret key parameter must be between 32 and 64 characters long.');
		}
		const unknown = (body.Filters ?? []).filter((name) => !filters.includes(name));
		if (unknown.length > 0)
			throw invalid(`The following filters are not valid: '${unknown.join(', ')}'.`);
		if (this.options.checksEcho) await this.checkEcho(WebHookUri);
		return {
			WebHookUri,
			Secret,
			Description: body.Description ?? null,
			IsPaused: body.IsPaused ?? false,
			Filters: filters,
			Headers: body.Headers ?? {},
			Properties: { ...properties, ...body.Properties },
		};
	}

	private async checkEcho(uri: string): Promise<void> {
		const echo = hex32();
		const url = new URL(uri);
		if ([...url.searchParams.keys()].some((name) => name.toLowerCase() === 'noecho')) return;
		url.search = `?echo=${echo}`;
		const { data, status } = await axios
			.get(url.href, { responseType: 'text', validateStatus: () => true })
			.catch((error: Error) => ({ data: undefined, status: error.message }));
		if (typeof status === 'string' || status < 200 || status > 299) {
			throw invalid(
				`WebHook verification failed. Please ensure that the WebHook URI is valid and that the endpoint is accessible. Error encountered: ${status}`,
			);
		}
		if (data !== echo) {
			throw invalid(
				'The HTTP request echo query parameter was not returned as plain text in the response.',
			);
		}
	}

	/** Notifies the webhooks whose trigger watches what happened. */
	happened(event: TriggerSeed['event'], module: Module, entity: Entity): void {
		for (const trigger of module.triggers) {
			if (trigger.notifies && trigger.event === event) void this.fire(trigger.id, entity.id);
		}
	}

	/** Sends an event of a trigger to all its webhooks; resolves when all tries are over. */
	async fire(triggerId: string, ...entityIds: number[]): Promise<void> {
		const watching = [...this.registrations.values()].filter(
			({ IsPaused, Properties }) =>
				!IsPaused && String(Properties.WorkPointTrigger).toLowerCase() === triggerId.toLowerCase(),
		);
		await Promise.all(
			watching.map(async (registration) => await this.deliver({ ...registration }, entityIds)),
		);
	}

	/** A delivery goes on with the registration as it was, even when that is removed in between. */
	private async deliver(registration: Registration, entityIds: number[]): Promise<void> {
		const id = hex32();
		const { signal } = this.closed;
		for (let attempt = 1; attempt <= 3; attempt++) {
			if (attempt > 1) {
				const pause = this.options.delays[attempt - 2] ?? 0;
				await delay(pause, undefined, { ref: false, signal }).catch(() => undefined);
			}
			if (signal.aborted) return;
			const body = this.bodyOf(
				registration,
				id,
				this.options.sender === 'queue' ? 1 : attempt,
				entityIds,
			);
			const status = await this.post(registration, body);
			this.deliveries.push({ id, attempt, uri: registration.WebHookUri, body, status });
			if (status === 410 || (status !== undefined && status < 300)) return;
		}
	}

	/** Indented JSON with Windows line ends, members in the sender's order. */
	bodyOf(
		{ Properties }: Pick<Registration, 'Properties'>,
		Id: string,
		Attempt: number,
		entityIds: number[],
	): string {
		const Notifications = entityIds.map((EntityId) => ({ Action: 'Notify', EntityId }));
		return JSON.stringify({ Id, Attempt, Properties, Notifications }, null, 2).replace(
			/\n/g,
			'\r\n',
		);
	}

	private async post(
		{ WebHookUri, Secret, Headers }: Registration,
		body: string,
	): Promise<number | undefined> {
		try {
			const { status } = await axios.post(WebHookUri, Buffer.from(body), {
				headers: {
					...Headers,
					'Content-Type': 'application/json; charset=utf-8',
					'ms-signature': signatureOf(Secret, body),
					'User-Agent': null,
				},
				timeout: 100_000,
				signal: this.closed.signal,
				validateStatus: () => true,
			});
			return status;
		} catch {
			return undefined;
		}
	}
}

/** The value of `ms-signature`: upper-case hex of the HMAC over the body as sent. */
export function signatureOf(secret: string, body: string | Buffer): string {
	return `sha256=${createHmac('sha256', secret).update(body).digest('hex').toUpperCase()}`;
}
