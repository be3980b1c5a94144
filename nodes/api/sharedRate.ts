/** Multiplicative decrease: the factor applied to the rate after a refusal. */
const DECREASE = 0.8;

/** Fraction of the limit by which the rate has grown one window after a refusal; growth is quadratic in time. */
const INCREASE = 0.005;

/**
 * Finds this process's share of a limit that other n8n processes also use, without coordination: additive increase,
 * multiplicative decrease, as in TCP. A refused call slows a process down; then it speeds up, slowly at first and
 * faster later (as in TCP CUBIC), so that refusals stay rare and the share of a finished process is soon reused. A
 * larger share loses more by a refusal, so shares converge.
 *
 * All times are in ms of the same clock.
 */
export class SharedRate {
	/** Calls per window, right after the last refusal. */
	private rate = Infinity;

	private lastRefusal = 0;

	/** @param window in ms */
	constructor(private readonly window: number) {}

	/** True if no other process seems to use the limit. */
	isWhole(now: number, limit: number): boolean {
		return this.at(now, limit) >= limit;
	}

	/** The minimum interval between calls; 0 while the whole limit is ours. */
	interval(now: number, limit: number): number {
		return this.isWhole(now, limit) ? 0 : this.window / this.at(now, limit);
	}

	/**
	 * Records a refused call. Calls sent before the last slowdown carry no new information.
	 *
	 * @param sent the time when the call was sent
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
