import axios from 'axios';
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { ensureN8n } from '../../n8n/install';
import { packPackage } from '../../n8n/package';
import { byId, chain, makeItems, manualTrigger, node, type WorkflowFile } from '../../n8n/workflow';
import { startSandbox, type Sandbox } from '../../sandbox';
import { signatureOf } from '../../sandbox/calls/webhooks';
import { otherSiteUrl, siteUrl } from '../../sandbox/tenant/seed';
import { Cluster } from '../support/cluster';

const notifications = 300;
const executions = 20;
/** Calls of the workers that share a limit of 100 a minute. `SHARED_CALLS=3000` is half an hour, and proves the bounds. */
const sharedCalls = Number(process.env.SHARED_CALLS ?? 180);
/** More than one worker takes at a time. */
const sharingExecutions = 12;
/** Notifications that are under way at once. */
const senders = 10;
const itemsPerExecution = 25;

type Credentials = INode['credentials'];

let folder: string;
let sandbox: Sandbox;
let cluster: Cluster;
let credentials: Credentials;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'workpoint-load-'));
	sandbox = await startSandbox({ latency: 50, delays: [5_000, 10_000] });
	const tarball = packPackage(folder);
	cluster = await Cluster.start(await ensureN8n(() => {}), folder, tarball, ['Anna', 'Bo']);
	credentials = await createCredential('Sandbox', sandbox.connection);
});

afterAll(async () => {
	await cluster?.stop();
	await sandbox?.stop();
	rmSync(folder, { recursive: true, force: true });
});

