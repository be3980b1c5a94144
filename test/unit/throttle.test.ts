import { Throttle, Throttles } from '../../nodes/api/throttle';

const window = 60_000;

beforeEach(() => {
	jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
});

afterEach(() => {
	jest.useRealTimers();
});

const pass = async (ms: number) => await jest.advanceTimersByTimeAsync(ms);

/** A call that is answered at once. */
async function call(throttle: Throttle, limit: number): Promise<void> {
	const departure = await throttle.take(limit);
	departure.ended();
}

/** Starts calls, and gives the list that grows by the time of each departure, in ms from now. */
function depart(throttle: Throttle, limit: number, count: number): number[] {
	const start = performance.now();
	const times: number[] = [];
	for (let i = 0; i < count; i++) {
		void throttle.take(limit).then((departure) => {
			times.push(performance.now() - start);
			departure.ended();
		});
	}
	return times;
}

function expectWithinLimit(times: number[], limit: number): void {
	for (const [i, time] of times.entries()) {
		const earlier = times[i - limit];
		if (earlier !== undefined) expect(time - earlier).toBeGreaterThanOrEqual(window);
	}
}

describe('the throttle', () => {
	test('lets no more calls through than the limit in any window, and each as early as possible', async () => {
		const times = depart(new Throttle(), 5, 14);
		await pass(3 * window);
		expect(times).toHaveLength(14);
		expectWithinLimit(times, 5);
		expect(times[4]).toBe(0);
		expect(times[5]).toBeLessThan(window + 500);
		expect(times[10]).toBeLessThan(2 * window + 1_000);
	});

	test('does not wait below the limit', async () => {
		const times = depart(new Throttle(), 50, 50);
		await pass(0);
		expect(times).toEqual(Array.from({ length: 50 }, () => 0));
	});

	test('has no limit at 0', async () => {
		const times = depart(new Throttle(), 0, 500);
		await pass(0);
		expect(times).toHaveLength(500);
	});

	test('counts a call from its start to its end, plus one window', async () => {
		const throttle = new Throttle();
		const [quick, slow] = [await throttle.take(2), await throttle.take(2)];
		const times = depart(throttle, 2, 2);
		await pass(100);
		quick.ended();
		await pass(2 * window);
		slow.ended();
		await pass(window + 1_000);
		expect(times[0]).toBeGreaterThanOrEqual(window + 100);
		expect(times[0]).toBeLessThan(window + 500);
		expect(times[1]).toBeGreaterThanOrEqual(2 * window);
	});

	test('releases calls in the order of arrival', async () => {
		const throttle = new Throttle();
		const order: number[] = [];
		for (const n of [1, 2, 3, 4]) void call(throttle, 2).then(() => order.push(n));
		await pass(2 * window);
		expect(order).toEqual([1, 2, 3, 4]);
	});

	test('releases the place of a cancelled call at once', async () => {
		const throttle = new Throttle();
		await call(throttle, 1);
		const cancel = new AbortController();
		const waiting = throttle.take(1, cancel.signal);
		const times = depart(throttle, 1, 1);
		cancel.abort();
		await expect(waiting).rejects.toThrow('cancelled');
		await pass(window + 1_000);
		expect(times).toHaveLength(1);
	});

	test('releases no call whose execution is already cancelled', async () => {
		await expect(new Throttle().take(0, AbortSignal.abort())).rejects.toThrow('cancelled');
	});

	test.each([
		['back by a day', -86_400_000],
		['back by a minute', -60_000],
		['forth by a minute', 60_000],
		['forth by a day', 86_400_000],
	])('neither hangs nor lets a burst through when the clock is set %s', async (_how, jump) => {
		const times = depart(new Throttle(), 5, 15);
		await pass(30_000);
		jest.setSystemTime(Date.now() + jump);
		await pass(3 * window);
		expect(times).toHaveLength(15);
		expectWithinLimit(times, 5);
	});
});

