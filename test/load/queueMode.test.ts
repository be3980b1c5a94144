import type { INode, INodeParameters } from 'n8n-workflow';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { ensureN8n } from '../../n8n/install';
import type { N8nProcess } from '../../n8n/n8nProcess';
import { packPackage } from '../../n8n/package';
import { byId, chain, makeItems, manualTrigger, node, type WorkflowFile } from '../../n8n/workflow';
import { startSandbox, type Sandbox } from '../../sandbox';
import { Cluster } from '../support/cluster';

const notifications = 500;
const executions = 20;
/** Calls of the workers that share a limit of 100 a minute. `SHARED_CALLS=3000` is half an hour, and proves the bounds. */
const sharedCalls = Number(process.env.SHARED_CALLS ?? 200);
/** Notifications that are under way at once. */
const senders = 20;
const itemsPerExecution = 25;

let folder: string;
let sandbox: Sandbox;
let cluster: Cluster;
let workers: N8nProcess[];
let credentials: INode['credentials'];

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'workpoint-load-'));
	sandbox = await startSandbox({ latency: 50, delays: [5_000, 10_000] });
	cluster = await Cluster.start(await ensureN8n(() => {}), folder, packPackage(folder));
	workers = [await cluster.startWorker('Anna'), await cluster.startWorker('Bo')];
	const name = 'Sandbox';
	const id = await cluster.main.createCredential(name, sandbox.connection);
	credentials = { workPointOAuth2Api: { id, name } };
});

afterAll(async () => {
	await cluster?.stop();
	await sandbox?.stop();
	rmSync(folder, { recursive: true, force: true });
});

function workPoint(name: string, type: string, parameters: INodeParameters): INode {
	const more = { credentials, webhookId: '7d3a1c52-6a0e-4c8e-9f4e-0d6a5b1c2d3e' };
	return node(name, `n8n-nodes-workpoint.${type}`, 1, parameters, more);
}

/** A company with this title, which tells who wrote it and for what. */
function createCompany(title: string): INode {
	return workPoint('Create', 'workPoint', {
		resource: 'entity',
		operation: 'create',
		businessModule: byId(sandbox.seed.ids.companies),
		specifyFields: 'json',
		fieldsJson: `={{ { Title: ${title} } }}`,
	});
}

/** Has an execution write as many companies as it says, all of a kind. */
function byHand(kind: string, items = itemsPerExecution): WorkflowFile {
	return chain(
		`By hand, ${kind}`,
		manualTrigger(),
		makeItems(items),
		createCompany(`$env.WORKER + "|${kind}|" + $execution.id + " " + $json.i`),
	);
}

/** Writes a company for each notification. */
function byNotification(): WorkflowFile {
	const { ids } = sandbox.seed;
	return chain(
		'By notification',
		workPoint('Event', 'workPointTrigger', {
			businessModule: byId(ids.projects),
			trigger: byId(ids.triggers.projectManual),
		}),
		createCompany('$env.WORKER + "|notification|" + $json.Id'),
	);
}

/** Writes a company for each new project. Polls six times a minute: n8n lets each of its times come once. */
function byPolling(name: string): WorkflowFile {
	const seconds = [0, 10, 20, 30, 40, 50];
	const item = seconds.map((at) => ({ mode: 'custom', cronExpression: `${at} * * * * *` }));
	return chain(
		`By polling, ${name}`,
		workPoint('Changes', 'workPointPollingTrigger', {
			event: 'entityCreated',
			businessModule: byId(sandbox.seed.ids.projects),
			pollTimes: { item },
		}),
		createCompany(`$env.WORKER + "|polling|${name} " + $json.ID`),
	);
}

/** What was written of a kind: by which worker, and for what. */
function written(kind: string): Array<{ worker: string; what: string }> {
	const { state, seed } = sandbox;
	return [...state.module(seed.ids.companies).entities.values()]
		.map(({ values }) => String(values.Title).split('|'))
		.filter(([, of]) => of === kind)
		.map(([worker = '', , what = '']) => ({ worker, what }));
}

