import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { TestCredentials } from '../../n8n/n8nEngine';
import { byId } from '../../n8n/workflow';
import { batchesOf } from '../../nodes/WorkPoint/batches';
import type { Sandbox } from '../../sandbox';
import { ids } from '../../sandbox/tenant/seed';
import { onProject } from '../support/cases/case';
import { runNode, workPointNode } from '../support/runNode';
import { sandboxForEach } from '../support/sandboxForEach';

const changeMany: INodeParameters = {
	resource: 'entity',
	operation: 'changeStageOfMany',
	...onProject,
	entity: byId('={{ $json.id }}'),
	stage: byId('={{ $json.stage }}'),
	stageModelId: '6a1f0c2e-0001-4000-8000-00000000000a',
};
const { idea, planning } = ids.stages;

/** The item of an entity whose stage was changed. */
const changed = (EntityId: number, StageId: string, BusinessModuleId = ids.projects) => ({
	EntityId,
	BusinessModuleId,
	StageId,
});

describe('one call for many items', () => {
	let sandbox: Sandbox;

	sandboxForEach((started) => (sandbox = started), { entities: 210 });

	const run = async (items: IDataObject[], onError: 'stopWorkflow' | 'continueRegularOutput') =>
		await runNode(
			workPointNode(changeMany, { onError }),
			new TestCredentials(sandbox.connection),
			items,
		);
	const sent = () =>
		sandbox.requests.map(({ body }) =>
			((body as IDataObject).Entities as Array<{ ID: number }>).map(({ ID }) => ID),
		);

	test('is sent once for each stage, and each item has its own outcome', async () => {
		const items = [2, 3, 4, 5].map((id) => ({ id, stage: id % 2 ? idea : planning }));
		for (const { id } of items)
			sandbox.state.write(sandbox.state.entity(sandbox.state.module(ids.projects), id), {
				Budget: 1,
			});
		const { error, items: output } = await run(items, 'stopWorkflow');
		expect(error).toBeUndefined();
		expect(output.map(({ json, pairedItem }) => [json, pairedItem])).toEqual(
			items.map(({ id, stage }, item) => [changed(id, stage), { item }]),
		);
		expect(sent()).toEqual([
			[2, 4],
			[3, 5],
		]);
	});

	test('takes at most 100 items', async () => {
		const items = Array.from({ length: 205 }, (_, i) => ({ id: i + 4, stage: idea }));
		const { error, json } = await run(items, 'stopWorkflow');
		expect(error).toBeUndefined();
		expect(json.map(({ EntityId }) => EntityId)).toEqual(items.map(({ id }) => id));
		expect(sent().map((entityIds) => entityIds.length)).toEqual([100, 100, 5]);
	});

	test('is not sent at all when an item has an invalid value', async () => {
		const { error } = await run(
			[
				{ id: 2, stage: idea },
				{ id: 'x', stage: idea },
			],
			'stopWorkflow',
		);
		expect(error?.message).toContain("'Entity'");
		expect(sandbox.requests).toHaveLength(0);
	});

	test('leaves out invalid items with Continue On Fail', async () => {
		const { json } = await run(
			[
				{ id: 'x', stage: idea },
				{ id: 2, stage: idea },
			],
			'continueRegularOutput',
		);
		expect(json).toEqual([
			{ id: 'x', stage: idea, error: expect.stringContaining("'Entity'") },
			changed(2, idea),
		]);
		expect(sent()).toEqual([[2]]);
	});

	test('fails for all of its items and names the first', async () => {
		const { error } = await run(
			[
				{ id: 2, stage: idea },
				{ id: 9_999, stage: idea },
			],
			'stopWorkflow',
		);
		expect(error?.message).toContain('Item with id 9999 does not exist');
		expect((error as unknown as { context: IDataObject }).context.itemIndex).toBe(0);
	});

	test.each([
		['false', 'WorkPoint reports that the call failed'],
		['{"Ok":false,"Errors":["The stage is locked"]}', 'The stage is locked'],
		['{"Failed":true,"Errors":[],"Result":[]}', 'WorkPoint reports that the call failed'],
		['{"Failed":true,"Errors":[{"Reference":"2","Event":"Locked"}]}', '"Event":"Locked"'],
	])('fails when it answers %s', async (body, message) => {
		sandbox.faults.add({ answer: { status: 200, body } });
		const { error } = await run([{ id: 2, stage: idea }], 'stopWorkflow');
		expect(error?.message).toContain(message);
	});

	test('gives each item its part of the answer, if there is one', async () => {
		const body = '[{"ID":3,"Status":"Locked"},{"ID":2,"Status":"Changed"}]';
		sandbox.faults.add({ answer: { status: 200, body } });
		const items = [2, 3].map((id) => ({ id, stage: idea }));
		const { json } = await run(items, 'stopWorkflow');
		expect(json).toEqual([
			{ ...changed(2, idea), ID: 2, Status: 'Changed' },
			{ ...changed(3, idea), ID: 3, Status: 'Locked' },
		]);
	});
});

