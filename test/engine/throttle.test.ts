import type { INodeParameters } from 'n8n-workflow';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import { TestCredentials } from '../../n8n/n8nEngine';
import { startSandbox, type Sandbox } from '../../sandbox';
import { ids, otherSiteUrl, siteUrl } from '../../sandbox/tenant/seed';
import { runNode, workPointNode, type Result } from '../support/runNode';

const getActions: INodeParameters = {
	resource: 'businessModule',
	operation: 'getActions',
	businessModule: { __rl: true, mode: 'id', value: ids.projects },
};
const onOtherSite: INodeParameters = { ...getActions, options: { siteUrl: otherSiteUrl } };

let sandbox: Sandbox;
let connection: string;
let cancels: Array<() => void>;
let running: Array<Promise<Result>>;

beforeEach(async () => {
	sandbox = await startSandbox();
	connection = randomUUID();
	cancels = [];
	running = [];
});

afterEach(async () => {
	for (const cancel of cancels) cancel();
	await Promise.all(running);
	await sandbox.stop();
});

function newCredentials(requestsPerMinute: unknown): TestCredentials {
	return new TestCredentials({ ...sandbox.connection, requestsPerMinute } as never);
}

/** Starts an execution of its own, which ends with the test at the latest. */
async function execute(
	count: number,
	requestsPerMinute: number,
	{
		parameters = getActions,
		id = connection,
		credentials = newCredentials(requestsPerMinute),
	} = {},
): Promise<Result> {
	const node = workPointNode(parameters, {
		credentials: { workPointOAuth2Api: { id, name: 'Sandbox' } },
	});
	const items = Array.from({ length: count }, (_, i) => ({ i }));
	const run = runNode(node, credentials, items, (cancel) => cancels.push(cancel));
	running.push(run);
	return await run;
}

const arrived = (site: string) =>
	sandbox.requests.filter(({ headers }) => headers.workpoint365url === site).length;

/** Waits until nothing more arrives. */
async function settle(): Promise<void> {
	let before: number;
	do {
		before = sandbox.requests.length;
		await delay(750);
	} while (sandbox.requests.length > before);
}

