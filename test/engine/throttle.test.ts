import type { INodeParameters } from 'n8n-workflow';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import { startSandbox, type Sandbox } from '../../sandbox';
import { ids, otherSiteUrl, siteUrl } from '../../sandbox/seed';
import { runNode, TestCredentials, workPointNode, type Result } from './workflow';

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

/** Starts an execution of its own, which ends with the test at the latest. */
async function execute(
	count: number,
	requestsPerMinute: number,
	{ parameters = getActions, id = connection } = {},
): Promise<Result> {
	const node = workPointNode(parameters, {
		credentials: { workPointOAuth2Api: { id, name: 'Sandbox' } },
	});
	const credentials = new TestCredentials({ ...sandbox.connection, requestsPerMinute });
	const items = Array.from({ length: count }, () => ({}));
	const run = runNode(node, credentials, items, (cancel) => cancels.push(cancel));
	running.push(run);
	return await run;
}

const arrived = (site: string) =>
	sandbox.requests.filter(({ headers }) => headers.workpoint365url === site).length;

/** Long enough for whatever may go at once to have arrived. */
const settle = async () => await delay(1_500);

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

	test('is not that of another connection', async () => {
		await execute(3, 3);
		await execute(3, 3, { id: randomUUID() });
		expect(sandbox.requests).toHaveLength(6);
	});

	test('counts each site on its own', async () => {
		await execute(3, 3);
		await execute(3, 3, { parameters: onOtherSite });
		void execute(1, 3);
		void execute(1, 3, { parameters: onOtherSite });
		await settle();
		expect([arrived(siteUrl), arrived(otherSiteUrl)]).toEqual([3, 3]);
	});

	test('lets the service refuse none', async () => {
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

	test('another connection does not wait', async () => {
		refuse();
		void execute(1, 0);
		await settle();
		await execute(1, 0, { id: randomUUID() });
		const [, other] = sandbox.requests;
		expect(Number(other?.time) - refusedAt()).toBeLessThan(2_990);
	});
});
