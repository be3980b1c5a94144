import type { IDataObject } from 'n8n-workflow';
import { setTimeout as delay } from 'node:timers/promises';

import type { N8n } from '../../demo/n8n';
import { TestBed } from '../../demo/testBed';
import { byId, chain, node } from '../../demo/workflow';
import type { Sandbox } from '../../sandbox';

let bed: TestBed;
let n8n: N8n;
let sandbox: Sandbox;
let workflow: { id: string; versionId: string };

beforeAll(async () => {
	bed = await TestBed.start({ sandbox: { delays: [1_000, 1_000] } });
	({ n8n, sandbox } = bed);
	const { ids } = sandbox.seed;
	const event = node(
		'Event',
		'n8n-nodes-workpoint.workPointTrigger',
		1,
		{
			businessModule: byId(ids.projects),
			trigger: byId(ids.triggers.projectUpdated),
			options: { includeEntity: true },
		},
		{ credentials: await bed.connect(), webhookId: '0c7e3a52-6a0e-4c8e-9f4e-0d6a5b1c2d3e' },
	);
	const done = node('Done', 'n8n-nodes-base.noOp', 1);
	workflow = await n8n.createWorkflow(chain('On update', event, done));
});

afterAll(async () => {
	await bed?.stop();
});

/** Makes WorkPoint send the event "project updated". */
async function changeProject(): Promise<void> {
	const module = sandbox.state.module(sandbox.seed.ids.projects);
	sandbox.webhooks.happened('updated', module, sandbox.state.entity(module, 2));
}

/** What the workflow has run with so far, the newest first. */
async function runs(atLeast: number): Promise<IDataObject[]> {
	for (let tries = 0; tries < 40; tries++) {
		const executions = await n8n.executions(workflow.id);
		if (executions.length >= atLeast && executions.every(({ status }) => status === 'success')) {
			// A second start of the same event would have come by now.
			await delay(2_000);
			const all = await n8n.executions(workflow.id);
			const ended = await Promise.all(all.map(async ({ id }) => await n8n.execution(id)));
			return ended.map(
				({ nodes: ran }) => ran.find(({ name }) => name === 'Done')?.items[0]?.json ?? {},
			);
		}
		await delay(500);
	}
	throw new Error(`The workflow did not run ${atLeast} times`);
}

describe('the trigger, in a real n8n', () => {
	test('starts the workflow with the changed entity, once', async () => {
		await n8n.activate(workflow);
		expect(sandbox.webhooks.registrations.size).toBe(1);
		await changeProject();
		const [item, ...others] = await runs(1);
		expect(others).toEqual([]);
		expect(item).toMatchObject({
			EntityId: 2,
			Attempt: 1,
			Properties: { BusinessModuleId: sandbox.seed.ids.projects },
			Entity: { Title: 'New intranet' },
		});
		expect(sandbox.webhooks.deliveries.map(({ status }) => status)).toEqual([200]);
	});

	test('still does after n8n was killed and started again, with the same registration', async () => {
		const [before] = sandbox.webhooks.registrations.keys();
		await n8n.kill();
		await n8n.boot();
		expect([...sandbox.webhooks.registrations.keys()]).toEqual([before]);
		await changeProject();
		expect(await runs(2)).toHaveLength(2);
	});

	test('removes its registration, and no other, when the workflow is deactivated', async () => {
		const [own] = sandbox.webhooks.registrations.values();
		sandbox.webhooks.registrations.set('other', { ...own, Id: 'other' } as never);
		await n8n.deactivate(workflow.id);
		expect([...sandbox.webhooks.registrations.keys()]).toEqual(['other']);
		sandbox.webhooks.registrations.delete('other');
	});

	test('listens for one event in the editor, and cleans up', async () => {
		const answer = await n8n.call('post', `/workflows/${workflow.id}/run`, {
			triggerToStartFrom: { name: 'Event' },
		});
		expect(answer).toEqual({ waitingForWebhook: true });
		const [registration] = sandbox.webhooks.registrations.values();
		expect(registration?.WebHookUri).toContain('/webhook-test/');
		await changeProject();
		expect(await runs(3)).toHaveLength(3);
		expect(sandbox.webhooks.registrations.size).toBe(0);
	});

	test('registers with a service that asks the callback for an echo', async () => {
		sandbox.webhooks.options.checksEcho = true;
		await n8n.activate(workflow);
		expect(sandbox.webhooks.registrations.size).toBe(1);
		await n8n.deactivate(workflow.id);
		expect(sandbox.webhooks.registrations.size).toBe(0);
	});
});
