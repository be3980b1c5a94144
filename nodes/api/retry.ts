import { isRead, type Call } from './call';
import type { Failure } from './failure';

/** Maximum attempts, including the first, while the service throttles. */
const TRIES_WHEN_THROTTLED = 10;

/** Maximum attempts, including the first, after a transient failure. */
const TRIES_AFTER_FAILURE = 3;

/** First backoff in ms; it doubles with each attempt. */
const FIRST_PAUSE = 500;

/** Longest Retry-After in ms that a call waits for; a longer one is reported to the user. */
const LONGEST_HOLD = 10 * 60_000;

/** Exponential backoff with jitter, so that workers that failed together do not return together. */
function backOff(attempt: number): number {
	return FIRST_PAUSE * 2 ** (attempt - 1) * (0.8 + 0.4 * Math.random());
}

/**
 * The hold in ms for all calls of a throttled connection. It is capped, however long the service asks for: a workflow
 * must not hang for hours.
 *
 * @param attempt the number of the failed attempt, from 1
 */
export function holdAfter({ retryAfter }: Failure, attempt: number): number {
	// A time in the past counts as none.
	return Math.min(retryAfter || backOff(attempt), LONGEST_HOLD);
}

/**
 * A throttled call was certainly not processed, so reads and writes are retried; the hold of the connection is the
 * pause.
 */
function throttlingRetry({ retryAfter = 0 }: Failure, attempt: number): number | undefined {
	return attempt < TRIES_WHEN_THROTTLED && retryAfter <= LONGEST_HOLD ? 0 : undefined;
}

/**
 * A transient failure is retried if that does no harm: reads, unless they opt out; writes only if the call certainly
 * never reached the service. A write that the service refused with status 500 is final.
 */
function transientRetry(failure: Failure, call: Call, attempt: number): number | undefined {
	const isHarmless = isRead(call) || (!failure.mayHaveHappened && failure.kind !== 'refused');
	const mayRepeat = isHarmless && call.retry !== false;
	return failure.isTransient && mayRepeat && attempt < TRIES_AFTER_FAILURE
		? backOff(attempt)
		: undefined;
}

/**
 * The pause before the next attempt of a failed call.
 *
 * @param attempt the number of the failed attempt, from 1
 * @returns the pause in ms; undefined if the call must not be retried
 */
export function retryOf(failure: Failure, call: Call, attempt: number): number | undefined {
	return failure.kind === 'throttled'
		? throttlingRetry(failure, attempt)
		: transientRetry(failure, call, attempt);
}