async function createCredential(name: string, data: IDataObject): Promise<Credentials> {
	return { workPointOAuth2Api: { id: await cluster.main.createCredential(name, data), name } };
}

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
function byHand(kind: string, items = itemsPerExecution, as = credentials): WorkflowFile {
	return chain(`By hand, ${kind}`, manualTrigger(), makeItems(items), {
		...createCompany(`$env.WORKER + "|${kind}|" + $execution.id + " " + $json.i`),
		credentials: as,
	});
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

/** Writes a company for each new project. Polls twelve times a minute: n8n lets each of its times come once. */
function byPolling(name: string): WorkflowFile {
	const seconds = Array.from({ length: 12 }, (_, i) => i * 5);
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

/** 30 MB. */
const bigFile = Buffer.alloc(30 * 1024 * 1024, 'WorkPoint ');

/** Uploads a big file of this name, after a company has told which worker does so. */
function byUpload(fileName: string): WorkflowFile {
	const jsCode = `const data = Buffer.alloc(${bigFile.length}, 'WorkPoint ').toString('base64');
		return [{ json: {}, binary: { data: { data, mimeType: 'application/octet-stream', fileName: '${fileName}' } } }];`;
	return chain(
		`By upload, ${fileName}`,
		manualTrigger(),
		createCompany(`$env.WORKER + "|upload|${fileName}"`),
		node('File', 'n8n-nodes-base.code', 2, { jsCode }),
		workPoint('Upload', 'workPoint', {
			resource: 'document',
			operation: 'upload',
			libraryOf: 'entity',
			businessModule: byId(sandbox.seed.ids.projects),
			entity: byId(String(sandbox.seed.ids.newIntranet)),
			libraryName: { __rl: true, mode: 'name', value: 'Documents' },
			binaryPropertyName: 'data',
		}),
	);
}

/** What was written of a kind: by which worker, and for what. */
function written(kind: string, { state, seed } = sandbox): Array<{ worker: string; what: string }> {
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
		await delay(500);
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

/** Workers that share a limit, which the service enforces in a sandbox of its own, while other tests run. */
async function shareALimit() {
	const [limit, minute] = [100, 60_000];
	const items = sharedCalls / sharingExecutions;
	const limited = await startSandbox({ requestsPerWindow: limit, window: minute });
	try {
		const connection = { ...limited.connection, requestsPerMinute: limit };
		const as = await createCredential('Limited', connection);
		const { id } = await cluster.main.createWorkflow(byHand('limited', items, as));
		await times(sharingExecutions, 0, async () => await cluster.main.begin(id, 'Start'));
		const { succeeded } = await ended(id);
		const least = Math.floor((sharedCalls - 1) / limit) * minute;
		const [start = 0, ...later] = limited.requests.map(({ time }) => time);
		const afterFirst = limited.requests.filter(({ time }) => time > start + minute);
		const made = written('limited', limited);
		return {
			succeeded,
			made: made.map(({ what }) => what),
			ratio: (Math.max(...later) - start) / least,
			refused: afterFirst.filter(({ status }) => status === 429).length / afterFirst.length,
			shares: unique(made.map(({ worker }) => worker)).map(
				(worker) => made.filter((one) => one.worker === worker).length,
			),
		};
	} finally {
		await limited.stop();
	}
}

describe('n8n in queue mode, with two workers', () => {
	let event: { id: string; versionId: string };
	let hand: { id: string };
	let sharing: ReturnType<typeof shareALimit>;

	beforeAll(async () => {
		event = await cluster.main.createWorkflow(byNotification());
		hand = await cluster.main.createWorkflow(byHand('execution'));
		await cluster.main.activate(event);
	});

	test('a killed worker loses nothing silently, and nothing is written twice', async () => {
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
			await cluster.workers.get('Anna')?.stop('SIGKILL');
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
		// Each notification was accepted once and started one execution. On a busy machine n8n loses sight of its own database
		// for moments, and refuses calls with 503: WorkPoint sends them again.
		const idsWith = (wanted: (status?: number) => boolean) =>
			sandbox.webhooks.deliveries
				.filter(({ status }) => wanted(status))
				.map(({ body }) => JSON.parse(body).Id as string);
		const sent = idsWith((status) => status === 200);
		expect(sent).toHaveLength(notifications);
		expect(unique(sent)).toHaveLength(notifications);
		expect(idsWith((status) => status !== 200 && status !== 503)).toEqual([]);
		expect(ofNotifications.succeeded.length + ofNotifications.failed.length).toBe(notifications);
		expect(ofExecutions.succeeded.length + ofExecutions.failed.length).toBe(executions);
		// The worker had work when it was killed, or the test shows nothing.
		expect(ofNotifications.failed.length + ofExecutions.failed.length).toBeGreaterThan(0);
		for (const kind of ['notification', 'execution'])
			expect(unique(whatWasWritten(kind))).toHaveLength(written(kind).length);
		for (const reason of await reasons([...ofNotifications.failed, ...ofExecutions.failed]))
			// The second is n8n's own clock for expressions, on a machine that is too busy.
			expect(reason).toMatch(
				/failed to be processed too many times|Regular expression execution timed out/,
			);
		// n8n keeps nothing of what a killed worker had in hand but that it failed.
		const lost = sent.filter((id) => !whatWasWritten('notification').includes(id));
		expect(lost.length).toBeLessThanOrEqual(ofNotifications.failed.length);
		for (const id of ofExecutions.succeeded) {
			const own = whatWasWritten('execution').filter((what) => what.startsWith(`${id} `));
			expect(own).toHaveLength(itemsPerExecution);
		}
	});

	test('each change that polls find goes to one worker once, while further changes arrive', async () => {
		// Its minutes go by while the tests up to its own run.
		sharing = shareALimit();
		sharing.catch(() => {});
		const names = ['one', 'two', 'three'];
		const workflows: Array<{ id: string; versionId: string }> = [];
		for (const name of names) {
			const workflow = await cluster.main.createWorkflow(byPolling(name));
			await cluster.main.activate(workflow);
			workflows.push(workflow);
		}
		const projects = sandbox.state.module(sandbox.seed.ids.projects);
		const added: number[] = [];
		await times(40, 250, async () => {
			const { id } = sandbox.state.addEntity(projects, { Title: `Project ${added.length}` }, false);
			added.push(id);
		});
		const wanted = names.flatMap((name) => added.map((id) => `${name} ${id}`)).sort();
		while (written('polling').length < wanted.length) await delay(500);
		// Time for a poll that would give something again.
		await delay(6_000);
		const runs = await Promise.all(workflows.map(async ({ id }) => await ended(id)));
		expect(whatWasWritten('polling').sort()).toEqual(wanted);
		expect(runs.flatMap(({ failed }) => failed)).toEqual([]);
		expect(unique(written('polling').map(({ worker }) => worker))).toHaveLength(2);
		for (const { id } of workflows) await cluster.main.deactivate(id);
	});

	test('a delivery that reaches two webhook processes at once may run in each, and later in none', async () => {
		const [registration] = sandbox.webhooks.registrations.values();
		const [first] = sandbox.webhooks.deliveries;
		const [here = '', ...others] = cluster.webhookAddresses;
		const known = (JSON.parse(first?.body ?? '') as { Id: string }).Id;
		const bodies = Array.from({ length: 5 }, () =>
			Buffer.from(first?.body.replace(known, randomUUID()) ?? ''),
		);
		const toAll = async (body: Buffer) =>
			await Promise.all(
				['', ...others].map(async (other) => {
					const uri = registration?.WebHookUri ?? '';
					const { status } = await axios.post(other ? uri.replace(here, other) : uri, body, {
						headers: {
							'Content-Type': 'application/json',
							'ms-signature': signatureOf(registration?.Secret ?? '', body),
						},
						proxy: false,
					});
					return status;
				}),
			);
		const before = cluster.executions(event.id).length;
		for (const body of bodies) expect(await toAll(body)).toEqual([200, 200]);
		await ended(event.id);
		const runs = cluster.executions(event.id).length - before;
		process.stdout.write(`${bodies.length} deliveries to two processes at once: ${runs} runs.\n`);
		expect(runs).toBeGreaterThanOrEqual(bodies.length);
		expect(runs).toBeLessThanOrEqual(2 * bodies.length);
		for (const body of bodies) expect(await toAll(body)).toEqual([200, 200]);
		await ended(event.id);
		expect(cluster.executions(event.id)).toHaveLength(before + runs);
	});

	test('each item goes to its own site when the site of the credential is an expression', async () => {
		const sites = [siteUrl, otherSiteUrl];
		const as = await createCredential('By site', {
			...sandbox.connection,
			siteUrl: `={{ ${JSON.stringify(sites)}[$json.i % 2] }}`,
		});
		const { id } = await cluster.main.createWorkflow(byHand('sites', 6, as));
		sandbox.requests.length = 0;
		await times(sharingExecutions, 0, async () => await cluster.main.begin(id, 'Start'));
		const { failed } = await ended(id);
		expect(failed).toEqual([]);
		const sent = sandbox.requests.flatMap(({ body, headers }) => {
			const i = /\|sites\|\d+ (\d)/.exec(JSON.stringify(body) ?? '')?.[1];
			return i === undefined ? [] : [{ i: Number(i), site: headers.workpoint365url }];
		});
		expect(sent).toHaveLength(sharingExecutions * 6);
		for (const { i, site } of sent) expect(site).toBe(sites[i % 2]);
		expect(unique(written('sites').map(({ worker }) => worker))).toHaveLength(2);
	});

	test('workers share a limit that the service enforces, with little loss, and each item is written once', async () => {
		const { succeeded, made, shares, ratio, refused } = await sharing;
		process.stdout.write(
			`Shares of the workers: ${shares.join(' and ')}; ${(refused * 100).toFixed(1)} % refused after the first minute; ` +
				`${ratio.toFixed(3)} of the least time.\n`,
		);
		expect(succeeded).toHaveLength(sharingExecutions);
		expect(unique(made)).toHaveLength(sharedCalls);
		expect(made).toHaveLength(sharedCalls);
		expect(shares).toHaveLength(2);
		// The first windows are spent on finding the shares; what that costs counts only in long work.
		if (sharedCalls >= 3_000) {
			expect(Math.min(...shares)).toBeGreaterThan(0.3 * sharedCalls);
			expect(refused).toBeLessThanOrEqual(0.05);
			expect(ratio).toBeLessThanOrEqual(1.15);
		}
	});

	/** Tells a worker to end while it uploads a file, and waits until it has ended; gives the execution. */
	async function endWhileUploading(fileName: string): Promise<string> {
		const { id } = await cluster.main.createWorkflow(byUpload(fileName));
		sandbox.requests.length = 0;
		const execution = await cluster.main.begin(id, 'Start');
		while (uploads() === 0) await delay(50);
		const uploading = written('upload').find(({ what }) => what === fileName);
		await cluster.workers.get(uploading?.worker ?? '')?.stop('SIGTERM');
		return execution;
	}

	const uploads = () => sandbox.requests.filter(({ path }) => path.endsWith('/UploadFile')).length;
	const stored = (fileName: string) =>
		sandbox.state.file(`${sandbox.seed.projectSiteUrl}/Shared Documents/${fileName}`)?.bytes;

	test('a worker that is asked to stop, and has no time for its upload, fails visibly and uploads once', async () => {
		// WorkPoint stores the file, and does not answer.
		sandbox.faults.add({ path: '/UploadFile', kind: 'stallAfter' });
		const id = await endWhileUploading('No time.bin');
		const { status, error } = await cluster.main.finished(id);
		process.stdout.write(`An upload without time ends as: ${status}, ${error}\n`);
		expect(status).not.toBe('success');
		expect(uploads()).toBe(1);
		expect(stored('No time.bin')?.equals(bigFile)).toBe(true);
	});

	test('a worker that is asked to stop finishes its upload first', async () => {
		sandbox.options.latency = 3_000;
		const id = await endWhileUploading('In time.bin');
		sandbox.options.latency = 0;
		expect(await cluster.main.finished(id)).toMatchObject({ status: 'success' });
		expect(uploads()).toBe(1);
		expect(stored('In time.bin')?.equals(bigFile)).toBe(true);
	});

	test('leaves no registration behind', async () => {
		await cluster.main.deactivate(event.id);
		expect(sandbox.webhooks.registrations.size).toBe(0);
		expect(sandbox.violations).toEqual([]);
	});
});
