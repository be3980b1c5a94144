import type { INodeParameters } from 'n8n-workflow';

import { TestCredentials } from '../../n8n/n8nEngine';
import { byId } from '../../n8n/workflow';
import type { Sandbox } from '../../sandbox';
import { ids } from '../../sandbox/tenant/seed';
import { atOnce } from '../support/atOnce';
import { runNode, workPointNode } from '../support/runNode';
import { sandboxForEach } from '../support/sandboxForEach';

let sandbox: Sandbox;

jest.setTimeout(30_000);

sandboxForEach((started) => (sandbox = started), { latency: 300 });

/** How many calls were under way at once in a run of so many items. */
async function widthOf(items: number, options: INodeParameters = {}): Promise<number> {
	const parameters = {
		resource: 'businessModule',
		operation: 'getActions',
		businessModule: byId(ids.projects),
		options,
	};
	// The first call of all compiles the contract, which takes its time.
	const once = { resource: 'solution', operation: 'getInfo' };
	await runNode(workPointNode(once), new TestCredentials(sandbox.connection));
	sandbox.requests.length = 0;
	const { error, json } = await runNode(
		workPointNode(parameters),
		new TestCredentials(sandbox.connection),
		Array.from({ length: items }, () => ({})),
	);
	expect(error).toBeUndefined();
	expect(json.length).toBeGreaterThanOrEqual(items);
	return atOnce(sandbox.requests);
}

test('a run of many items widens from 5 to 20 parallel calls, and no further', async () => {
	const width = await widthOf(90);
	expect(width).toBeGreaterThanOrEqual(15);
	expect(width).toBeLessThanOrEqual(20);
	expect(atOnce(sandbox.requests.slice(0, 6))).toBeLessThanOrEqual(5);
});

test('a run whose calls fail stays narrow', async () => {
	sandbox.faults.add({ path: 'Actions', answer: { status: 502 } });
	expect(await widthOf(30)).toBeLessThanOrEqual(9);
});

test('a value in Concurrency sets the width', async () => {
	expect(await widthOf(40, { concurrency: 3 })).toBe(3);
});
