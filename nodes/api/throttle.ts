import { Gate, monotonicTime } from './gate';
import { Share } from './share';
import { normalizedSite } from './urls';

/** Added to the window, in ms, because timers may fire a little early. */
const TIMER_SLACK = 20;

/** A call that was let go. Whoever has it tells what becomes of it, in the end by one of the last three. */
export interface Departure {
	/** The call has its token and goes on its way now. */
	sent(): void;
	/** The service took the call and answered. */
	answered(): void;
	/** The service refused the call for its limit, and asks to wait for as many ms. */
	refused(wait: number): void;
	/** No answer came, or the service could not tell. */
	failed(): void;
}

interface Slot {
	/** When the call can at the latest have arrived at the service, in monotonic time; unknown while it signs in. */
	arrivedBy: number;
	state: 'under way' | 'taken' | 'refused';
}

interface Waiter {
	limit: number;
	go(departure: Departure): void;
}

/**
 * Lets at most `limit` calls through in any window, each as early as the window allows; fewer when the service refuses
 * calls because others use the limit too.
 *
 * The service counts arrivals, and we only see when a call is sent and answered. It has arrived somewhere between the
 * two, so its place in the window is free one window after its answer, or one window and `guard` after it was sent,
 * whichever comes first.
 */
export class Throttle {
	private slots: Slot[] = [];

	private readonly waiters: Waiter[] = [];

	private pumping = false;

	private lastUsed = monotonicTime();

	private readonly share: Share;

	constructor(
		/** Length of the window in ms. */
		private readonly window = 60_000,
		/** How long a call may travel before we stop waiting for its answer, in ms. */
		private readonly guard = 500,
		/** Throttles of one connection share it. */
		private readonly gate = new Gate(),
	) {
		this.share = new Share(window);
	}

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

	/** Whether nothing waits and nothing that is known of earlier calls can still hold one back. */
	isIdle(): boolean {
		const now = monotonicTime();
		this.forgetOldSlots(now);
		return (
			this.waiters.length === 0 &&
			this.slots.length === 0 &&
			now >= this.lastUsed + this.window &&
			!this.share.isShared(now)
		);
	}

	private async pump(): Promise<void> {
		if (this.pumping) return;
		this.pumping = true;
		for (let next = this.waiters[0]; next !== undefined; next = this.waiters[0]) {
			const wait = this.timeUntilFree(next.limit);
			if (wait > 0) {
				await this.gate.nap(wait);
				continue;
			}
			this.waiters.shift();
			next.go(this.depart(next.limit));
		}
		this.pumping = false;
	}

	private timeUntilFree(limit: number): number {
		if (limit === 0) return this.gate.left();
		const now = monotonicTime();
		this.forgetOldSlots(now);
		const free = Math.max(
			this.freeAt(this.slots, limit),
			this.freeAt(this.counting(), this.share.allowed(now)),
			this.share.nextDeparture(now, limit),
		);
		return Math.max(free - now, this.gate.left());
	}

	/** When there are less than `limit` of these calls in the window. */
	private freeAt(slots: Slot[], limit: number): number {
		if (slots.length < limit) return 0;
		const arrivals = slots.map(({ arrivedBy }) => arrivedBy).sort((a, b) => a - b);
		return (arrivals[arrivals.length - limit] ?? 0) + this.window + TIMER_SLACK;
	}

	/** The calls that the service counts or will count: of those that it refused, it may count none. */
	private counting(): Slot[] {
		return this.slots.filter(({ state }) => state !== 'refused');
	}

	private depart(limit: number): Departure {
		const now = monotonicTime();
		this.lastUsed = now;
		this.gate.departed();
		this.share.departed(now, this.counting().length);
		const slot: Slot = { arrivedBy: Infinity, state: 'under way' };
		if (limit > 0) this.slots.push(slot);
		const end = (state: Slot['state']) => {
			slot.arrivedBy = Math.min(slot.arrivedBy, monotonicTime());
			slot.state = state;
			this.gate.ended(state !== 'under way');
		};
		const taken = (since = 0) => {
			this.forgetOldSlots(monotonicTime());
			const isTaken = ({ state, arrivedBy }: Slot) => state === 'taken' && arrivedBy >= since;
			return this.slots.filter(isTaken).length;
		};
		return {
			sent: () => {
				slot.arrivedBy = monotonicTime() + this.guard;
				this.gate.sent();
			},
			answered: () => {
				end('taken');
				if (limit > 0) this.share.accepted(monotonicTime(), taken, limit);
			},
			refused: (wait) => {
				end('refused');
				if (limit > 0) this.share.refused(monotonicTime(), wait, taken, limit);
			},
			failed: () => end('under way'),
		};
	}

	private forgetOldSlots(now: number): void {
		this.slots = this.slots.filter(({ arrivedBy }) => arrivedBy + this.window + TIMER_SLACK > now);
	}
}

/** What the calls of one connection share. */
interface ConnectionState {
	gate: Gate;
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

	/** The throttle for the calls of a connection to a site, however its address is spelled. */
	of(connection: string, site: string): Throttle {
		this.dropIdle();
		const { gate, throttles } = this.stateOf(connection);
		const key = normalizedSite(site);
		const throttle = throttles.get(key) ?? new Throttle(this.window, this.guard, gate);
		throttles.set(key, throttle);
		return throttle;
	}

	/** Lets no call of the connection go for `ms`, whichever site it is for, also one that is not yet in use. */
	hold(connection: string, ms: number): void {
		this.stateOf(connection).gate.hold(ms);
	}

	private stateOf(connection: string): ConnectionState {
		const state = this.connections.get(connection) ?? { gate: new Gate(), throttles: new Map() };
		this.connections.set(connection, state);
		return state;
	}

	private dropIdle(): void {
		for (const [connection, { gate, throttles }] of this.connections) {
			for (const [site, throttle] of throttles) if (throttle.isIdle()) throttles.delete(site);
			if (throttles.size === 0 && gate.left() <= 0) this.connections.delete(connection);
		}
	}
}

/** Those of this n8n process, shared by all its executions. */
export const throttles = new Throttles();
