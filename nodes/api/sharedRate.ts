/** The part of the rate that a refusal leaves. */
const DECREASE = 0.8;

/** The part of the limit by which the rate has grown one window after a refusal; after two it is four times as much. */
const INCREASE = 0.005;

/**
 * Finds our part of a limit that other n8n processes use too, without knowing of them: additive increase, multiplicative
 * decrease, as TCP shares a line. Each process slows down when the service refuses one of its calls, then speeds up, at
 * first hardly and later faster (as TCP CUBIC does), so that refusals stay few and the part of a process that has ended is
 * soon in use. Whoever has more loses more by a refusal, so all end up with about the same.
 *
 * All times are in ms of one clock.
 */
export class SharedRate {
	/** Calls in a window, right after the last refusal. */
	private rate = Infinity;

	private lastRefusal = 0;

	/** @param window in ms */
	constructor(private readonly window: number) {}

	/** Whether the limit seems to be ours alone. */
	isWhole(now: number, limit: number): boolean {
		return this.at(now, limit) >= limit;
	}

	/** The least time between two calls; 0 while the whole limit is ours. */
	interval(now: number, limit: number): number {
		return this.isWhole(now, limit) ? 0 : this.window / this.at(now, limit);
	}

	/**
	 * The service refused a call. Those that were sent before we slowed down say nothing new.
	 *
	 * @param sent when the call was sent
	 */
	refused(now: number, sent: number, limit: number): void {
		if (sent < this.lastRefusal) return;
		this.rate = Math.max(1, DECREASE * Math.min(this.at(now, limit), limit));
		this.lastRefusal = now;
	}

	private at(now: number, limit: number): number {
		const windows = (now - this.lastRefusal) / this.window;
		return this.rate + INCREASE * limit * windows ** 2;
	}
}
