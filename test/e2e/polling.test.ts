import type { INodeParameters } from 'n8n-workflow';
import { setTimeout as delay } from 'node:timers/promises';

import type { N8n } from '../../n8n/n8n';
import { TestBed } from '../../n8n/testBed';
import { byId, chain, node } from '../../n8n/workflow';
import type { Sandbox } from '../../sandbox';
import { Editor } from '../support/browser';

/** n8n takes up a publication that was cut off after some seconds instead of two minutes. */
const env = {
	N8N_WORKFLOW_PUBLICATION_OUTBOX_LEASE_SECONDS: '10',
	N8N_WORKFLOW_PUBLICATION_OUTBOX_POLL_INTERVAL_MS: '1000',
};

/** Changes that n8n works through while it is killed; `POLLED_CHANGES=10000` takes ten minutes. */
const count = Number(process.env.POLLED_CHANGES ?? 1_500);

jest.setTimeout(300_000 + count * 60);

const nodeTypes = ['n8n-nodes-workpoint.workPointPollingTrigger', 'n8n-nodes-base.noOp'];

let bed: TestBed;
let n8n: N8n;
let sandbox: Sandbox;
let credentials: Awaited<ReturnType<TestBed['connect']>>;
let workflow: { id: string; versionId: string };
let runsBefore = 0;

beforeAll(async () => {
	bed = await TestBed.start({ sandbox: { entities: count }, nodeTypes, env });
	({ n8n, sandbox } = bed);
	credentials = await bed.connect();
	workflow = await onChanges(byId(sandbox.seed.ids.projects));
});

afterAll(async () => {
	await bed?.stop();
});

/** A workflow that starts when an entity of a module was created or updated. */
async function onChanges(businessModule: INodeParameters): Promise<typeof workflow> {
	const parameters = {
		event: 'entityCreatedOrUpdated',
		businessModule,
		pollTimes: { item: [{ mode: 'everyMinute' }] },
	};
	const type = 'n8n-nodes-workpoint.workPointPollingTrigger';
	const trigger = node('Changes', type, 1, parameters, { credentials });
	return await n8n.createWorkflow(
		chain('Changes', trigger, node('Done', 'n8n-nodes-base.noOp', 1)),
	);
}

const projects = () => sandbox.state.module(sandbox.seed.ids.projects);

/** Changes entities; gives their IDs. */
function change(...ids: number[]): number[] {
	for (const id of ids)
		sandbox.state.write(sandbox.state.entity(projects(), id), { Title: `Changed ${id}` });
	return ids;
}

/** The IDs of the entities that each run was started with, in the order of the runs, once there are as many runs. */
async function runs(atLeast: number): Promise<number[][]> {
	for (let tries = 0; tries < 150 * atLeast; tries++) {
		const all = (await n8n.executions(workflow.id)).reverse();
		if (all.length >= atLeast && all.every(({ status }) => status === 'success')) {
			const ended = await Promise.all(all.map(async ({ id }) => await n8n.execution(id)));
			return ended.map(({ nodes }) =>
				(nodes.find(({ name }) => name === 'Done')?.items ?? []).map(({ json }) => Number(json.ID)),
			);
		}
		await delay(500);
	}
	throw new Error(`The workflow did not run ${atLeast} times`);
}

const polls = () => sandbox.requests.filter(({ path }) => path.endsWith('/Items')).length;

test('a user picks module and event, and fetches the latest entity as a test', async () => {
	const { id } = await onChanges({ __rl: true, mode: 'list', value: '' });
	const editor = await Editor.open(n8n);
	await editor.openWorkflow(id);
	await editor.openNode('Changes');
	await editor.offers('businessModule');
	await editor.pick('Projects');
	const latest = sandbox.state.entity(projects(), 3);
	sandbox.state.write(latest, { Title: 'Warehouse move – Jensen A/S' });
	await editor.execute();
	await editor.seesInOutput('Warehouse move – Jensen A/S');
	await editor.picture('polling-trigger', editor.id('ndv'));
	await editor.close();
});

test('publishing starts no run, and later changes are found immediately after n8n is killed and restarted', async () => {
	await n8n.activate(workflow);
	await n8n.kill();
	change(2, 3);
	await n8n.boot();
	expect(await runs(1)).toEqual([[2, 3]]);
});

test('each of many changes starts one run, even though n8n is killed twice in the process', async () => {
	await n8n.kill();
	const changed = change(...[...projects().entities.keys()].slice(-count));
	// The first page comes, the second does not: the poll at the start of n8n hangs between them.
	const before = polls();
	sandbox.faults.add({ path: '/Items', kind: 'stallAfter' });
	const booting = n8n.boot().catch(() => undefined);
	while (polls() === before) await delay(20);
	await n8n.kill();
	await booting;
	await n8n.boot();
	await runs(2);
	await n8n.kill();
	await n8n.boot();
	const [, ...batches] = await runs(1 + Math.ceil(count / 1_000));
	expect(batches.map(({ length }) => length)).toEqual(
		batches.map((_, i) => Math.min(1_000, count - i * 1_000)),
	);
	expect(batches.flat()).toEqual(changed);
	runsBefore = 1 + batches.length;
});

test('a change is found when the next poll is due', async () => {
	const [id] = change(4);
	expect((await runs(runsBefore + 1)).at(-1)).toEqual([id]);
	expect(sandbox.violations).toEqual([]);
});
