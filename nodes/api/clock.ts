import { sleep } from 'n8n-workflow';

/** Longest sleep in ms, within which a cancellation or a new hold is noticed. */
export const NAP = 200;

/** Monotonic time in ms, unaffected by changes of the system clock. */
export function monotonicTime(): number {
	return performance.now();
}

/** Waits for a time in ms, or until the execution is canceled. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
	const end = monotonicTime() + ms;
	for (let left = ms; left > 0 && signal?.aborted !== true; left = end - monotonicTime()) {
		await sleep(Math.min(left, NAP));
	}
}
