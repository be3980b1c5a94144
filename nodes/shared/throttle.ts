import { sleep } from 'n8n-workflow';

/** Longest nap of a waiting call, in ms: a cancelled execution or a new hold is noticed within it. */
const NAP = 200;

/** Added to the window, in ms, because timers may fire a little early. */
const TIMER_SLACK = 20;

/** A call that was let go. */
export interface Departure {
	/** Tells that the service has answered, so that the arrival is known to lie in the past. */
	answered(): void;
}

interface Slot {
	/** When the call can at the latest have arrived at the service, in ms since the epoch. */
	arrivedBy: number;
}

interface Waiter {
	limit: number;
	go(departure: Departure): void;
}

/**
 * Lets at most `limit` calls through in any window, each as early as the window allows.
 *
 * The service counts arrivals, and we only see departures and answers. A call has arrived somewhere between the two,
 * so its place in the window is free one window after its answer, or one window and `guard` after its departure,
 * whichever comes first.
 */
export class Throttle {
	private readonly slots: Slot[] = [];

	private readonly waiters: Waiter[] = [];

	private heldUntil = 0;

	private pumping = false;

	private lastUsed = Date.now();

	constructor(
		/** Length of the window in ms. */
		private readonly window = 60_000,
		/** How long a call may travel before we stop waiting for its answer, in ms. */
		private readonly guard = 300,
	) {}

	/**
	 * Waits for this call's turn, first come, first served.
	 *
	 * @param limit calls per window; 0 means no limit
	 * @throws {Error} as soon as `signal` aborts
	 */
	async take(limit: number, signal?: AbortSignal): Promise<Departure> {
		return await new Promise((resolve, reject) => {
			const abort = () => {
				this.waiters.splice(this.waiters.indexOf(waiter), 1);
				reject(new Error('The execution was cancelled'));
			};
			const waiter: Waiter = {
				limit,
				go: (departure) => {
					signal?.removeEventListener('abort', abort);
					resolve(departure);
				},
			};
			this.waiters.push(waiter);
			if (signal?.aborted) return abort();
			signal?.addEventListener('abort', abort, { once: true });
			void this.pump();
		});
	}

	/** Lets no call go before the given time (ms since the epoch). */
	holdUntil(time: number): void {
		this.heldUntil = Math.max(this.heldUntil, time);
	}

	/** Whether nothing waits and nothing that happened here can still hold a call back. */
	isIdle(): boolean {
		const now = Date.now();
		return (
			this.waiters.length === 0 &&
			now >= this.heldUntil &&
			now >= this.lastUsed + this.window + this.guard
		);
	}

	private async pump(): Promise<void> {
		if (this.pumping) return;
		this.pumping = true;
		for (let next = this.waiters[0]; next !== undefined; next = this.waiters[0]) {
			const wait = this.timeUntilFree(next.limit);
			if (wait > 0) {
				await sleep(Math.min(wait, NAP));
				continue;
			}
			this.waiters.shift();
			next.go(this.depart(next.limit));
		}
		this.pumping = false;
	}

	private timeUntilFree(limit: number): number {
		const now = Date.now();
		this.forgetOldSlots(now);
		const arrivals = this.slots.map((slot) => slot.arrivedBy).sort((a, b) => a - b);
		const oldest = limit > 0 ? arrivals[arrivals.length - limit] : undefined;
		const windowFree = oldest === undefined ? now : oldest + this.window + TIMER_SLACK;
		return Math.max(windowFree, this.heldUntil) - now;
	}

	private depart(limit: number): Departure {
		const now = Date.now();
		const slot: Slot = { arrivedBy: now + this.guard };
		this.lastUsed = now;
		if (limit > 0) this.slots.push(slot);
		return {
			answered: () => {
				slot.arrivedBy = Math.min(slot.arrivedBy, Date.now());
			},
		};
	}

	private forgetOldSlots(now: number): void {
		const isOld = (slot: Slot) => slot.arrivedBy + this.window + TIMER_SLACK < now;
		while (this.slots[0] !== undefined && isOld(this.slots[0])) this.slots.shift();
	}
}

const throttles = new Map<string, Throttle>();

/**
 * The throttle of a connection and site, shared by all executions of this n8n process. Those that have been idle for
 * a whole window are dropped.
 */
export function throttleFor(connection: string, site: string): Throttle {
	for (const [key, throttle] of throttles) if (throttle.isIdle()) throttles.delete(key);
	const key = `${connection} ${site}`;
	const throttle = throttles.get(key) ?? new Throttle();
	throttles.set(key, throttle);
	return throttle;
}

/** Lets no call of the connection go before the given time, whichever site it is for. */
export function holdConnection(connection: string, until: number): void {
	for (const [key, throttle] of throttles) {
		if (key.startsWith(`${connection} `)) throttle.holdUntil(until);
	}
}
