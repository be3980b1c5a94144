import axios from 'axios';
import { setTimeout as delay } from 'node:timers/promises';

import { Throttles } from '../nodes/api/throttle';
import { startSandbox, type Sandbox } from '../sandbox';

/** The window that the sandbox counts in and the throttle keeps to, in ms; the service's own has a minute. */
const window = 10_000;
const limit = 100;

/** The least time that `calls` can take, in ms: the first window's worth goes at once, each further one a window later. */
function optimum(calls: number): number {
	return Math.floor((calls - 1) / limit) * window;
}

/** Sends calls of one connection, by two executions that share it; gives the status of each. */
async function sendAll(
	{ origin }: Sandbox,
	throttles: Throttles,
	connection: string,
	calls: number,
): Promise<number[]> {
	// Without a token the sandbox answers 401, but only after it has counted the call.
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

/** Lets connections send at the same time, each as many calls. */
async function measure(throttles: Throttles, connections: string[], calls: number) {
	// The service counts each connection on its own.
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
 * Rows of the throttle's proof: connections, calls of each, limit, time over the optimum, refused calls; and how many
 * connections and sites it still knows at the first call after a pause.
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
