import type { Guesses } from '../../../contract/workpoint365';
import type { Finding } from './check';

/** The reading of a guess that was found; the first one is what the node takes for granted. */
export function found<G extends keyof Guesses>(
	guess: G,
	reading: Guesses[G],
	expected: Guesses[G],
	advice?: string,
): Finding {
	const isExpected = reading === expected;
	return {
		status: isExpected ? 'ok' : 'warning',
		detail: `${guess}: ${String(reading)}${isExpected ? '' : `, where this node expects ${String(expected)}`}`,
		...(isExpected || advice === undefined ? {} : { advice }),
	};
}

export const unclear = (guess: keyof Guesses): Finding => ({
	status: 'skipped',
	detail: `${guess}: nothing on this site shows it`,
});
