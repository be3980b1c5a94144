/**
 * The time that the Retry-After header of an answer asks to wait, in ms: seconds or an HTTP date (RFC 9110, 10.2.3).
 *
 * A date is by the service's clock, and so is the Date header beside it; our own clock may be minutes off.
 */
export function retryAfter({ headers }: { headers: Record<string, unknown> }): number | undefined {
	const asked = headers['retry-after'];
	if (typeof asked !== 'string' || asked.trim() === '') return undefined;
	const seconds = Number(asked);
	const wait = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(asked) - sentAt(headers);
	return Number.isNaN(wait) ? undefined : Math.max(wait, 0);
}

/** When the service sent an answer, by its own clock; by ours where the answer does not tell. */
function sentAt(headers: Record<string, unknown>): number {
	const sent = Date.parse(String(headers.date));
	return Number.isNaN(sent) ? Date.now() : sent;
}
