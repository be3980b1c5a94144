import type { TriggerState } from './registration';

/** How long an Id is remembered, in ms. WorkPoint repeats a delivery within a quarter of an hour. */
const retention = 24 * 60 * 60 * 1_000;

/** Ids that are stored with the workflow; they are written at every notification, so they are few. */
const storedIds = 1_000;

/** Ids that one process remembers per registration. */
const rememberedIds = 20_000;

/**
 * Ids seen by this process, by registration. n8n reads the stored state when a call comes in and writes it after it,
 * so that two calls at the same time do not see each other there; this closes that gap within a process.
 */
const remembered = new Map<string, Map<string, number>>();

function forgetOld(seen: Map<string, number>, now: number): void {
	for (const [id, time] of seen) {
		if (seen.size <= rememberedIds && time > now - retention) return;
		seen.delete(id);
	}
}

/**
 * Notes the Id of a delivery; false when it was noted before.
 *
 * @param registrationId a registration that is made anew starts with nothing seen
 */
export function isNew(
	state: TriggerState,
	registrationId: string,
	id: string,
	now = Date.now(),
): boolean {
	const seen = remembered.get(registrationId) ?? new Map<string, number>();
	remembered.set(registrationId, seen);
	for (const [storedId, time] of Object.entries(state.seen ?? {})) {
		if (!seen.has(storedId)) seen.set(storedId, time);
	}
	if ((seen.get(id) ?? 0) > now - retention) return false;
	seen.delete(id);
	seen.set(id, now);
	forgetOld(seen, now);
	state.seen = Object.fromEntries([...seen].slice(-storedIds));
	return true;
}
