/** Windows between two probes after one that found room. */
const SOON = 0.5;

/** Probes that all who share a limit make in a window, when they share it fairly. */
const PROBES = 1.7;

/** Longest time between two probes, in windows. */
const LATEST = 5;

/** A probe that found room for as many calls found that another process has gone, and not a gap between two calls. */
const CLEARLY_ROOM = 3;

/** Calls that a probe sends ahead of their answers at most. */
const AHEAD = 4;

/** Part of a window without a call of ours after which those of the others are likely over too. */
const QUIET = 1 / 8;

/** A wait that is a longer part of the window than this tells that the service's window is full. */
const LONG_WAIT = 1 / 8;

/** Time that all calls of the limit take at the pace of those who share it, in windows; a race is slower to be fair. */
const PACE = 0.5;
const RACE_PACE = 1;

/** Races that a process takes part in after its first refusal, at most. */
const RACES = 3;

/** A race is settled when it changed our share by no more than this part. */
const SIMILAR = 0.3;

/** With fewer calls than this part of the limit we had no real part in the race. */
const POOR = 1 / 12;

/** Windows without a refusal after which nobody else seems to use the limit. */
const MEMORY = 10;

/** Counts our calls that the service took: in the last window, or in that part of it since a moment. */
type Taken = (since?: number) => number;

/**
 * Finds which part of the limit is ours when other n8n processes use it too, which cannot tell each other; it learns
 * only from what the service refuses. All times are in ms of one clock.
 *
 * - Alone: nothing was refused, and the whole limit is ours.
 * - Race: after the first refusal, all who were refused start when the service says, at the same pace, until it
 *   refuses. What each got is its share, and all shares together are the limit. A race whose result is far from what
 *   was before is run again.
 * - Then each window takes as many calls, and none is refused.
 * - Probe: now and then, when the others are quiet, one call more. While the service takes it, there is room, since
 *   another process has gone: the share grows until a call is refused. A small share is that of many processes, so it
 *   probes seldom, and all together lose about two calls of a hundred.
 */
export class Share {
	/** Calls in a window. */
	private size = Infinity;

	private racing = false;

	private racesLeft = 0;

	/** When the race starts or started. */
	private raceStart = 0;

	private probing = false;

	/** By how many calls the probe under way has let the share grow. */
	private gained = 0;

	private nextProbe = 0;

	/** Windows until the next probe. */
	private patience = Infinity;

	private lastDeparture = -Infinity;

	private lastRefusal = -Infinity;

	private heldUntil = 0;

	/** @param window in ms */
	constructor(private readonly window: number) {}

	/** Whether others use the limit too, as far as we know. */
	isShared(now: number): boolean {
		return this.size < Infinity && now - this.lastRefusal < MEMORY * this.window;
	}

	/** How many calls may be in the window that the service took or may take. */
	allowed(now: number): number {
		if (!this.isShared(now)) return Infinity;
		// The others have taken the place of who paused: it starts like a new one.
		if (!this.racing && now - this.lastDeparture > 2 * this.window) this.startRace(now);
		if (this.racing) return Infinity;
		return this.isProbing(now) ? this.size + 1 + Math.min(this.gained, AHEAD) : this.size;
	}

	/** The earliest time of the next call: who shares keeps a pace, so that races are fair and refusals few. */
	nextDeparture(now: number, limit: number): number {
		if (!this.isShared(now)) return now;
		return this.lastDeparture + ((this.racing ? RACE_PACE : PACE) * this.window) / limit;
	}

	/** @param used calls in the window, without this one */
	departed(now: number, used: number): void {
		if (!this.racing && used >= this.size) this.probing = true;
		this.lastDeparture = now;
	}

	/** The service took a call. */
	accepted(now: number, taken: Taken, limit: number): void {
		const count = taken();
		if (this.racing) {
			if (now < this.raceStart + this.window) return;
			// Nobody has refused for a whole window: there is room.
			this.racing = false;
			this.probing = true;
			this.size = 0;
		}
		if (count <= this.size) return;
		this.gained += count - this.size;
		this.size = count < limit ? count : Infinity;
	}

	/** The service refused a call, and asks to wait for as many ms. */
	refused(now: number, wait: number, taken: Taken, limit: number): void {
		const wasShared = this.isShared(now);
		this.lastRefusal = now;
		this.heldUntil = Math.max(this.heldUntil, now + wait);
		if (!wasShared) {
			this.setSize(taken());
			this.racesLeft = RACES;
			this.startRace(now + wait);
		} else if (this.racing) {
			if (now >= this.raceStart) this.refusedInRace(now, wait, taken, limit);
		} else if (this.probing) {
			this.setSize(Math.min(this.size, taken()));
			this.patience = this.gained >= CLEARLY_ROOM ? SOON : this.patience * 2;
			this.planProbe(now, limit);
		} else {
			// Another process took the place.
			this.setSize(Math.min(this.size - 1, taken()));
			this.planProbe(now, limit);
		}
	}

	private setSize(size: number): void {
		this.size = Math.max(1, size);
	}

	private startRace(start: number): void {
		this.racing = true;
		this.probing = false;
		this.raceStart = start;
	}

	private refusedInRace(now: number, wait: number, taken: Taken, limit: number): void {
		const before = this.size;
		// Where places become free one by one, those of the time before count too.
		const isFull = wait > LONG_WAIT * this.window;
		this.setSize(isFull ? taken(this.raceStart) : taken());
		const change = Math.abs(this.size - before) / Math.max(this.size, before);
		const isSettled = change <= SIMILAR && this.size >= POOR * limit;
		if (!isSettled && --this.racesLeft > 0) return this.startRace(now + wait);
		this.racing = false;
		this.patience = Infinity;
		this.planProbe(now, limit);
	}

	private isProbing(now: number): boolean {
		if (this.probing) return true;
		const isQuiet = now - Math.max(this.lastDeparture, this.heldUntil) > QUIET * this.window;
		return now >= this.nextProbe && (isQuiet || now >= this.nextProbe + this.window);
	}

	private planProbe(now: number, limit: number): void {
		this.probing = false;
		this.gained = 0;
		this.patience = Math.min(this.patience, LATEST, limit / this.size / PROBES);
		// Not when the others do.
		this.nextProbe = now + this.patience * this.window * (0.5 + Math.random());
	}
}
