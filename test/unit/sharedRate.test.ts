import { Throttle } from '../../nodes/api/throttle';
import { simulate, type Counting, type Process } from '../support/workers';

beforeEach(() => {
	jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
});

afterEach(() => {
	jest.useRealTimers();
});

/** Processes that take turns to start and answer at their own speed, with an hour of work for all together. */
function workers(count: number, work = 6_000): Process[] {
	const latencies = [60, 300, 1_000, 150, 2_000, 500, 90, 700];
	return latencies
		.slice(0, count)
		.map((latency, i) => ({ start: i * 7_000, calls: Math.round(work / count), latency }));
}

const minute = 60_000;

describe('n8n processes that share a limit without communicating', () => {
	test.each<[count: number, counting: Counting]>([
		[2, 'sliding'],
		[3, 'sliding'],
		[4, 'sliding'],
		[6, 'sliding'],
		[8, 'sliding'],
		[2, 'fixed'],
		[4, 'fixed'],
		[8, 'fixed'],
	])('%i of them lose few calls and little time with %s windows', async (count, counting) => {
		const { ratio, refused, arrivals } = await simulate(workers(count), counting);
		expect(arrivals.filter(({ isRefused }) => !isRefused)).toHaveLength(6_000);
		expect(refused).toBeLessThanOrEqual(0.05);
		expect(ratio).toBeLessThanOrEqual(1.15);
	});

	test('all have a share of it within five minutes', async () => {
		const { taken } = await simulate(workers(4, 3_000), 'sliding');
		for (const process of [0, 1, 2, 3])
			expect(taken(process, 5, 10) / 5).toBeGreaterThanOrEqual(10);
	});

	test('one that starts later gets its share', async () => {
		const [first, second] = workers(2) as [Process, Process];
		const { taken } = await simulate([first, { ...second, start: 5 * minute }], 'sliding');
		expect(taken(0, 0, 5)).toBeGreaterThanOrEqual(490);
		expect(taken(1, 7, 12) / 5).toBeGreaterThanOrEqual(25);
	});

	test('one that ends leaves its share to the others within eight minutes', async () => {
		const [first, second] = workers(2) as [Process, Process];
		const processes = [
			{ ...first, calls: 500 },
			{ ...second, calls: 3_000 },
		];
		const { taken, arrivals } = await simulate(processes, 'sliding');
		const end = Math.max(...arrivals.filter((one) => one.process === 0).map(({ time }) => time));
		const from = Math.ceil(end / minute) + 8;
		expect(taken(1, from, from + 3) / 3).toBeGreaterThanOrEqual(90);
	});

	test('one that is alone slows down by a fifth after a refusal, and has the whole limit again within seven minutes', async () => {
		const throttle = new Throttle();
		(await throttle.take(100)).refused();
		let done = 0;
		for (let i = 0; i < 1_000; i++) {
			void throttle.take(100).then((departure) => {
				departure.ended();
				done++;
			});
		}
		await jest.advanceTimersByTimeAsync(minute);
		expect(done).toBeGreaterThanOrEqual(79);
		expect(done).toBeLessThanOrEqual(82);
		await jest.advanceTimersByTimeAsync(6 * minute);
		const before = done;
		await jest.advanceTimersByTimeAsync(2 * minute);
		expect(done - before).toBeGreaterThanOrEqual(190);
	});

	test('do not slow down further for calls that were in progress at a refusal', async () => {
		const throttle = new Throttle();
		const sent = await Promise.all(
			Array.from({ length: 20 }, async () => await throttle.take(100)),
		);
		await jest.advanceTimersByTimeAsync(500);
		for (const departure of sent) departure.refused();
		let done = 0;
		for (let i = 0; i < 100; i++) void throttle.take(100).then(() => done++);
		await jest.advanceTimersByTimeAsync(minute);
		expect(done).toBeGreaterThanOrEqual(78);
	});

	test('a refusal is forgotten when the whole limit is in use again', async () => {
		const throttle = new Throttle();
		(await throttle.take(100)).refused();
		await jest.advanceTimersByTimeAsync(2 * minute);
		expect(throttle.isIdle()).toBe(false);
		await jest.advanceTimersByTimeAsync(8 * minute);
		expect(throttle.isIdle()).toBe(true);
	});
});