const whatWasWritten = (kind: string) => written(kind).map(({ what }) => what);

const unique = <T>(values: T[]) => [...new Set(values)];

/** The executions of a workflow, once none is under way: those that succeeded, and the others. */
async function ended(workflowId: string): Promise<{ succeeded: string[]; failed: string[] }> {
	for (;;) {
		const all = cluster.executions(workflowId);
		if (all.every(({ status }) => !['new', 'running', 'waiting'].includes(status))) {
			const ids = (wanted: boolean) =>
				all.filter(({ status }) => (status === 'success') === wanted).map(({ id }) => id);
			return { succeeded: ids(true), failed: ids(false) };
		}
		await delay(1_000);
	}
}

/** Why executions failed, as n8n shows it. */
async function reasons(executionIds: string[]): Promise<Array<string | undefined>> {
	return await Promise.all(
		executionIds.map(async (id) => (await cluster.main.execution(id)).error),
	);
}

async function times(count: number, pause: number, work: () => Promise<unknown>): Promise<void> {
	for (let i = 0; i < count; i++) {
		await work();
		await delay(pause);
	}
}

describe('n8n in queue mode, with two workers', () => {
	let event: { id: string; versionId: string };
	let hand: { id: string };

	beforeAll(async () => {
		event = await cluster.main.createWorkflow(byNotification());
		hand = await cluster.main.createWorkflow(byHand('execution'));
		await cluster.main.activate(event);
	});

	test('a worker that is killed loses nothing silently, and nothing is written twice', async () => {
		const { projectManual } = sandbox.seed.ids.triggers;
		const sendNotifications = async () => {
			const each = async () =>
				await times(notifications / senders, 0, async () => {
					await sandbox.webhooks.fire(projectManual, 1);
				});
			await Promise.all(Array.from({ length: senders }, each));
		};
		const startExecutions = async () => {
			while (written('notification').length < notifications / 10) await delay(50);
			await times(executions, 250, async () => await cluster.main.begin(hand.id, 'Start'));
		};
		const killAWorker = async () => {
			while (written('execution').length < itemsPerExecution) await delay(20);
			await workers[0]?.stop('SIGKILL');
			await cluster.startWorker('Carla');
		};
		await Promise.all([sendNotifications(), startExecutions(), killAWorker()]);

		const ofNotifications = await ended(event.id);
		const ofExecutions = await ended(hand.id);
		process.stdout.write(
			`Notifications: ${ofNotifications.succeeded.length} ran, ${ofNotifications.failed.length} visibly failed. ` +
				`Executions: ${ofExecutions.succeeded.length} ran, ${ofExecutions.failed.length} visibly failed.\n`,
		);
		expect(unique(written('notification').map(({ worker }) => worker)).sort()).toEqual([
			'Anna',
			'Bo',
			'Carla',
		]);
		// Each notification was accepted at its first delivery and started one execution.
		const sent = sandbox.webhooks.deliveries.map(({ body }) => JSON.parse(body).Id as string);
		expect(unique(sent)).toHaveLength(notifications);
		expect(sandbox.webhooks.deliveries.map(({ status }) => status)).toEqual(sent.map(() => 200));
		expect(ofNotifications.succeeded.length + ofNotifications.failed.length).toBe(notifications);
		expect(ofExecutions.succeeded.length + ofExecutions.failed.length).toBe(executions);
		// The worker had work when it was killed, or the test shows nothing.
		expect(ofNotifications.failed.length + ofExecutions.failed.length).toBeGreaterThan(0);
		for (const kind of ['notification', 'execution'])
			expect(unique(whatWasWritten(kind))).toHaveLength(written(kind).length);
		expect(unique(await reasons([...ofNotifications.failed, ...ofExecutions.failed]))).toEqual([
			expect.stringContaining('failed to be processed too many times'),
		]);
		// n8n keeps nothing of what a killed worker had in hand but that it failed.
		const lost = sent.filter((id) => !whatWasWritten('notification').includes(id));
		expect(lost.length).toBeLessThanOrEqual(ofNotifications.failed.length);
		for (const id of ofExecutions.succeeded) {
			const own = whatWasWritten('execution').filter((what) => what.startsWith(`${id} `));
			expect(own).toHaveLength(itemsPerExecution);
		}
	});

	test('each change that polls find is given to one worker once, while more come', async () => {
		const names = ['one', 'two', 'three'];
		const workflows: Array<{ id: string; versionId: string }> = [];
		for (const name of names) {
			const workflow = await cluster.main.createWorkflow(byPolling(name));
			await cluster.main.activate(workflow);
			workflows.push(workflow);
		}
		const projects = sandbox.state.module(sandbox.seed.ids.projects);
		const added: number[] = [];
		await times(100, 300, async () => {
			const { id } = sandbox.state.addEntity(projects, { Title: `Project ${added.length}` }, false);
			added.push(id);
		});
		const wanted = names.flatMap((name) => added.map((id) => `${name} ${id}`)).sort();
		while (written('polling').length < wanted.length) await delay(500);
		// Time for a poll that would give something again.
		await delay(11_000);
		const runs = await Promise.all(workflows.map(async ({ id }) => await ended(id)));
		expect(whatWasWritten('polling').sort()).toEqual(wanted);
		expect(runs.flatMap(({ failed }) => failed)).toEqual([]);
		expect(unique(written('polling').map(({ worker }) => worker))).toHaveLength(2);
		for (const { id } of workflows) await cluster.main.deactivate(id);
	});

	test('workers share a limit that the service enforces, with little loss, and each item is written once', async () => {
		const [limit, minute] = [100, 60_000];
		const items = sharedCalls / (executions / 2);
		Object.assign(sandbox.options, { requestsPerWindow: limit, window: minute, latency: 0 });
		sandbox.requests.length = 0;
		const name = 'Limited';
		const connection = { ...sandbox.connection, requestsPerMinute: limit };
		credentials = {
			workPointOAuth2Api: { id: await cluster.main.createCredential(name, connection), name },
		};
		const { id } = await cluster.main.createWorkflow(byHand('limited', items));
		await times(executions / 2, 0, async () => await cluster.main.begin(id, 'Start'));
		const { succeeded } = await ended(id);
		const calls = (executions / 2) * items;
		const least = Math.floor((calls - 1) / limit) * minute;
		const [start = 0, ...later] = sandbox.requests.map(({ time }) => time);
		const ratio = (Math.max(...later) - start) / least;
		const afterFirst = sandbox.requests.filter(({ time }) => time > start + minute);
		const refused = afterFirst.filter(({ status }) => status === 429).length / afterFirst.length;
		const shares = unique(written('limited').map(({ worker }) => worker)).map(
			(worker) => written('limited').filter((one) => one.worker === worker).length,
		);
		process.stdout.write(
			`Shares of the workers: ${shares.join(' and ')}; ${(refused * 100).toFixed(1)} % refused after the first minute; ` +
				`${ratio.toFixed(3)} of the least time.\n`,
		);
		expect(succeeded).toHaveLength(executions / 2);
		expect(unique(whatWasWritten('limited'))).toHaveLength(calls);
		expect(written('limited')).toHaveLength(calls);
		expect(shares).toHaveLength(2);
		// The first windows are spent on finding the shares; what that costs counts only in long work.
		if (sharedCalls >= 3_000) {
			expect(Math.min(...shares)).toBeGreaterThan(0.3 * calls);
			expect(refused).toBeLessThanOrEqual(0.05);
			expect(ratio).toBeLessThanOrEqual(1.15);
		}
	});

	test('leaves no registration behind', async () => {
		await cluster.main.deactivate(event.id);
		expect(sandbox.webhooks.registrations.size).toBe(0);
		expect(sandbox.violations).toEqual([]);
	});
});
