/**
 * Runs jobs in parallel. Their ordering keys are known only after a look-up; the look-ups also run in
 * parallel, and then jobs with the same key wait for each other in order.
 */
export class Lanes {
	private readonly running = new Set<Promise<void>>();

	/** The last job for each ordering key. */
	private readonly tails = new Map<string, Promise<void>>();

	/** Resolves when all earlier jobs are in line. */
	private inLine: Promise<void> = Promise.resolve();

	/** Waits until fewer than `width` jobs are in progress; the width may change meanwhile. */
	async free(width: () => number): Promise<void> {
		while (this.running.size >= width()) await Promise.race(this.running);
	}

	/**
	 * Starts a job. Neither function may reject.
	 *
	 * @param find returns the ordering keys of the job
	 */
	start(find: () => Promise<string[]>, run: () => Promise<void>): void {
		const queued = Promise.all([find(), this.inLine]).then(([keys]) => ({
			done: this.standInLine(keys, run),
		}));
		this.inLine = queued.then(() => {});
		const whole: Promise<void> = queued
			.then(async ({ done }) => await done)
			.then(() => void this.running.delete(whole));
		this.running.add(whole);
	}

	private standInLine(keys: string[], run: () => Promise<void>): Promise<void> {
		const earlier = keys.map((key) => this.tails.get(key));
		const done: Promise<void> = Promise.all(earlier)
			.then(run)
			.then(() => {
				for (const key of keys) if (this.tails.get(key) === done) this.tails.delete(key);
			});
		for (const key of keys) this.tails.set(key, done);
		return done;
	}

	async drain(): Promise<void> {
		await Promise.all(this.running);
	}
}
