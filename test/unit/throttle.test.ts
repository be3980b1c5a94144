import { Throttle } from '../../nodes/shared/throttle';

const window = 1_000;

/** When each of `count` calls was let go, in ms after the first. */
async function departures(throttle: Throttle, limit: number, count: number): Promise<number[]> {
	const times: number[] = [];
	const calls = Array.from({ length: count }, async () => {
		const departure = await throttle.take(limit);
		times.push(Date.now());
		departure.answered();
	});
	await Promise.all(calls);
	return times.map((time) => time - (times[0] as number));
}

describe('the throttle', () => {
	test('lets no more than the limit through in any window', async () => {
		const times = await departures(new Throttle(window), 5, 14);
		for (const [i, time] of times.entries()) {
			const earlier = times[i - 5];
			if (earlier !== undefined) expect(time - earlier).toBeGreaterThanOrEqual(window);
		}
	});

	test('does not wait below the limit', async () => {
		const throttle = new Throttle(60_000);
		const before = Date.now();
		await departures(throttle, 50, 50);
		// Fifty calls that waited would need most of a minute.
		expect(Date.now() - before).toBeLessThan(5_000);
	});

	test('knows no limit at 0', async () => {
		await expect(departures(new Throttle(60_000), 0, 500)).resolves.toHaveLength(500);
	});

	test('lets go in the order of arrival', async () => {
		const throttle = new Throttle(window);
		const order: number[] = [];
		await Promise.all(
			[1, 2, 3, 4].map(async (n) => {
				await throttle.take(2);
				order.push(n);
			}),
		);
		expect(order).toEqual([1, 2, 3, 4]);
	});

	test('holds back until the given time', async () => {
		const throttle = new Throttle(window);
		const until = Date.now() + 500;
		throttle.holdUntil(until);
		await throttle.take(5);
		expect(Date.now()).toBeGreaterThanOrEqual(until);
	});

	test('gives up the place of a cancelled call', async () => {
		const throttle = new Throttle(60_000);
		await throttle.take(1);
		const cancel = new AbortController();
		const waiting = throttle.take(1, cancel.signal);
		cancel.abort();
		await expect(waiting).rejects.toThrow('cancelled');
	});

	test('is idle again one window after the last call', async () => {
		const throttle = new Throttle(100, 50);
		expect(throttle.isIdle()).toBe(false);
		(await throttle.take(5)).answered();
		await new Promise((resolve) => setTimeout(resolve, 200));
		expect(throttle.isIdle()).toBe(true);
	});
});
