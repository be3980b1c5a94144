import { createHash } from 'crypto';

import type { Registration, TriggerState } from './storedState';

const minute = 60_000;

/** The number of minutes that an Id is remembered. WorkPoint repeats a delivery within a quarter of an hour. */
const retention = 24 * 60;

/** The maximum number of remembered Ids per webhook, as they are written at every delivery. About 28 bytes each. */
const bound = 10_000;

/**
 * Ids seen by this process, by webhook. n8n reads the stored state before a call and writes it afterwards, so that two
 * simultaneous calls do not see each other there; this closes the gap within a process.
 */
const remembered = new Map<string, Map<string, number>>();

/** An Id in 64 bits: with 10,000 of them, one in 10^11 hides another. */
function short(id: string): string {
	return createHash('sha256').update(id).digest('hex').slice(0, 16);
}

/** The Ids of a webhook in this process and in the stored state, the oldest first. */
function merged(webhookId: string, stored: Record<string, number>): Map<string, number> {
	const seen = remembered.get(webhookId) ?? new Map<string, number>();
	const unknown = Object.entries(stored).filter(([id]) => !seen.has(id));
	return unknown.length === 0
		? seen
		: new Map([...seen, ...unknown].sort(([, one], [, other]) => one - other));
}

function forgetOld(seen: Map<string, number>, now: number): void {
	for (const [id, time] of seen) {
		if (seen.size <= bound && time > now - retention) return;
		seen.delete(id);
	}
}

/** Frees the Ids of webhooks without recent deliveries, most of which are gone. */
function forgetSilent(now: number): void {
	for (const [webhookId, seen] of remembered) {
		forgetOld(seen, now);
		if (seen.size === 0) remembered.delete(webhookId);
	}
}

/**
 * Notes the Id of a delivery to a webhook; false if it was noted before. Removes the stored Ids of webhooks that are not in
 * the registration any more.
 *
 * @param time in ms since 1970
 */
export function isNew(
	state: TriggerState,
	{ webhooks }: Registration,
	webhookId: string,
	id: string,
	time = Date.now(),
): boolean {
	const now = Math.floor(time / minute);
	forgetSilent(now);
	const stored = state.seen ?? {};
	const seen = merged(webhookId, stored[webhookId] ?? {});
	remembered.set(webhookId, seen);
	const key = short(id);
	if ((seen.get(key) ?? 0) > now - retention) return false;
	seen.delete(key);
	seen.set(key, now);
	forgetOld(seen, now);
	const live = webhooks.map((webhook) => [webhook.id, stored[webhook.id] ?? {}] as const);
	state.seen = { ...Object.fromEntries(live), [webhookId]: Object.fromEntries(seen) };
	return true;
}

/** Frees the Ids of webhooks that are gone. */
export function forgetIds(webhooks: Array<{ id: string }>): void {
	for (const { id } of webhooks) remembered.delete(id);
}
