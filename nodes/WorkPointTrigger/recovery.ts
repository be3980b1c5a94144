import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { WorkPointClient } from '../api/client';
import { callbackOf, ownToken } from './callback';
import { readOptions } from './parameters';
import type { Identity, Registration, StoredWebhook } from './storedState';
import { WebhookCalls, type RegisteredWebhook } from './webhookCalls';

/** The maximum time of the search in ms, as the sender waits. */
const patience = 4_000;

function stored(
	{ id, trigger, secret, callback }: RegisteredWebhook,
	identity: Identity,
): StoredWebhook[] {
	const token = ownToken(callback, identity);
	return id === undefined || trigger === undefined || token === undefined
		? []
		: [{ id, trigger, token, ...(secret === undefined ? {} : { secret }) }];
}

/**
 * Restores a registration that n8n does not have: it ended before it stored it, and n8n 2.41 does not ask the node again
 * when it starts. Only calls to a URL that the node made are looked up, and only a webhook that WorkPoint itself has, with
 * the same token, restores the registration.
 */
export async function recover(
	context: IWebhookFunctions,
	identity: Identity,
): Promise<Registration | undefined> {
	const { workflow, secret } = context.getQueryData() as IDataObject;
	if (typeof workflow !== 'string' || typeof secret !== 'string') return undefined;
	const called = `${identity.webhookUrl}?workflow=${workflow}&secret=${secret}`;
	if (called !== callbackOf(identity, secret)) return undefined;
	const client = await WorkPointClient.of(context);
	const { route = 'webhookProxy', siteUrl = client.connection.siteUrl } =
		await readOptions(context);
	const calls = new WebhookCalls(client, route, siteUrl, [secret], AbortSignal.timeout(patience));
	const all = await calls.all().catch(() => []);
	const businessModule = all.find(({ callback }) => callback === called)?.businessModule;
	if (businessModule === undefined) return undefined;
	const webhooks = all.flatMap((webhook) => stored(webhook, identity));
	return { ...identity, route, siteUrl, businessModule, registeredAt: Date.now(), webhooks };
}
