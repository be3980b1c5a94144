import type { Call } from '../api/call';
import type { Attempt } from '../api/client';
import type { Failure } from '../api/failure';
import { monotonicTime } from '../api/clock';

/** The initial and the maximum number of parallel items. */
const start = 5;
const most = 20;

/** A call is slow if it takes longer than this multiple of the shortest time of its kind plus this number of ms. */
const slowdown = 2;
const leeway = 50;

/**
 * The factor by which a failure narrows a run; undefined for a failure unrelated to the load. A refusal by WorkPoint itself
 * with status 500 may be due to the item alone.
 */
function leastAfter({ kind, status = 0 }: Failure): number | undefined {
	if (kind === 'throttled' || kind === 'network') return 1;
	if (status < 500) return undefined;
	return kind === 'refused' ? start : 1;
}

/** Calls of the same kind take about the same time. */
function kindOf(call: Call): string {
	return 'route' in call ? String(call.route) : call.method;
}

/**
 * The default number of parallel items of a run: as many as the service handles without slowing down.
 *
 * As TCP does it, each answer widens the run by one until the first trouble, and from then on each round of answers. A
 * call that the service rejects (429), fails (5xx) or does not answer halves the width; so does a round of mostly slow
 * answers, but not below the start, as the calls themselves may differ.
 */
export class Width {
	private width = start;

	private hasNarrowed = false;

	/** Calls sent before it do not count: they met the same trouble. */
	private narrowedAt = 0;

	private readonly shortest = new Map<string, number>();

	/** A round has as many answers as the width at its beginning. */
	private round = { answers: 0, slow: 0, length: start };

	/** The number of items that may be in progress now, at least 1. */
	get now(): number {
		return this.width;
	}

	/** Records the outcome of a call. */
	readonly observe = (call: Call, { startedAt, failure }: Attempt): void => {
		if (startedAt < this.narrowedAt) return;
		if (failure === undefined) return this.answered(kindOf(call), monotonicTime() - startedAt);
		const least = leastAfter(failure);
		if (least !== undefined) this.narrow(least);
	};

	private answered(kind: string, time: number): void {
		const shortest = Math.min(time, this.shortest.get(kind) ?? time);
		this.shortest.set(kind, shortest);
		const { round } = this;
		round.answers++;
		if (time > shortest * slowdown + leeway) round.slow++;
		const isOver = round.answers >= round.length;
		if (isOver && round.slow > round.answers / 2) return this.narrow(start);
		if (isOver || !this.hasNarrowed) this.width = Math.min(most, this.width + 1);
		if (isOver) this.beginRound();
	}

	private narrow(least: number): void {
		this.hasNarrowed = true;
		this.narrowedAt = monotonicTime();
		this.width = Math.max(Math.min(least, this.width), Math.floor(this.width / 2));
		this.beginRound();
	}

	private beginRound(): void {
		this.round = { answers: 0, slow: 0, length: this.width };
	}
}
