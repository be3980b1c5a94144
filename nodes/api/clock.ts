import { sleep } from 'n8n-workflow';

/** Longest nap in ms: a cancelled execution, or a new hold, is noticed within it. */
export const NAP = 200;

/** Time in ms that only ever goes forward, whatever happens to the clock of the machine. */
export function monotonicTime(): number {
	return performance.now();
}

/** Waits, and ends at once when the execution is cancelled. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
	const end = monotonicTime() + ms;
	for (let left = ms; left > 0 && signal?.aborted !== true; left = end - monotonicTime()) {
		await sleep(Math.min(left, NAP));
	}
}