describe('the throttles of all connections', () => {
	test('give executions that share a connection and a site one limit', async () => {
		const throttles = new Throttles();
		const first = depart(throttles.of('a', '/sites/1'), 3, 2);
		const second = depart(throttles.of('a', '/sites/1'), 3, 2);
		await pass(window - 1_000);
		expect([first.length, second.length]).toEqual([2, 1]);
		await pass(2_000);
		expect(second).toHaveLength(2);
	});

	test.each([
		['connections', ['b', '/sites/1']],
		['sites of a connection', ['a', '/sites/2']],
	] as const)('give other %s their own limits', async (_what, [connection, site]) => {
		const throttles = new Throttles();
		const here = depart(throttles.of('a', '/sites/1'), 3, 3);
		const there = depart(throttles.of(connection, site), 3, 3);
		await pass(0);
		expect([here.length, there.length]).toEqual([3, 3]);
	});

	test('delay all sites of a connection, and no other connection', async () => {
		const throttles = new Throttles();
		const site = (connection: string, name: string) => throttles.of(connection, name);
		const known = [site('a', '/sites/1'), site('a', '/sites/2'), site('a b', '/sites/1')] as const;
		throttles.hold('a', 5_000);
		const times = [...known, site('a', '/sites/3')].map((throttle) => depart(throttle, 0, 1));
		await pass(4_900);
		expect(times.map(({ length }) => length)).toEqual([0, 0, 1, 0]);
		await pass(200);
		expect(times.map(({ length }) => length)).toEqual([1, 1, 1, 1]);
	});

	test('delay calls that are already waiting, and the longest delay counts', async () => {
		const throttles = new Throttles();
		const throttle = throttles.of('a', '/sites/1');
		await call(throttle, 1);
		const times = depart(throttle, 1, 1);
		await pass(window - 1_000);
		throttles.hold('a', 10_000);
		throttles.hold('a', 3_000);
		await pass(9_000);
		expect(times).toEqual([]);
		await pass(2_000);
		expect(times).toHaveLength(1);
	});

	test('delay a connection whose last call took longer than a window', async () => {
		const throttles = new Throttles();
		await call(throttles.of('a', '/sites/1'), 1);
		await pass(2 * window);
		throttles.of('b', '/sites/1');
		throttles.hold('a', 5_000);
		const times = depart(throttles.of('a', '/sites/1'), 0, 1);
		await pass(4_900);
		expect(times).toEqual([]);
	});

	test.each([
		['back', -3_600_000],
		['forth', 3_600_000],
	])('delay for the requested time when the clock is set %s', async (_where, jump) => {
		const throttles = new Throttles();
		throttles.hold('a', 5_000);
		const times = depart(throttles.of('a', '/sites/1'), 0, 1);
		jest.setSystemTime(Date.now() + jump);
		await pass(4_900);
		expect(times).toEqual([]);
		await pass(200);
		expect(times).toHaveLength(1);
	});

	test('keep nothing about idle connections and sites', async () => {
		const throttles = new Throttles();
		for (let i = 0; i < 100; i++) {
			for (const site of ['/sites/1', '/sites/2']) {
				await call(throttles.of(`connection ${i}`, site), 5);
			}
		}
		expect(throttles.size).toBe(100 * 3);
		await pass(window + 1_000);
		throttles.of('another', '/sites/1');
		expect(throttles.size).toBe(2);
	});

	test('keep entries that still delay a call or have one waiting', async () => {
		const throttles = new Throttles();
		throttles.hold('held', 10 * window);
		await call(throttles.of('waiting', '/sites/1'), 1);
		const times = depart(throttles.of('waiting', '/sites/1'), 1, 3);
		await pass(window + 1_000);
		throttles.of('another', '/sites/1');
		expect(throttles.size).toBe(1 + 2 + 2);
		await pass(10 * window);
		throttles.of('yet another', '/sites/1');
		expect(throttles.size).toBe(2);
		expect(times).toHaveLength(3);
	});
});
