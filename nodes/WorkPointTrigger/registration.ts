import { randomBytes } from 'crypto';
import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type IHookFunctions,
	type JsonObject,
} from 'n8n-workflow';

import type { Call } from '../api/call';
import { WorkPointClient } from '../api/client';
import { readConnection, type Connection } from '../api/connection';
import type { ApiResponse } from '../api/outcome';
import { isLoopback, webUrl } from '../api/urls';
import { guid } from '../parameters/guid';
import { isObject, member } from './notification';

/**
 * The two routes of the registrations (grade A): the connector's since 2024, and the one before it, which the
 * vendor's client library still uses.
 */
const routes = {
	webhookProxy: '/api/webhookproxy',
	registrations: '/api/webhooks/registrations',
} as const;

export type Route = keyof typeof routes;

/** What the node remembers of its registration between activations; n8n stores it with the workflow. */
export interface StoredRegistration {
	id: string;
	route: Route;
	/** The site that it was registered for. */
	siteUrl: string;
	/** n8n's own address of the webhook, without the token in its query. */
	webhookUrl: string;
	/** Proves, as part of the callback's address, that a call comes from who knows the registration. */
	token: string;
	/** The key of the signature; absent when the service confirmed none. */
	secret?: string;
	businessModule: string;
	trigger: string;
}

/** A registration as the service gives it. */
interface WebHook {
	Id?: string;
	WebHookUri?: string;
	Secret?: string;
	IsPaused?: boolean;
}

interface Wanted {
	route: Route;
	siteUrl: string;
	webhookUrl: string;
	businessModule: string;
	trigger: string;
}

/** The node's stored state: a registration and the notifications that it has seen. */
export interface TriggerState extends IDataObject {
	registration?: StoredRegistration & IDataObject;
	seen?: Record<string, number>;
}

function guidParameter(context: IHookFunctions, name: string, label: string): string {
	const value = guid(context.getNodeParameter(name, undefined, { extractValue: true }));
	if (value === undefined) {
		throw new NodeOperationError(context.getNode(), `'${label}' is not a GUID`, {
			description: 'Pick it from the list, or enter its ID.',
		});
	}
	return value;
}

function wantedBy(context: IHookFunctions, { siteUrl }: Connection): Wanted {
	const options = context.getNodeParameter('options', {}) as IDataObject;
	const otherSite = options.siteUrl === undefined ? undefined : webUrl(options.siteUrl);
	if (options.siteUrl !== undefined && otherSite === undefined) {
		throw new NodeOperationError(
			context.getNode(),
			"'WorkPoint Site URL' is not an absolute https address",
			{
				description:
					'Enter the whole address, such as https://contoso.sharepoint.com/sites/WorkPoint.',
			},
		);
	}
	return {
		route: (options.route ?? 'webhookProxy') as Route,
		siteUrl: otherSite?.href.replace(/\/+$/, '') ?? siteUrl,
		webhookUrl: context.getNodeWebhookUrl('default') ?? '',
		businessModule: guidParameter(context, 'businessModule', 'Business Module'),
		trigger: guidParameter(context, 'trigger', 'Trigger'),
	};
}

function callbackOf({
	webhookUrl,
	token,
}: Pick<StoredRegistration, 'webhookUrl' | 'token'>): string {
	// Named so that what hides secrets in messages hides it as well.
	return `${webhookUrl}?secret=${token}`;
}

/** WorkPoint calls from the internet, so an address that only this machine knows can never work. */
function refuseUnreachable(
	context: IHookFunctions,
	{ webhookUrl }: Wanted,
	{ apiBaseUrl }: Connection,
): void {
	const url = webUrl(webhookUrl);
	const bothHere = url !== undefined && isLoopback(url) && isLoopback(new URL(apiBaseUrl));
	if (url !== undefined && (!isLoopback(url) || bothHere)) return;
	throw new NodeOperationError(
		context.getNode(),
		`WorkPoint cannot reach this n8n at ${webhookUrl || 'an unknown address'}`,
		{
			description:
				'WorkPoint sends its events over the internet with https. Give n8n a public https address and set it as N8N_WEBHOOK_URL, or use a tunnel while you try.',
		},
	);
}

function statusOf(failure: unknown): string | undefined {
	return failure instanceof NodeApiError ? (failure.httpCode ?? undefined) : undefined;
}

/** The calls of one node's registration. */
class Registrations {
	constructor(
		private readonly client: WorkPointClient,
		private readonly route: Route,
		private readonly siteUrl: string,
	) {}

	private one(id: string): string {
		return `${routes[this.route]}/${encodeURIComponent(id)}`;
	}

	private async send(request: Call): Promise<unknown> {
		return await this.client.send({ ...request, site: this.siteUrl });
	}

	/** The registration, or undefined when the service does not have it. */
	async find(id: string): Promise<WebHook | undefined> {
		try {
			return webHook(await this.send({ method: 'GET', path: this.one(id) }));
		} catch (failure) {
			if (statusOf(failure) === '404') return undefined;
			throw asNodeApiError(this.client, failure);
		}
	}

	/** Removes one registration; one that is gone already is removed. Never touches another's. */
	async remove(id: string): Promise<void> {
		try {
			await this.send({ method: 'DELETE', path: this.one(id) });
		} catch (failure) {
			if (statusOf(failure) !== '404') throw asNodeApiError(this.client, failure);
		}
	}

