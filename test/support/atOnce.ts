import type { RecordedRequest } from '../../sandbox';

/** How many of these calls were under way at the same time, at most. */
export function atOnce(requests: RecordedRequest[]): number {
	return Math.max(
		...requests.map(
			({ time }) =>
				requests.filter((other) => other.time <= time && time < other.time + (other.duration ?? 0))
					.length,
		),
	);
}