describe('the limit of a connection', () => {
	test('is shared by two executions', async () => {
		await execute(2, 3);
		void execute(2, 3);
		await settle();
		expect(sandbox.requests).toHaveLength(3);
	});

	test('is shared by two executions at the same time', async () => {
		void execute(5, 4);
		void execute(5, 4);
		await settle();
		expect(sandbox.requests).toHaveLength(4);
	});

	test('does not apply to another connection', async () => {
		await execute(3, 3);
		await execute(3, 3, { id: randomUUID() });
		expect(sandbox.requests).toHaveLength(6);
	});

	test('counts each site separately', async () => {
		await execute(3, 3);
		await execute(3, 3, { parameters: onOtherSite });
		void execute(1, 3);
		void execute(1, 3, { parameters: onOtherSite });
		await settle();
		expect([arrived(siteUrl), arrived(otherSiteUrl)]).toEqual([3, 3]);
	});

	test.each([
		['in capitals', siteUrl.toUpperCase()],
		['with a slash at its end', `${siteUrl}/`],
		['percent-encoded', siteUrl.replace('WorkPoint', '%57orkPoint')],
		['with the default port', siteUrl.replace('.com/', '.com:443/')],
	])('recognizes a site by its address %s', async (_how, spelled) => {
		expect(spelled).not.toBe(siteUrl);
		await execute(2, 3);
		void execute(3, 3, { parameters: { ...getActions, options: { siteUrl: spelled } } });
		await settle();
		expect(sandbox.requests).toHaveLength(3);
	});

	test.each([
		['33.3', 33],
		['2', 2],
	])('counts whole calls for a limit given as text: %s', async (text, calls) => {
		void execute(40, 0, { credentials: newCredentials(text) });
		await settle();
		expect(sandbox.requests).toHaveLength(calls);
	});

	test.each(['many', -5, 0.5, 'Infinity', true])('is refused when given as %p', async (value) => {
		const { error } = await execute(1, 0, { credentials: newCredentials(value) });
		expect(error?.message).toContain("'Requests per Minute' in the credential");
		expect(sandbox.requests).toEqual([]);
	});

	test('counts a call once when n8n sends it again with a new token', async () => {
		const credentials = newCredentials(8);
		await execute(3, 8, { credentials });
		sandbox.signIn.expireTokens();
		void execute(6, 8, { credentials });
		await settle();
		expect(sandbox.requests).toHaveLength(8 + 1);
		expect(sandbox.requests.filter(({ status }) => status === 401)).toHaveLength(1);
	});

	test('counts a call until it is answered, however long the sign-in takes', async () => {
		sandbox.signIn.latency = 4_000;
		void execute(3, 2);
		while (sandbox.requests.length < 2) await delay(10);
		await settle();
		const answered = performance.now();
		// A window after the sign-in began, and not yet one after the answers.
		const clock = jest.spyOn(performance, 'now').mockReturnValue(answered + 56_000);
		await settle();
		expect(sandbox.requests).toHaveLength(2);
		clock.mockReturnValue(answered + 61_000);
		await settle();
		expect(sandbox.requests).toHaveLength(3);
		clock.mockRestore();
	});

	test('prevents refusals by the service', async () => {
		sandbox.options.requestsPerWindow = 5;
		void execute(10, 5);
		await settle();
		expect(sandbox.requests.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
	});
});

describe('when the service asks to wait', () => {
	const refuse = () =>
		sandbox.faults.add({ answer: { status: 429, headers: { 'Retry-After': '3' } } });
	const refusedAt = () => Number(sandbox.requests.find(({ status }) => status === 429)?.time);

	test('other executions wait too, also on a site that is used for the first time', async () => {
		refuse();
		const first = execute(1, 0);
		await settle();
		await Promise.all([first, execute(1, 0), execute(1, 0, { parameters: onOtherSite })]);
		const later = sandbox.requests.slice(1);
		expect(later).toHaveLength(3);
		for (const { time } of later) expect(time - refusedAt()).toBeGreaterThanOrEqual(2_990);
	});

	test('for longer than ten minutes, the call fails and the others wait ten minutes', async () => {
		sandbox.faults.add({ answer: { status: 429, headers: { 'Retry-After': '1200' } } });
		expect((await execute(1, 0)).error?.httpCode).toBe('429');
		void execute(1, 0);
		await settle();
		expect(sandbox.requests).toHaveLength(1);
	});

	test('another connection does not wait', async () => {
		refuse();
		void execute(1, 0);
		await settle();
		await execute(1, 0, { id: randomUUID() });
		const [, other] = sandbox.requests;
		expect(Number(other?.time) - refusedAt()).toBeLessThan(2_990);
	});
});

describe('the first call of a run', () => {
	test('goes alone, whichever item it belongs to, so that only one token is requested', async () => {
		sandbox.signIn.latency = 500;
		const firstIsBad: INodeParameters = {
			...getActions,
			businessModule: {
				__rl: true,
				mode: 'id',
				value: `={{ $json.i ? '${ids.projects}' : '' }}`,
			},
		};
		const node = workPointNode(firstIsBad, { onError: 'continueRegularOutput' });
		const items = Array.from({ length: 6 }, (_, i) => ({ i }));
		await runNode(node, newCredentials(0), items);
		expect(sandbox.requests).toHaveLength(5);
		expect(sandbox.signIn.issued).toBe(1);
	});

	test('delays the others for at most five seconds', async () => {
		sandbox.faults.add({ kind: 'stall' });
		void execute(3, 0);
		await settle();
		expect(sandbox.requests).toHaveLength(1);
		const now = performance.now.bind(performance);
		const clock = jest.spyOn(performance, 'now').mockImplementation(() => now() + 5_000);
		await settle();
		expect(sandbox.requests).toHaveLength(3);
		clock.mockRestore();
	});

	test('delays no other call when its sign-in fails', async () => {
		sandbox.signIn.fault = 'wrongSecret';
		const node = workPointNode(getActions, { onError: 'continueRegularOutput' });
		const { json } = await runNode(node, newCredentials(0), [{}, {}]);
		expect(json).toEqual([
			expect.objectContaining({ error: expect.stringContaining('AADSTS7000215') }),
			expect.objectContaining({ error: expect.stringContaining('AADSTS7000215') }),
		]);
	});

	test('does not wait for that of another run, which costs an additional token', async () => {
		sandbox.signIn.latency = 500;
		const credentials = newCredentials(0);
		await Promise.all([execute(6, 0, { credentials }), execute(6, 0, { credentials })]);
		expect(sandbox.requests).toHaveLength(12);
		expect(sandbox.signIn.issued).toBe(2);
	});
});