	async withCallback(callback: string): Promise<WebHook | undefined> {
		const all = (await this.send({ method: 'GET', path: routes[this.route] })) as unknown[];
		return all.map(webHook).find(({ WebHookUri }) => WebHookUri === callback);
	}

	/**
	 * Registers. When the answer is lost or tells no Id, or the service fails, it looks whether the registration exists
	 * after all and takes that, so that no second one remains.
	 */
	async add(body: IDataObject & { WebHookUri: string }): Promise<WebHook> {
		const request: Call = {
			method: 'POST',
			path: routes[this.route],
			body,
			site: this.siteUrl,
		};
		let response: ApiResponse;
		try {
			response = await this.client.sendForResponse(request, { repeat: false });
		} catch (failure) {
			const status = Number(statusOf(failure) ?? 500);
			const mayExist = status === 429 || status >= 500;
			const existing = mayExist ? await this.withCallback(body.WebHookUri) : undefined;
			if (existing?.Id === undefined) throw asNodeApiError(this.client, failure);
			return existing;
		}
		const { Id = idFromLocation(response), Secret } = webHook(parsed(response));
		return Id === undefined ? ((await this.withCallback(body.WebHookUri)) ?? {}) : { Id, Secret };
	}
}

/** Rethrows what the client threw; it is a NodeApiError already, which n8n hands back unchanged. */
function asNodeApiError(client: WorkPointClient, failure: unknown): NodeApiError {
	return new NodeApiError(client.node, failure as JsonObject);
}

/** The last path segment of Location; its host is never called, for it may be another one. */
function idFromLocation({ headers }: ApiResponse): string | undefined {
	return /([^/?#]+)\/?(?:[?#].*)?$/.exec(String(headers.location ?? ''))?.[1];
}

/** The answer's JSON; undefined when it is empty or no JSON. */
function parsed({ body }: ApiResponse): unknown {
	try {
		return JSON.parse(body);
	} catch {
		return undefined;
	}
}

/** The members of an answer that count, whatever the case of their names; empty texts count as absent. */
function webHook(answer: unknown): WebHook {
	if (!isObject(answer)) return {};
	const text = (name: string) => (member(answer, name) as string | null | undefined) || undefined;
	return {
		Id: text('Id'),
		WebHookUri: text('WebHookUri'),
		Secret: text('Secret'),
		IsPaused: member(answer, 'IsPaused') === true,
	};
}

function stateOf(context: IHookFunctions): TriggerState {
	return context.getWorkflowStaticData('node') as TriggerState;
}

async function clientFor(context: IHookFunctions): Promise<WorkPointClient> {
	return new WorkPointClient(context, await readConnection(context));
}

function isSame(stored: StoredRegistration, wanted: Wanted): boolean {
	return (Object.keys(wanted) as Array<keyof Wanted>).every(
		(name) => stored[name] === wanted[name],
	);
}

/**
 * Whether the stored registration still does what the node wants; n8n asks at every start. One that does not is
 * removed, so that it can be made anew.
 */
export async function exists(this: IHookFunctions): Promise<boolean> {
	const state = stateOf(this);
	const stored = state.registration;
	if (stored === undefined) return false;
	const client = await clientFor(this);
	const registrations = new Registrations(client, stored.route, stored.siteUrl);
	const found = await registrations.find(stored.id);
	const fits =
		found !== undefined &&
		!found.IsPaused &&
		(found.WebHookUri === undefined || found.WebHookUri === callbackOf(stored)) &&
		isSame(stored, wantedBy(this, client.connection));
	if (fits) {
		if (found.Secret) stored.secret = found.Secret;
		return true;
	}
	if (found !== undefined) await registrations.remove(stored.id);
	delete state.registration;
	return false;
}

/** Registers the webhook with a secret and a token of its own. */
export async function register(this: IHookFunctions): Promise<boolean> {
	const client = await clientFor(this);
	const wanted = wantedBy(this, client.connection);
	refuseUnreachable(this, wanted, client.connection);
	const registrations = new Registrations(client, wanted.route, wanted.siteUrl);
	const token = randomBytes(32).toString('hex');
	const { description } = this.getNodeParameter('additionalFields', {}) as { description?: string };
	const added = await registrations.add({
		WebHookUri: callbackOf({ ...wanted, token }),
		Secret: randomBytes(32).toString('hex'),
		Description:
			description ||
			`n8n workflow ${this.getWorkflow().name ?? this.getWorkflow().id ?? ''}`.trim(),
		IsPaused: false,
		Properties: {
			WorkPointUrl: wanted.siteUrl,
			BusinessModuleId: wanted.businessModule,
			WorkPointTrigger: wanted.trigger,
		},
	});
	if (added.Id === undefined) {
		throw new NodeOperationError(
			this.getNode(),
			'WorkPoint registered the webhook without telling its ID',
			{
				description: "Switch 'Route' in the options and activate the workflow again.",
			},
		);
	}
	// Only a secret that the service itself tells is one that it signs with.
	const secret = added.Secret ?? (await registrations.find(added.Id))?.Secret;
	stateOf(this).registration = { id: added.Id, token, ...(secret ? { secret } : {}), ...wanted };
	return true;
}

/** Removes the node's own registration. When that fails, it is kept for another try and the error is reported. */
export async function remove(this: IHookFunctions): Promise<boolean> {
	const state = stateOf(this);
	const stored = state.registration;
	if (stored === undefined) return true;
	const client = await clientFor(this);
	await new Registrations(client, stored.route, stored.siteUrl).remove(stored.id);
	delete state.registration;
	return true;
}
