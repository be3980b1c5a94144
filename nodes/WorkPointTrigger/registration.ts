import { randomBytes } from 'crypto';
import { NodeOperationError, type IHookFunctions } from 'n8n-workflow';

import { WorkPointClient } from '../api/client';
import type { Connection } from '../api/connection';
import type { Schemas } from '../api/call';
import { isLoopback, webUrl } from '../api/urls';
import { callbackOf, ownToken } from './callback';
import { forgetIds } from './duplicates';
import { refuseForeignTriggers } from './foreignTriggers';
import { readOptions, readWanted, type Wanted } from './parameters';
import {
	forget,
	identityOf,
	keep,
	ownRegistration,
	remember,
	stateOf,
	type Identity,
	type Registration,
	type StoredWebhook,
} from './storedState';
import { WebhookCalls, type RegisteredWebhook } from './webhookCalls';

/** WorkPoint calls from the internet, so a URL that only this machine can reach never works. */
function refuseUnreachable(
	context: IHookFunctions,
	{ webhookUrl }: Identity,
	{ apiBaseUrl }: Connection,
): void {
	const url = webUrl(webhookUrl);
	const bothHere = url !== undefined && isLoopback(url) && isLoopback(new URL(apiBaseUrl));
	if (url !== undefined && (!isLoopback(url) || bothHere)) return;
	throw new NodeOperationError(
		context.getNode(),
		`WorkPoint cannot reach this n8n at ${webhookUrl || 'an unknown URL'}`,
		{
			description:
				'WorkPoint sends its events over the internet with https. Give n8n a public https URL and set it as N8N_WEBHOOK_URL, or use a tunnel for a test.',
		},
	);
}

/**
 * Removes webhooks that the node has left behind: after an attempt that failed halfway, or when n8n ended before it stored
 * the registration.
 */
async function removeLeftovers(calls: WebhookCalls, identity: Identity): Promise<void> {
	for (const { id, callback } of await calls.all()) {
		const isOwn = ownToken(callback, identity) !== undefined;
		if (id !== undefined && isOwn) await calls.remove(id);
	}
}

/** The calls for the webhooks of a registration. */
function callsFor(
	client: WorkPointClient,
	{ route, siteUrl, webhooks }: Registration,
): WebhookCalls {
	const secrets = webhooks.flatMap(({ token, secret = '' }) => [token, secret]);
	return new WebhookCalls(client, route, siteUrl, secrets);
}

async function removeRegistered(
	client: WorkPointClient,
	registration: Registration,
): Promise<void> {
	const calls = callsFor(client, registration);
	for (const { id } of registration.webhooks) await calls.remove(id);
	forgetIds(registration.webhooks);
}

function isWanted(registration: Registration, wanted: Wanted): boolean {
	const names = ['route', 'siteUrl', 'businessModule'] as const;
	const triggers = registration.webhooks.map(({ trigger }) => trigger);
	return (
		names.every((name) => registration[name] === wanted[name]) &&
		triggers.length === wanted.triggers.length &&
		wanted.triggers.every((trigger) => triggers.includes(trigger))
	);
}

/** Whether a webhook is still as it was registered. */
function isLive(
	found: RegisteredWebhook | undefined,
	{ token }: StoredWebhook,
	identity: Identity,
): found is RegisteredWebhook {
	if (found === undefined || found.isPaused) return false;
	return found.callback === undefined || found.callback === callbackOf(identity, token);
}

/** The registration with the secrets that the service now returns. */
function withSecrets(registration: Registration, secrets: Array<string | undefined>): Registration {
	const webhooks = registration.webhooks.map((webhook, i) => ({
		...webhook,
		...(secrets[i] === undefined ? {} : { secret: secrets[i] }),
	}));
	return { ...registration, webhooks };
}

/**
 * Whether the node's registration still matches the parameters; n8n asks at every start. One that does not is removed, so
 * that n8n registers again.
 */
