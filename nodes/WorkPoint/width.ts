import type { Call } from '../api/call';
import type { Attempt } from '../api/client';
import { monotonicTime } from '../api/gate';

const start = 5;

const most = 20;

/** A call has slowed down when it takes more than this multiple of the shortest time of its kind, and some ms. */
const slowdown = 2;
const leeway = 50;

/** Calls of a kind take about as long. */
function kindOf({ method, path, ...call }: Call): string {
	return 'route' in call ? String(call.route) : `${method} ${path}`;
}

/**
 * How many items a run has under way side by side, where the user does not say: as many as the service carries without
 * slowing down.
 *
 * As in TCP, every answer widens the run by one until the first trouble, and then as many answers as it is wide. A call
 * that the service refuses (429), fails (5xx) or leaves without an answer halves the width; so does a round of answers
 * most of which were slow, but not below the start, as the calls themselves may differ.
 */
export class Width {
	private width = start;

	private hasNarrowed = false;

	/** Calls that left before have been counted. */
	private narrowedAt = 0;

	private readonly shortest = new Map<string, number>();

	/** Answers since the last look at them, how many of them were slow, and with how many to look next. */
	private round = { answers: 0, slow: 0, length: start };

	/** Now, at least 1. */
	get now(): number {
		return Math.floor(this.width);
	}

	/** Takes note of how a call went. */
	readonly observe = (call: Call, { startedAt, failure }: Attempt): void => {
		if (startedAt < this.narrowedAt) return;
		const { status } = failure ?? { status: 200 };
		if (status === undefined || status === 429 || status >= 500) return this.narrow(1);
		this.answered(kindOf(call), monotonicTime() - startedAt);
	};

	private answered(kind: string, time: number): void {
		const shortest = Math.min(time, this.shortest.get(kind) ?? time);
		this.shortest.set(kind, shortest);
		const { round } = this;
		round.answers++;
		if (time > shortest * slowdown + leeway) round.slow++;
		if (round.answers >= round.length) {
			if (round.slow > round.answers / 2) return this.narrow(start);
			this.beginRound();
		}
		this.width = Math.min(most, this.width + (this.hasNarrowed ? 1 / this.width : 1));
	}

	private narrow(least: number): void {
		this.hasNarrowed = true;
		this.narrowedAt = monotonicTime();
		this.width = Math.max(Math.min(least, this.width), this.width / 2);
		this.beginRound();
	}

	private beginRound(): void {
		this.round = { answers: 0, slow: 0, length: this.now };
	}
}
