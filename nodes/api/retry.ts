import { isRead, type Call } from './call';
import type { Failure } from './outcome';

/** Tries of a call in all, the first one included, while the service asks to come back later. */
const TRIES_WHEN_THROTTLED = 10;

/** Tries of a call in all after a failure that may pass. */
const TRIES_AFTER_FAILURE = 3;

/** First pause before a repeated try in ms; it doubles with each further one. */
const FIRST_PAUSE = 500;

/** Longest Retry-After in ms that a call waits for; beyond it the user is told instead. */
export const LONGEST_HOLD = 10 * 60_000;

/** What to do before the next try. */
export interface Retry {
	/** In ms. */
	wait: number;
	/** Whether every call of the connection waits with it. */
	holdsAll: boolean;
}

/** Some jitter, so that workers that failed together do not come back together. */
function backOff(attempt: number): number {
	return FIRST_PAUSE * 2 ** (attempt - 1) * (0.8 + 0.4 * Math.random());
}

/** What the service surely did not process is tried again, read or write, when the service says. */
function throttlingRetry(failure: Failure, attempt: number): Retry | undefined {
	if (failure.kind !== 'throttled' || attempt >= TRIES_WHEN_THROTTLED) return undefined;
	// A time that has already passed is as good as none.
	const wait = failure.retryAfter || backOff(attempt);
	return wait > LONGEST_HOLD ? undefined : { wait, holdsAll: true };
}

/**
 * What may pass is tried again when that does no harm: reads always, writes only when the call surely never reached the
 * service. A write that the service refused with status 500 is refused for good.
 */
function transientRetry(failure: Failure, call: Call, attempt: number): Retry | undefined {
	const isHarmless = isRead(call) || (!failure.mayHaveHappened && failure.kind !== 'refused');
	return failure.isTransient && isHarmless && attempt < TRIES_AFTER_FAILURE
		? { wait: backOff(attempt), holdsAll: false }
		: undefined;
}

/**
 * Whether and when a call that failed is tried again.
 *
 * @param attempt how often it has been tried, from 1
 * @returns undefined when it must not be repeated
 */
export function retryOf(failure: Failure, call: Call, attempt: number): Retry | undefined {
	return failure.kind === 'throttled'
		? throttlingRetry(failure, attempt)
		: transientRetry(failure, call, attempt);
}