describe('the outcome of each item of one call', () => {
	let sandbox: Sandbox;

	sandboxForEach((started) => (sandbox = started));

	const answering = async (
		body: unknown,
		onError: 'stopWorkflow' | 'continueRegularOutput' = 'continueRegularOutput',
		options: IDataObject = {},
	) => {
		const answer = { status: 200, body: JSON.stringify(body), isProcessed: true };
		sandbox.faults.add({ path: '/BatchChangeStage', answer });
		return await runNode(
			workPointNode({ ...changeMany, options } as INodeParameters, { onError }),
			new TestCredentials(sandbox.connection),
			[2, 3].map((id) => ({ id, stage: planning })),
		);
	};
	const locked = { EntityId: '3', Errors: [{ Text: 'The stage is locked' }] };

	test.each([
		['IDs as texts', [{ ID: '3', Status: 'Locked' }, null, { Id: '2', Status: 'Changed' }]],
		[
			'a list in Result',
			{
				Failed: false,
				Errors: [],
				Result: [
					{ EntityID: 3, Status: 'Locked' },
					{ ItemId: 2, Status: 'Changed' },
				],
			},
		],
	])('is found by %s', async (_how, body) => {
		const { json } = await answering(body);
		expect(json).toMatchObject([
			{ EntityId: 2, Status: 'Changed' },
			{ EntityId: 3, Status: 'Locked' },
		]);
	});

	test('is a failure of that item alone when it failed', async () => {
		const { json, items } = await answering([{ ID: 2 }, locked]);
		expect(json).toEqual([
			{ ...changed(2, planning), ID: 2 },
			{ id: 3, stage: planning, error: 'The stage is locked.' },
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	test('stops the run when it failed, and the error counts the completed items', async () => {
		const { error } = await answering([{ ID: 2, Ok: false }, { ID: 3 }], 'stopWorkflow');
		expect(error?.message).toContain('WorkPoint reports that the call failed');
		expect(error?.description).toContain('1 of 2 items had been processed');
	});

	test('is returned as data when it failed and the user has chosen so', async () => {
		const { json } = await answering([locked], undefined, { failOnServiceErrors: false });
		expect(json).toEqual([
			{ Answer: [locked], ...changed(2, planning) },
			{ ...locked, ...changed(3, planning) },
		]);
	});

	test('is that of the entity, however often the entity occurs, and its stages keep their order', async () => {
		const { state } = sandbox;
		const project = state.entity(state.module(ids.projects), 3);
		state.write(project, { Budget: 1 });
		const { error, json } = await runNode(
			workPointNode(changeMany),
			new TestCredentials(sandbox.connection),
			[planning, planning, idea, planning].map((stage) => ({ id: 3, stage })),
		);
		expect(error).toBeUndefined();
		expect(json).toEqual([planning, planning, idea, planning].map((stage) => changed(3, stage)));
		const sent = sandbox.requests.map(({ body }) => body as IDataObject);
		expect(sent.map(({ Entities, StageId }) => [Entities, StageId])).toEqual(
			[planning, idea, planning].map((stage) => [[{ ID: 3 }], stage]),
		);
		expect(project.stageId).toBe(planning);
	});

	test('is empty when there are no items', async () => {
		const run = await runNode(
			workPointNode(changeMany),
			new TestCredentials(sandbox.connection),
			[],
		);
		expect([run.error, run.items, sandbox.requests]).toEqual([undefined, [], []]);
	});

	test('belongs to its own module when the run has several', async () => {
		const { error, json } = await runNode(
			workPointNode({
				...changeMany,
				businessModule: byId('={{ $json.module }}'),
			}),
			new TestCredentials(sandbox.connection),
			[
				{ module: ids.projects, id: 2, stage: idea },
				{ module: ids.cases, id: 2, stage: ids.stages.caseClosed },
			],
		);
		expect(error).toBeUndefined();
		expect(json).toEqual([changed(2, idea), changed(2, ids.stages.caseClosed, ids.cases)]);
		const modules = sandbox.requests.map(({ body }) => (body as IDataObject).BusinessModuleId);
		expect(modules).toEqual([ids.projects, ids.cases]);
	});
});

describe('batches', () => {
	const batched = (batchKey: string, ...orderKeys: string[]) => ({ batchKey, orderKeys });

	test('group matching items', () => {
		const [a, b, c] = [batched('x', '1'), batched('y', '2'), batched('x', '3')];
		expect(batchesOf([a, b, c], 10)).toEqual([[a, c], [b]]);
	});

	test('never move an item ahead of an earlier one that changes the same thing', () => {
		const [a, b, c] = [batched('x', '1'), batched('y', '1'), batched('x', '1')];
		expect(batchesOf([a, b, c], 10)).toEqual([[a], [b], [c]]);
	});
});
