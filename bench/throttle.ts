import axios from 'axios';
import { setTimeout as delay } from 'node:timers/promises';

import { Throttles } from '../nodes/api/throttle';
import { startSandbox, type Sandbox } from '../sandbox';

/** The window of the sandbox and the throttle, in ms; the real service's window is a minute. */
const window = 10_000;
const limit = 100;

/** The minimum time for `calls` in ms: the first window's worth is sent at once, each further one a window later. */
function optimum(calls: number): number {
	return Math.floor((calls - 1) / limit) * window;
}

/** Sends the calls of one connection from two executions and returns their statuses. */
async function sendAll(
	{ origin }: Sandbox,
	throttles: Throttles,
	connection: string,
	calls: number,
): Promise<number[]> {
	// Without a token, the sandbox answers 401, but it counts the call first.
	const send = async () => {
		const departure = await throttles.of(connection, 'site').take(limit);
		const { status } = await axios.get(`${origin}/api/BusinessModules`, {
			validateStatus: () => true,
		});
		departure.ended();
		return status;
	};
	const execution = async (count: number) => await Promise.all(Array.from({ length: count }, send));
	const halves = [execution(Math.ceil(calls / 2)), execution(Math.floor(calls / 2))];
	return (await Promise.all(halves)).flat();
}

/** Sends the same number of calls on several connections at once. */
async function measure(throttles: Throttles, connections: string[], calls: number) {
	// The service counts each connection separately.
	const services = await Promise.all(
		connections.map(async () => await startSandbox({ requestsPerWindow: limit, window })),
	);
	const started = performance.now();
	const statuses = await Promise.all(
		services.map(
			async (service, i) => await sendAll(service, throttles, connections[i] ?? '', calls),
		),
	);
	const time = performance.now() - started;
	await Promise.all(services.map(async (service) => await service.stop()));
	const least = optimum(calls);
	return [
		connections.length,
		calls,
		limit,
		least === 0 ? `${time.toFixed(0)} ms` : (time / least).toFixed(3),
		statuses.flat().filter((status) => status === 429).length,
	];
}

/**
 * The throttle's benchmark as rows: connections, calls each, limit, time relative to the optimum, refused calls; and
 * the number of connections and sites in memory at the first call after a pause.
 */
export async function throttleProof() {
	const throttles = new Throttles(window);
	const rows = [];
	for (const calls of [100, 250, 1_000])
		rows.push(await measure(throttles, [`alone ${calls}`], calls));
	rows.push(await measure(throttles, ['one of two', 'two of two'], 250));
	await delay(window + 1_000);
	throttles.of('new', 'site');
	return { rows, remembered: throttles.size };
}
