import { NodeApiError, type JsonObject } from 'n8n-workflow';

import { isObject, member, parsedJson } from '../api/json';
import { call, type BodyOf, type Schemas } from '../api/call';
import type { WorkPointClient } from '../api/client';
import { judgmentOf } from '../api/nodeError';
import type { ApiResponse } from '../api/failure';
import { lastSegment } from '../api/urls';
import { guid } from '../parameters/guid';
import type { RegistrationRoute } from './storedState';

/**
 * The two routes of the registrations (grade A): the connector's since 2024, and the one before it, which the vendor's
 * client library still uses.
 */
const routes = {
	webhookProxy: {
		all: 'GET /api/webhookproxy',
		add: 'POST /api/webhookproxy',
		find: 'GET /api/webhookproxy/{id}',
		remove: 'DELETE /api/webhookproxy/{id}',
	},
	registrations: {
		all: 'GET /api/webhooks/registrations',
		add: 'POST /api/webhooks/registrations',
		find: 'GET /api/webhooks/registrations/{id}',
		remove: 'DELETE /api/webhooks/registrations/{id}',
	},
} as const;

/** A webhook from the service; members that it does not return are undefined. */
export interface RegisteredWebhook {
	id?: string;
	callback?: string;
	/** Returned by the service, and usable as a key. */
	secret?: string;
	isPaused: boolean;
	businessModule?: string;
	trigger?: string;
}

/** Whether a string can be the key of the signature: within the service's bounds (grade B), and no mask. */
function isKey(secret: string): boolean {
	const isMask = /[*•●]{3}|^__n8n_BLANK/.test(secret);
	return secret.length >= 32 && secret.length <= 64 && !isMask;
}

/** Reads an answer whatever the case of its members; empty strings count as absent. */
function registeredWebhook(answer: unknown): RegisteredWebhook {
	if (!isObject(answer)) return { isPaused: false };
	const text = (name: keyof Schemas['WebHook']) => {
		const value = member<Schemas['WebHook']>(answer, name);
		return typeof value === 'string' && value !== '' ? value : undefined;
	};
	const secret = text('Secret');
	const properties = member<Schemas['WebHook']>(answer, 'Properties');
	const property = (name: keyof Schemas['WebHookProperties']) =>
		isObject(properties) ? guid(member(properties, name)) : undefined;
	return {
		id: text('Id'),
		callback: text('WebHookUri'),
		...(secret !== undefined && isKey(secret) ? { secret } : {}),
		isPaused: member<Schemas['WebHook']>(answer, 'IsPaused') === true,
		businessModule: property('BusinessModuleId'),
		trigger: property('WorkPointTrigger'),
	};
}

/** The last path segment of Location; its host is never called, as it may be another one. */
function idFromLocation({ headers }: ApiResponse): string | undefined {
	return lastSegment(String(headers.location ?? '').split(/[?#]/)[0]);
}

/** The calls for webhooks, on one route and for one site. */
export class WebhookCalls {
	private readonly routes;

	constructor(
		private readonly client: WorkPointClient,
		route: RegistrationRoute,
		private readonly site: string,
		/** The keys and tokens of the webhooks, which no error may contain. */
		private readonly secrets: string[] = [],
		private readonly signal?: AbortSignal,
	) {
		this.routes = routes[route];
	}

	/** The common parts of all calls. */
	private get common() {
		return { site: this.site, secrets: this.secrets };
	}

	/** The client's error; it is already a NodeApiError, which n8n returns unchanged. */
	private asNodeApiError(failure: unknown): NodeApiError {
		return new NodeApiError(this.client.node, failure as JsonObject);
	}

	/** All webhooks of the account. */
	async all(): Promise<RegisteredWebhook[]> {
		const answer: unknown = await this.client.send(call(this.routes.all, this.common), {
			signal: this.signal,
		});
		return (Array.isArray(answer) ? answer : []).map(registeredWebhook);
	}

	/** The webhook; undefined if the service does not have it. */
	async find(id: string): Promise<RegisteredWebhook | undefined> {
		try {
			const one = call(this.routes.find, { path: { id }, ...this.common });
			return registeredWebhook(await this.client.send(one));
		} catch (failure) {
			const error = this.asNodeApiError(failure);
			if (judgmentOf(error).status === 404) return undefined;
			throw error;
		}
	}

	/** Removes one webhook; one that is already gone counts as removed. */
	async remove(id: string): Promise<void> {
		try {
			await this.client.sendForResponse(call(this.routes.remove, { path: { id }, ...this.common }));
		} catch (failure) {
			const error = this.asNodeApiError(failure);
			if (judgmentOf(error).status !== 404) throw error;
		}
	}

	/**
	 * Registers a webhook. When the answer is lost or tells no ID, it looks whether the webhook exists after all and
	 * takes that, so that no second one remains.
	 *
	 * @param secrets strings in it that no error may contain
	 */
	async add(body: BodyOf<'POST /api/webhookproxy'>, secrets: string[]): Promise<RegisteredWebhook> {
		this.secrets.push(...secrets);
		let response: ApiResponse;
		try {
			response = await this.client.sendForResponse(call(this.routes.add, { body, ...this.common }));
		} catch (failure) {
			const error = this.asNodeApiError(failure);
			const existing =
				judgmentOf(error).mayHaveHappened === true
					? await this.withCallback(body.WebHookUri)
					: undefined;
			if (existing === undefined) throw error;
			return existing;
		}
		const added = registeredWebhook(parsedJson(response.body));
		const id = added.id ?? idFromLocation(response);
		return id === undefined
			? ((await this.withCallback(body.WebHookUri)) ?? added)
			: { ...added, id };
	}

	private async withCallback(wanted: string | undefined): Promise<RegisteredWebhook | undefined> {
		const all = await this.all();
		return all.find(({ callback }) => callback === wanted);
	}
}
