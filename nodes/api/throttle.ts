import { sleep } from 'n8n-workflow';

/** Longest nap of a waiting call, in ms: a cancelled execution or a new hold is noticed within it. */
const NAP = 200;

/** Added to the window, in ms, because timers may fire a little early. */
const TIMER_SLACK = 20;

/** Time in ms that only ever goes forth, whatever happens to the clock of the machine. */
export function monotonicTime(): number {
	return performance.now();
}

/** A time during which no call of a connection may go, because the service asked for it. */
class Hold {
	private end = 0;

	extend(ms: number): void {
		this.end = Math.max(this.end, monotonicTime() + ms);
	}

	/** How long it still lasts in ms; 0 or less when it is over. */
	left(): number {
		return this.end - monotonicTime();
	}
}

/** A call that was let go. */
export interface Departure {
	/** Tells that the service has answered, so that the arrival is known to lie in the past. */
	answered(): void;
}

interface Slot {
	/** When the call can at the latest have arrived at the service, in monotonic time. */
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

	private pumping = false;

	private lastUsed = monotonicTime();

	constructor(
		/** Length of the window in ms. */
		private readonly window = 60_000,
		/** How long a call may travel before we stop waiting for its answer, in ms. */
		private readonly guard = 300,
		/** Holds back every call; throttles of one connection share it. */
		private readonly hold = new Hold(),
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

	/** Whether nothing waits and no earlier call can still hold one back. */
	isIdle(): boolean {
		return this.waiters.length === 0 && monotonicTime() >= this.lastUsed + this.window + this.guard;
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
		const now = monotonicTime();
		this.forgetOldSlots(now);
		const arrivals = this.slots.map((slot) => slot.arrivedBy).sort((a, b) => a - b);
		const oldest = limit > 0 ? arrivals[arrivals.length - limit] : undefined;
		const windowFree = oldest === undefined ? now : oldest + this.window + TIMER_SLACK;
		return Math.max(windowFree - now, this.hold.left());
	}

	private depart(limit: number): Departure {
		const now = monotonicTime();
		const slot: Slot = { arrivedBy: now + this.guard };
		this.lastUsed = now;
		if (limit > 0) this.slots.push(slot);
		return {
			answered: () => {
				slot.arrivedBy = Math.min(slot.arrivedBy, monotonicTime());
			},
		};
	}

	private forgetOldSlots(now: number): void {
		const isOld = (slot: Slot) => slot.arrivedBy + this.window + TIMER_SLACK < now;
		while (this.slots[0] !== undefined && isOld(this.slots[0])) this.slots.shift();
	}
}

/** What the calls of one connection share. */
interface ConnectionState {
	hold: Hold;
	/** By site: the service counts each on its own. */
	throttles: Map<string, Throttle>;
}

/** The throttles of all connections, as far as they are in use. */
export class Throttles {
	private readonly connections = new Map<string, ConnectionState>();

	/** Both times as for {@link Throttle}. */
	constructor(
		private readonly window?: number,
		private readonly guard?: number,
	) {}

	/** How many connections and sites are kept in memory. */
	get size(): number {
		const states = [...this.connections.values()];
		return states.reduce((size, { throttles }) => size + throttles.size, states.length);
	}

	/** The throttle for the calls of a connection to a site. */
	of(connection: string, site: string): Throttle {
		this.dropIdle();
		const { hold, throttles } = this.stateOf(connection);
		const throttle = throttles.get(site) ?? new Throttle(this.window, this.guard, hold);
		throttles.set(site, throttle);
		return throttle;
	}

	/** Lets no call of the connection go for `ms`, whichever site it is for, also one that is not yet in use. */
	hold(connection: string, ms: number): void {
		this.stateOf(connection).hold.extend(ms);
	}

	private stateOf(connection: string): ConnectionState {
		const state = this.connections.get(connection) ?? { hold: new Hold(), throttles: new Map() };
		this.connections.set(connection, state);
		return state;
	}

	private dropIdle(): void {
		for (const [connection, { hold, throttles }] of this.connections) {
			for (const [site, throttle] of throttles) if (throttle.isIdle()) throttles.delete(site);
			if (throttles.size === 0 && hold.left() <= 0) this.connections.delete(connection);
		}
	}
}

/** Those of this n8n process, shared by all its executions. */
export const throttles = new Throttles();
