import { sleep } from 'n8n-workflow';

import { monotonicTime, NAP } from './clock';
import { SharedRate } from './sharedRate';
import { normalizedSite } from './urls';

/** Added to the window, in ms, because timers may fire slightly early. */
const TIMER_SLACK = 20;

/** A call that may be sent now. Its owner must report the outcome exactly once, by one of these methods. */
export interface Departure {
	/** The call has ended: answered or failed. */
	ended(): void;
	/** The service refused the call because of its rate limit. */
	refused(): void;
}

interface Waiter {
	limit: number;
	go(departure: Departure): void;
}

/** Holds back all calls of a connection, for every site, while the service asks for a pause. */
class Hold {
	private end = 0;

	/** Extends the hold to at least `ms` from now. */
	extend(ms: number): void {
		this.end = Math.max(this.end, monotonicTime() + ms);
	}

	/** The remaining hold in ms; 0 or less if there is none. */
	left(): number {
		return this.end - monotonicTime();
	}
}

/**
 * Sliding-window throttle: at most `limit` calls per window, each as early as possible; fewer if the service refuses
 * calls because others share the limit.
 *
 * The service counts arrivals, but we only see the start and end of a call. It arrived somewhere in between, so its
 * slot is free one window after its end.
 */
export class Throttle {
	/** End of each call of the last window, in monotonic time; Infinity while it is in flight. */
	private ends: Array<{ time: number }> = [];

	private readonly waiters: Waiter[] = [];

	private pumping = false;

	private lastDeparture = monotonicTime();

	private lastLimit = 0;

	private readonly rate: SharedRate;

	constructor(
		/** Length of the window in ms. */
		private readonly window = 60_000,
		/** Shared by all throttles of a connection. */
		private readonly hold = new Hold(),
	) {
		this.rate = new SharedRate(window);
	}

	/**
	 * Waits for this call's turn, in FIFO order.
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

	/** True if no call is waiting and no earlier call can still delay one. */
	isIdle(): boolean {
		const now = monotonicTime();
		this.forgetOldEnds(now);
		return (
			this.waiters.length === 0 &&
			this.ends.length === 0 &&
			now >= this.lastDeparture + this.window &&
			this.rate.isWhole(now, this.lastLimit)
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
		if (limit === 0) return this.hold.left();
		const now = monotonicTime();
		this.forgetOldEnds(now);
		const free = Math.max(this.freeAt(limit), this.lastDeparture + this.rate.interval(now, limit));
		return Math.max(free - now, this.hold.left());
	}

	/** The time from which the window has fewer than `limit` calls. */
	private freeAt(limit: number): number {
		const oldest = this.ends.map(({ time }) => time).sort((a, b) => a - b)[
			this.ends.length - limit
		];
		return oldest === undefined ? 0 : oldest + this.window + TIMER_SLACK;
	}

	private depart(limit: number): Departure {
		const start = monotonicTime();
		this.lastDeparture = start;
		this.lastLimit = limit;
		const end = { time: Infinity };
		if (limit > 0) this.ends.push(end);
		const ended = () => {
			end.time = monotonicTime();
		};
		return {
			ended,
			refused: () => {
				ended();
				if (limit > 0) this.rate.refused(end.time, start, limit);
			},
		};
	}

	private forgetOldEnds(now: number): void {
		this.ends = this.ends.filter(({ time }) => time + this.window + TIMER_SLACK > now);
	}
}

/** The state shared by all calls of a connection. */
interface ConnectionState {
	hold: Hold;
	/** By site: the service counts each site separately. */
	throttles: Map<string, Throttle>;
}

/** The throttles of all connections in use. */
export class Throttles {
	private readonly connections = new Map<string, ConnectionState>();

	/** @param window as for {@link Throttle} */
	constructor(private readonly window?: number) {}

	/** The number of connections and sites in memory. */
	get size(): number {
		const states = [...this.connections.values()];
		return states.reduce((size, { throttles }) => size + throttles.size, states.length);
	}

	/** The throttle of a connection's calls to a site, whatever the spelling of its URL. */
	of(connection: string, site: string): Throttle {
		this.dropIdle();
		const { hold, throttles } = this.stateOf(connection);
		const key = normalizedSite(site);
		const throttle = throttles.get(key) ?? new Throttle(this.window, hold);
		throttles.set(key, throttle);
		return throttle;
	}

	/** Holds back all calls of the connection for `ms`, for every site, including sites not yet in use. */
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

/** The throttles of this n8n process, shared by all executions. */
export const throttles = new Throttles();
