import { isRead, type Call } from './call';
import type { Failure } from './failure';

/** Tries of a call in all, the first one included, while the service asks to come back later. */
const TRIES_WHEN_THROTTLED = 10;

/** Tries of a call in all after a failure that may pass. */
const TRIES_AFTER_FAILURE = 3;

/** First pause before a repeated try in ms; it doubles with each further one. */
const FIRST_PAUSE = 500;

/** Longest Retry-After in ms that a call waits for; beyond it the user is told instead. */
const LONGEST_HOLD = 10 * 60_000;

/** Some jitter, so that workers that failed together do not come back together. */
function backOff(attempt: number): number {
	return FIRST_PAUSE * 2 ** (attempt - 1) * (0.8 + 0.4 * Math.random());
}

/**
 * How long every call of the connection has to wait, in ms, after the service has turned one away. After the longest
 * hold the next call asks again, however long the service wants to be left alone: a workflow must not hang for hours.
 *
 * @param attempt how often the call has been tried, from 1
 */
export function holdAfter({ retryAfter }: Failure, attempt: number): number {
	// A time that has already passed is as good as none.
	return Math.min(retryAfter || backOff(attempt), LONGEST_HOLD);
}

/** What the service surely did not process is tried again, read or write; the hold of the connection is its pause. */
function throttlingRetry({ retryAfter = 0 }: Failure, attempt: number): number | undefined {
	return attempt < TRIES_WHEN_THROTTLED && retryAfter <= LONGEST_HOLD ? 0 : undefined;
}

/**
 * What may pass is tried again when that does no harm: reads, unless they say otherwise; writes only when the call surely
 * never reached the service. A write that the service refused with status 500 is refused for good.
 */
function transientRetry(failure: Failure, call: Call, attempt: number): number | undefined {
	const isHarmless = isRead(call) || (!failure.mayHaveHappened && failure.kind !== 'refused');
	const mayRepeat = isHarmless && call.retry !== false;
	return failure.isTransient && mayRepeat && attempt < TRIES_AFTER_FAILURE
		? backOff(attempt)
		: undefined;
}

/**
 * Whether and when a call that failed is tried again.
 *
 * @param attempt how often it has been tried, from 1
 * @returns the pause before in ms; undefined when it must not be repeated
 */
export function retryOf(failure: Failure, call: Call, attempt: number): number | undefined {
	return failure.kind === 'throttled'
		? throttlingRetry(failure, attempt)
		: transientRetry(failure, call, attempt);
}
