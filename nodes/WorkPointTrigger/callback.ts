import { createHash } from 'crypto';

import type { Identity } from './storedState';

/** Names the workflow and the instance in the callback's address, so that the node knows its own webhooks again. */
function fingerprint({ instanceId, workflowId }: Identity): string {
	const text = JSON.stringify([instanceId, workflowId]);
	return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** The address that WorkPoint calls. `secret` is named so that what hides secrets in messages hides it as well. */
export function callbackOf(identity: Identity, token: string): string {
	return `${identity.webhookUrl}?workflow=${fingerprint(identity)}&secret=${token}`;
}

/**
 * The token in a callback's address, when this node of this workflow and instance has registered it, now or before.
 * n8n's address alone does not tell: it may lead to another workflow in the meantime.
 */
export function ownToken(callback: string | undefined, identity: Identity): string | undefined {
	const token = new URLSearchParams(callback?.split('?')[1]).get('secret') ?? '';
	return callback === callbackOf(identity, token) ? token : undefined;
}
