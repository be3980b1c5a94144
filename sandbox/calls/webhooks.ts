import axios from 'axios';
import type { Response } from 'express';
import { createHmac, randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

import { ApiFailure, found } from '../server/errors';
import { handlers, type Handlers, type Schemas } from '../server/handlers';
import type { TriggerSeed } from '../tenant/modules';
import { Dialect } from '../dialect';
import type { Entity, Module } from '../tenant/tenantTypes';

export type WebhookRegistration = Required<Schemas['WebHookRegistration']> & { Secret: string };

export interface Delivery {
	id: string;
	attempt: number;
	uri: string;
	/** The exact bytes that were sent. */
	body: string;
	/** Undefined without an answer. */
	status: number | undefined;
}

export interface WebhookOptions {
	/** Delays before the second and third attempts, in ms. */
	delays: number[];
	/** `memory` numbers and signs each attempt; `queue` repeats the first byte for byte. */
	sender: 'memory' | 'queue';
	/** True if registration requests an echo from the callback, as the framework does and the vendor does not. */
	checksEcho: boolean;
}

interface Call {
	site: string;
	caller: string;
}

interface OfOne extends Call {
	path: { id: string };
}

interface Written extends Call {
	body: Schemas['WebHookRegistration'];
}

/** The stock framework's only filter, and its default. */
const filters = ['*'];

const camelCase = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
const hex32 = () => randomBytes(16).toString('hex');

function invalid(message: string): ApiFailure {
	return new ApiFailure(400, { Message: `Could not register WebHook due to error: ${message}` });
}

/** Webhook registrations and deliveries, modeled on the vendor's fork of ASP.NET WebHooks. */
export class Webhooks {
	readonly registrations = new Map<string, WebhookRegistration>();

	/** The owner of each registration, by ID: no other account sees it. */
	readonly owners = new Map<string, string>();

	readonly deliveries: Delivery[] = [];

	private readonly closed = new AbortController();

	readonly options: WebhookOptions;

	constructor(
		{ delays = [60_000, 240_000], sender = 'memory', checksEcho = false }: Partial<WebhookOptions>,
		private readonly dialect: Dialect,
	) {
		this.options = { delays, sender, checksEcho };
		// Each delivery in progress listens, and their number is unlimited.
		setMaxListeners(0, this.closed.signal);
	}

	/** Aborts all deliveries in progress. */
	close(): void {
		this.closed.abort();
	}

	get handlers(): Handlers {
		const proxy = this.route(true);
		const registrations = this.route(false);
		return handlers({
			'GET /api/webhookproxy': proxy.getAll,
			'POST /api/webhookproxy': proxy.register,
			'DELETE /api/webhookproxy': proxy.removeAll,
			'GET /api/webhookproxy/{id}': proxy.get,
			'PUT /api/webhookproxy/{id}': proxy.replace,
			'DELETE /api/webhookproxy/{id}': proxy.remove,
			'GET /api/webhooks/registrations': registrations.getAll,
			'POST /api/webhooks/registrations': registrations.register,
			'DELETE /api/webhooks/registrations': registrations.removeAll,
			'GET /api/webhooks/registrations/{id}': registrations.get,
			'PUT /api/webhooks/registrations/{id}': registrations.replace,
			'DELETE /api/webhooks/registrations/{id}': registrations.remove,
		});
	}

	/** The registration calls of one route; the newer route also returns the site, and may hide the secret. */
	private route(isProxy: boolean) {
		const hidesSecret = isProxy && this.dialect.is('proxySecret', 'untold');
		const makesSecret = isProxy && !this.dialect.is('proxySecret', 'confirmed');
		const shown = ({ Secret, ...told }: WebhookRegistration) =>
			hidesSecret ? told : { ...told, Secret };
		const ownAll = ({ caller }: Call) =>
			[...this.registrations.values()].filter(({ Id }) => this.owners.get(Id) === caller);
		const own = (call: OfOne): WebhookRegistration => {
			const registration = ownAll(call).find(({ Id }) => Id === call.path.id.toLowerCase());
			return found(registration, 'No registration', () => new ApiFailure(404, undefined));
		};
		const read = async ({ body, site }: Written, Id: string): Promise<WebhookRegistration> =>
			await this.read(
				{ ...body, Id, Secret: makesSecret ? undefined : body.Secret },
				isProxy ? { WorkPointUrl: site } : {},
			);
		return {
			getAll: (call: Call) => ownAll(call).map(shown),
			register: async (call: Written, response: Response) => {
				const registration = await read(call, hex32());
				this.registrations.set(registration.Id, registration);
				this.owners.set(registration.Id, call.caller);
				response.location(
					`https://internal.workpoint365.example/api/webhooks/registrations/${registration.Id}`,
				);
				if (!isProxy || this.dialect.is('registrationAnswer', 'body')) return shown(registration);
				return { ...shown(registration), Id: undefined };
			},
			removeAll: (call: Call) => {
				for (const { Id } of ownAll(call)) this.registrations.delete(Id);
			},
			get: (call: OfOne) => shown(own(call)),
			replace: async (call: OfOne & { body: Schemas['WebHookReplacement'] }) => {
				if (call.body.Id.toLowerCase() !== call.path.id.toLowerCase())
					throw new ApiFailure(400, undefined);
				const { Id } = own(call);
				this.registrations.set(Id, await read(call, Id));
			},
			remove: (call: OfOne) => {
				this.registrations.delete(own(call).Id);
			},
		};
	}

	/** A registration with the server's defaults for omitted members; a PUT applies the same defaults. */
	private async read(
		body: Schemas['WebHookReplacement'],
		properties: Record<string, unknown>,
	): Promise<WebhookRegistration> {
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
			Id: body.Id,
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

	/** Notifies the webhooks whose trigger watches an event. */
	readonly happened = (event: TriggerSeed['event'], module: Module, entity: Entity): void => {
		for (const trigger of module.triggers)
			if (trigger.notifies && trigger.event === event) void this.fire(trigger.id, entity.id);
	};

	/** Sends an event of a trigger to all its webhooks; resolves after the last attempt. */
	async fire(triggerId: string, ...entityIds: number[]): Promise<void> {
		const watching = [...this.registrations.values()].filter(
			({ IsPaused, Properties }) =>
				!IsPaused && String(Properties.WorkPointTrigger).toLowerCase() === triggerId.toLowerCase(),
		);
		await Promise.all(
			watching.map(async (registration) => await this.deliver({ ...registration }, entityIds)),
		);
	}

	/** A delivery continues with its copy of the registration, even if that is removed meanwhile. */
	private async deliver(registration: WebhookRegistration, entityIds: number[]): Promise<void> {
		const id = hex32();
		const { signal } = this.closed;
		for (let attempt = 1; attempt <= 3; attempt++) {
			if (attempt > 1) {
				const pause = this.options.delays[attempt - 2] ?? 0;
				await delay(pause, undefined, { ref: false, signal }).catch(() => undefined);
			}
			if (signal.aborted) return;
			const counted = this.options.sender === 'queue' ? 1 : attempt;
			const body = this.bodyOf(registration, id, counted, entityIds);
			const status = await this.post(registration, body);
			this.deliveries.push({ id, attempt, uri: registration.WebHookUri, body, status });
			if (status === 410 || (status !== undefined && status < 300)) return;
		}
	}

	/** Indented JSON with CRLF line endings and members in the sender's order. */
	bodyOf(
		{ Properties }: Pick<WebhookRegistration, 'Properties'>,
		Id: string,
		Attempt: number,
		entityIds: number[],
	): string {
		const Notifications = entityIds.map((EntityId) => this.named({ Action: 'Notify', EntityId }));
		const body = { Id, Attempt, Properties: this.named(Properties), Notifications };
		// Json.NET escapes these characters; its indentation uses CRLF (A).
		return JSON.stringify(body, null, 2)
			.replace(/\n/g, '\r\n')
			.replace(
				/[\u0085\u2028\u2029]/g,
				(sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
			);
	}

	/** Members with names in the active dialect's case. */
	private named(members: Record<string, unknown>): Record<string, unknown> {
		if (this.dialect.is('notificationNames', 'pascalCase')) return members;
		return Object.fromEntries(
			Object.entries(members).map(([name, value]) => [camelCase(name), value]),
		);
	}

	/** The signature header of a delivery, if deliveries are signed. */
	private signature(secret: string, body: string): Record<string, string> {
		if (this.dialect.is('confirmedSecret', 'unsigned')) return {};
		const key = this.dialect.is('confirmedSecret', 'signs') ? secret : hex32();
		return { 'ms-signature': signatureOf(key, body) };
	}

	private async post(
		{ WebHookUri, Secret, Headers }: WebhookRegistration,
		body: string,
	): Promise<number | undefined> {
		try {
			const { status } = await axios.post(WebHookUri, Buffer.from(body), {
				headers: {
					...Headers,
					'Content-Type': 'application/json; charset=utf-8',
					...this.signature(Secret, body),
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

/** The value of `ms-signature`: the upper-case hex HMAC of the body as sent. */
export function signatureOf(secret: string, body: string | Buffer): string {
	return `sha256=${createHmac('sha256', secret).update(body).digest('hex').toUpperCase()}`;
}
