import { Throttles } from '../../nodes/api/throttle';

/** The service's limit, in calls a minute; each process is told the same, and of no other process. */
const limit = 100;
const minute = 60_000;

/** An n8n process with work to do. */
export interface Process {
	/** When it starts, in ms. */
	start: number;
	calls: number;
	/** Time of an answer in ms, on average. */
	latency: number;
}

export type Counting = 'sliding' | 'fixed';

/** Numbers that look random and are the same each time. */
function randomNumbers(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		const mixed = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d);
		return ((mixed ^ (mixed >>> 12)) >>> 0) / 2 ** 32;
	};
}

const delay = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

interface Arrival {
	time: number;
	process: number;
	isRefused: boolean;
}

/** Takes `limit` calls in any minute, or in each minute from the first call on, and asks to wait in whole seconds. */
class Service {
	readonly arrivals: Arrival[] = [];

	private taken: number[] = [];

	constructor(private readonly counting: Counting) {}

	/** The wait in ms that it asks for; undefined when it takes the call. */
	arrive(process: number): number | undefined {
		const time = performance.now();
		const [first = time] = this.taken;
		if (this.counting === 'sliding') this.taken = this.taken.filter((t) => t > time - minute);
		else if (time >= first + minute) this.taken = [];
		const [oldest = time] = this.taken;
		const isRefused = this.taken.length >= limit;
		if (!isRefused) this.taken.push(time);
		this.arrivals.push({ time, process, isRefused });
		return isRefused ? Math.ceil((oldest + minute - time) / 1_000) * 1_000 : undefined;
	}
}

/** What a process does: five calls at a time, each again until the service takes it. */
async function work(index: number, process: Process, service: Service): Promise<void> {
	await delay(process.start);
	const throttles = new Throttles();
	let left = process.calls;
	const lane = async () => {
		while (left-- > 0) {
			for (let isTaken = false; !isTaken;) {
				const departure = await throttles.of('connection', 'site').take(limit);
				const latency = process.latency * (0.7 + 0.6 * Math.random());
				await delay(latency * 0.3);
				const wait = service.arrive(index);
				isTaken = wait === undefined;
				await delay(isTaken ? latency * 0.7 : 20);
				if (wait === undefined) {
					departure.ended();
				} else {
					throttles.hold('connection', wait);
					departure.refused();
				}
			}
		}
	};
	await Promise.all(Array.from({ length: 5 }, lane));
}

/** When the last call could arrive at the earliest, if the processes knew all of each other, in ms. */
function leastTime(processes: Process[]): number {
	const due = processes.flatMap(({ start, calls }) => Array.from({ length: calls }, () => start));
	const times: number[] = [];
	for (const start of due.sort((a, b) => a - b))
		times.push(Math.max(start, (times.at(-limit) ?? -minute) + minute));
	return times.at(-1) ?? 0;
}

export interface Simulated {
	/** Time that all took, over the least possible. */
	ratio: number;
	/** Calls that were refused after the first window, over all calls from then on. */
	refused: number;
	/** Calls of a process that the service took between two moments, in minutes. */
	taken(process: number, from: number, to: number): number;
	arrivals: Arrival[];
}

/**
 * Lets processes share a limit that none of them has been told of, in virtual time; the same numbers each time. Jest's
 * fake timers must be on.
 */
export async function simulate(processes: Process[], counting: Counting): Promise<Simulated> {
	const random = jest.spyOn(Math, 'random').mockImplementation(randomNumbers(processes.length));
	const service = new Service(counting);
	const start = performance.now();
	let isOver = false;
	const all = Promise.all(processes.map(async (process, i) => await work(i, process, service)));
	void all.then(() => (isOver = true));
	while (!isOver) await jest.advanceTimersByTimeAsync(1_000);
	random.mockRestore();
	const arrivals = service.arrivals.map((one) => ({ ...one, time: one.time - start }));
	const later = arrivals.filter(({ time }) => time > minute);
	return {
		ratio: Math.max(...arrivals.map(({ time }) => time)) / leastTime(processes),
		refused: later.filter(({ isRefused }) => isRefused).length / later.length,
		taken: (process, from, to) =>
			arrivals.filter(
				(one) =>
					one.process === process &&
					!one.isRefused &&
					one.time >= from * minute &&
					one.time < to * minute,
			).length,
		arrivals,
	};
}
