import { createHash } from 'crypto';

import type { Identity } from './storedState';

/** The workflow and the instance in the callback URL, by which the node recognizes its own webhooks. */
function fingerprint({ instanceId, workflowId }: Identity): string {
	const text = JSON.stringify([instanceId, workflowId]);
	return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** The URL that WorkPoint calls. The name `secret` makes the code that hides secrets in messages hide it as well. */
export function callbackOf(identity: Identity, token: string): string {
	return `${identity.webhookUrl}?workflow=${fingerprint(identity)}&secret=${token}`;
}

/**
 * The token in a callback URL, if this node of this workflow and instance has registered it, now or before. n8n's URL alone
 * is no proof: it may belong to another workflow by now.
 */
export function ownToken(callback: string | undefined, identity: Identity): string | undefined {
	const token = new URLSearchParams(callback?.split('?')[1]).get('secret') ?? '';
	return callback === callbackOf(identity, token) ? token : undefined;
}
