import { createHash } from 'crypto';

import type { Registration, TriggerState } from './storedState';

const minute = 60_000;

/** How long an Id is remembered, in minutes. WorkPoint repeats a delivery within a quarter of an hour. */
const retention = 24 * 60;

/** Ids that are remembered per webhook, the newest: they are written at every delivery. About 28 bytes each. */
const bound = 10_000;

/**
 * Ids seen by this process, by webhook. n8n reads the stored state when a call comes in and writes it after it, so that
 * two calls at the same time do not see each other there; this closes that gap within a process.
 */
const remembered = new Map<string, Map<string, number>>();

/** An Id in 64 bits: with 10,000 of them, one in 10^11 hides another. */
function short(id: string): string {
	return createHash('sha256').update(id).digest('hex').slice(0, 16);
}

/** What this process and the stored state know of a webhook, the oldest first. */
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

/** Frees what belongs to webhooks that nothing has come for lately: most are gone. */
function forgetSilent(now: number): void {
	for (const [webhookId, seen] of remembered) {
		forgetOld(seen, now);
		if (seen.size === 0) remembered.delete(webhookId);
	}
}

/**
 * Notes the Id of a delivery to a webhook; false when it was noted before. What is stored for webhooks that are not in
 * the registration any more goes.
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
