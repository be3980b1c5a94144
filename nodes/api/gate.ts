import { sleep } from 'n8n-workflow';

/** Longest nap of a waiting call, in ms: a cancelled execution or a new hold is noticed within it. */
const NAP = 200;

/** How long the others wait for the first call of a connection while it signs in, in ms. */
const SIGN_IN_PATIENCE = 10_000;

/** How long they wait once it is sent, in ms: a token that is not valid is refused at once, other answers may take minutes. */
const ANSWER_PATIENCE = 1_000;

/** Time in ms that only ever goes forth, whatever happens to the clock of the machine. */
export function monotonicTime(): number {
	return performance.now();
}

/**
 * What holds back every call of a connection, whichever site it is for: the service, when it asks for a time without
 * calls, and the first call, which goes alone, because n8n fetches a token for each call that starts without one.
 */
export class Gate {
	private heldUntil = 0;

	private aloneUntil = 0;

	/** Whether the service has answered a call, so that there is a token. */
	private isSignedIn = false;

	/** Wakes who waits for the first call. */
	private wake = () => {};

	/** The service asks for as many ms without calls. */
	hold(ms: number): void {
		this.heldUntil = Math.max(this.heldUntil, monotonicTime() + ms);
	}

	/** How long no call may go, in ms; 0 or less when one may. */
	left(): number {
		return Math.max(this.heldUntil, this.aloneUntil) - monotonicTime();
	}

	/** A call goes, and still has to sign in if none did. */
	departed(): void {
		if (!this.isSignedIn) this.aloneUntil = monotonicTime() + SIGN_IN_PATIENCE;
	}

	/** A call has its token and is sent. */
	sent(): void {
		this.aloneUntil = Math.min(this.aloneUntil, monotonicTime() + ANSWER_PATIENCE);
	}

	/** A call is over. */
	ended(wasAnswered: boolean): void {
		this.isSignedIn ||= wasAnswered;
		this.aloneUntil = 0;
		this.wake();
		this.wake = () => {};
	}

	/** Sleeps for as many ms, or less: then things may have changed. */
	async nap(ms: number): Promise<void> {
		const rest = sleep(Math.min(ms, NAP));
		if (this.aloneUntil <= monotonicTime()) return await rest;
		const wakeOthers = this.wake;
		const woken = new Promise<void>((resolve) => {
			this.wake = () => {
				wakeOthers();
				resolve();
			};
		});
		await Promise.race([rest, woken]);
	}
}