export async function exists(this: IHookFunctions): Promise<boolean> {
	const state = stateOf(this);
	const identity = identityOf(this);
	const registration = ownRegistration(state, identity);
	if (registration === undefined) return false;
	const client = await WorkPointClient.of(this);
	const calls = callsFor(client, registration);
	const found = await Promise.all(registration.webhooks.map(({ id }) => calls.find(id)));
	const wanted = await readWanted(this, client);
	const areLive = registration.webhooks.every((webhook, i) => isLive(found[i], webhook, identity));
	if (areLive && isWanted(registration, wanted)) {
		const secrets = found.map((webhook) => webhook?.secret);
		const isTold = registration.webhooks.some(
			({ secret }, i) => secrets[i] !== undefined && secrets[i] !== secret,
		);
		// Written only if necessary, as a note by a simultaneous call would be lost.
		if (isTold) keep(state, withSecrets(registration, secrets));
		else remember(registration);
		return true;
	}
	await removeRegistered(client, registration);
	forget(state, identity);
	return false;
}

/** Registers a webhook for one trigger, with its own secret and token. */
async function registerOne(
	context: IHookFunctions,
	identity: Identity,
	calls: WebhookCalls,
	{ siteUrl, businessModule, description, requiresSignature }: Wanted,
	trigger: string,
): Promise<StoredWebhook> {
	const [token, key] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')];
	const webhook: Schemas['WebHookRegistration'] = {
		WebHookUri: callbackOf(identity, token),
		Secret: key,
		Description: description,
		IsPaused: false,
		Properties: {
			WorkPointUrl: siteUrl,
			BusinessModuleId: businessModule,
			WorkPointTrigger: trigger,
		},
	};
	const added = await calls.add(webhook, [token, key]);
	if (added.id === undefined) {
		throw new NodeOperationError(
			context.getNode(),
			'WorkPoint registered the webhook without returning its ID',
			{ description: "Switch 'Route' in the options and publish the workflow again." },
		);
	}
	// The service signs only with a secret that it returns itself.
	const secret = added.secret ?? (await calls.find(added.id))?.secret;
	if (secret === undefined && requiresSignature) {
		throw new NodeOperationError(
			context.getNode(),
			'WorkPoint does not return the secret of the webhook, so that no signature can be checked',
			{ description: "Turn off 'Require Signature', or switch 'Route' in the options." },
		);
	}
	return { id: added.id, trigger, token, ...(secret === undefined ? {} : { secret }) };
}

/** Registers a webhook for each trigger. When one fails, none is left. */
async function registerAll(
	context: IHookFunctions,
	identity: Identity,
	calls: WebhookCalls,
	wanted: Wanted,
): Promise<StoredWebhook[]> {
	const webhooks: StoredWebhook[] = [];
	try {
		for (const trigger of wanted.triggers) {
			webhooks.push(await registerOne(context, identity, calls, wanted, trigger));
		}
		return webhooks;
	} finally {
		if (webhooks.length < wanted.triggers.length) {
			// If this fails as well, the next attempt begins with it.
			await removeLeftovers(calls, identity).catch(() => undefined);
		}
	}
}

/** Registers webhooks by the parameters, and stores them. */
export async function register(this: IHookFunctions): Promise<boolean> {
	const client = await WorkPointClient.of(this);
	const identity = identityOf(this);
	const wanted = await readWanted(this, client);
	refuseUnreachable(this, identity, client.connection);
	const { route, siteUrl, businessModule } = wanted;
	await refuseForeignTriggers(this, wanted, client.sender({ site: siteUrl }));
	const calls = new WebhookCalls(client, route, siteUrl);
	await removeLeftovers(calls, identity);
	const webhooks = await registerAll(this, identity, calls, wanted);
	const registeredAt = Date.now();
	keep(stateOf(this), { ...identity, route, siteUrl, businessModule, registeredAt, webhooks });
	return true;
}

/**
 * Removes the node's own registration. If that fails, it is kept for another attempt and the error is reported. Without a
 * stored registration, n8n gave up before it stored one: then webhooks left behind are removed.
 */
export async function remove(this: IHookFunctions): Promise<boolean> {
	const state = stateOf(this);
	const identity = identityOf(this);
	const registration = ownRegistration(state, identity);
	const client = await WorkPointClient.of(this);
	if (registration === undefined) {
		const { route = 'webhookProxy', siteUrl } = await readOptions(this);
		const site = siteUrl ?? client.connection.siteUrl;
		await removeLeftovers(new WebhookCalls(client, route, site), identity);
		return true;
	}
	await removeRegistered(client, registration);
	forget(state, identity);
	return true;
}
