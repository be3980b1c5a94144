import axios from 'axios';

import { Throttle } from '../nodes/shared/throttle';
import { startSandbox } from '../sandbox';

/** The window that the sandbox counts in and the throttle keeps to, in ms; the service's own has a minute. */
const window = 10_000;
const limit = 100;

/** The least time that `calls` can take, in ms: the first window's worth goes at once, each further one a window later. */
function optimum(calls: number): number {
	return Math.floor((calls - 1) / limit) * window;
}

/** Sends calls through the throttle to a sandbox that refuses whatever is above the limit. */
async function measure(
	calls: number,
): Promise<[calls: number, limit: number, ratio: string, refused: number]> {
	const sandbox = await startSandbox({ requestsPerWindow: limit, window });
	const throttle = new Throttle(window);
	// Without a token the sandbox answers 401, but only after it has counted the call.
	const send = async () => {
		const departure = await throttle.take(limit);
		const { status } = await axios.get(`${sandbox.origin}/api/BusinessModules`, {
			validateStatus: () => true,
		});
		departure.answered();
		return status;
	};
	const started = Date.now();
	const half = async (count: number) => await Promise.all(Array.from({ length: count }, send));
	const statuses = (
		await Promise.all([half(Math.ceil(calls / 2)), half(Math.floor(calls / 2))])
	).flat();
	const time = Date.now() - started;
	await sandbox.stop();
	const least = optimum(calls);
	return [
		calls,
		limit,
		least === 0 ? `${time} ms` : (time / least).toFixed(3),
		statuses.filter((status) => status === 429).length,
	];
}

/** Rows of the throttle's proof: calls, limit, time over the optimum, refused calls. */
export async function throttleProof() {
	const rows = [];
	for (const calls of [100, 250, 1_000]) rows.push(await measure(calls));
	return rows;
}
