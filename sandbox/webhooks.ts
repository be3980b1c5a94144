import axios from 'axios';
import type { Request, Response } from 'express';
import { createHmac, randomBytes } from 'node:crypto';
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

const hex32 = () => randomBytes(16).toString('hex');

function invalid(message: string): ApiFailure {
	return new ApiFailure(400, { Message: `Could not register WebHook due to error: ${message}` });
}

/** Registrations and deliveries, as the vendor's fork of ASP.NET WebHooks does them. */
export class Webhooks {
	readonly registrations = new Map<string, Registration>();

	readonly deliveries: Delivery[] = [];

	constructor(readonly options: WebhookOptions) {}

	handlersFor(base: string): Handlers {
		const isProxy = base.endsWith('webhookproxy');
		const showsSecret = !isProxy || this.options.proxyConfirmsSecret;
		const shown = (registration: Registration) => ({
			...registration,
			owner: undefined,
			Secret: showsSecret ? registration.Secret : undefined,
		});
		const own = ({ params, res }: Request) => {
			const registration = this.registrations.get(String(params.id).toLowerCase());
			if (registration?.owner !== res?.locals.principal) throw new ApiFailure(404, undefined);
			return registration as Registration;
		};
		return {
			[`GET ${base}`]: (_request, response) =>
				[...this.registrations.values()]
					.filter(({ owner }) => owner === response.locals.principal)
					.map(shown),
			[`POST ${base}`]: async (request, response) => {
				const registration = await this.register(request, response, isProxy);
				response
					.status(201)
					.location(
						`https://internal.workpoint365.example/api/webhooks/registrations/${registration.Id}`,
					);
				return shown(registration);
			},
			[`GET ${base}/{id}`]: (request) => shown(own(request)),
			[`DELETE ${base}/{id}`]: (request) => {
				this.registrations.delete(own(request).Id);
			},
		};
	}

	private async register(
		{ body, headers }: Request,
		{ locals }: Response,
		isProxy: boolean,
	): Promise<Registration> {
		if (!/^https?:\/\/[^/]+/.test(body.WebHookUri)) {
			throw invalid(
				`The WebHook URI must be absolute with a scheme of either 'http' or 'https' but received '${body.WebHookUri}'.`,
			);
		}
		const secret = isProxy && !this.options.proxyConfirmsSecret ? hex32() : body.Secret || hex32();
		if (secret.length < 32 || secret.length > 64) {
			throw invalid('The WebHook secret key parameter must be between 32 and 64 characters long.');
		}
		if (this.options.checksEcho) await this.checkEcho(body.WebHookUri);
		const registration: Registration = {
			Id: hex32(),
			WebHookUri: body.WebHookUri,
			Secret: secret,
			Description: body.Description ?? null,
			IsPaused: body.IsPaused ?? false,
			Filters: ['*'],
			Headers: {},
			Properties: isProxy
				? { WorkPointUrl: headers.workpoint365url, ...body.Properties }
				: { ...body.Properties },
			owner: locals.principal,
		};
		this.registrations.set(registration.Id, registration);
		return registration;
	}

	private async checkEcho(uri: string): Promise<void> {
		const echo = hex32();
		const url = new URL(uri);
		url.search = `?echo=${echo}`;
		const { data } = await axios.get(url.href, {
			responseType: 'text',
			validateStatus: () => true,
		});
		if (data !== echo)
			throw invalid(
				'The HTTP request echo query parameter was not returned as plain text in the response.',
			);
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
		for (let attempt = 1; attempt <= 3; attempt++) {
			const body = this.bodyOf(
				registration,
				id,
				this.options.sender === 'queue' ? 1 : attempt,
				entityIds,
			);
			const status = await this.post(registration, body);
			this.deliveries.push({ id, attempt, uri: registration.WebHookUri, status });
			if (status === 410 || (status !== undefined && status < 300)) return;
			await delay(this.options.delays[attempt - 1] ?? 0, undefined, { ref: false });
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
