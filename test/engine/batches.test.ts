import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { batchesOf } from '../../nodes/WorkPoint/batches';
import { startSandbox, type Sandbox } from '../../sandbox';
import { ids } from '../../sandbox/seed';
import { byId, onProject } from './cases/case';
import { runNode, TestCredentials, workPointNode } from './workflow';

// The first test of a process also compiles the contract.
jest.setTimeout(30_000);

const changeMany: INodeParameters = {
	resource: 'entity',
	operation: 'changeStageOfMany',
	...onProject,
	entity: byId('={{ $json.id }}'),
	stage: byId('={{ $json.stage }}'),
	stageModelId: '6a1f0c2e-0001-4000-8000-00000000000a',
};
const { idea, planning } = ids.stages;

describe('one call for many items', () => {
	let sandbox: Sandbox;

	beforeEach(async () => {
		sandbox = await startSandbox({ entities: 210 });
	});

	afterEach(async () => {
		await sandbox.stop();
	});

	const run = async (items: IDataObject[], onError: 'stopWorkflow' | 'continueRegularOutput') =>
		await runNode(
			workPointNode(changeMany, { onError }),
			new TestCredentials(sandbox.connection),
			items,
		);
	const sent = () => sandbox.requests.map(({ body }) => (body as IDataObject).EntityItemIds);

	test('goes out once for each stage, and each item has its own outcome', async () => {
		const items = [2, 3, 4, 5].map((id) => ({ id, stage: id % 2 ? idea : planning }));
		for (const { id } of items)
			sandbox.state.write(sandbox.state.entity(sandbox.state.module(ids.projects), id), {
				Budget: 1,
			});
		const { error, items: output } = await run(items, 'stopWorkflow');
		expect(error).toBeUndefined();
		expect(output.map(({ json, pairedItem }) => [json, pairedItem])).toEqual(
			items.map(({ id }, item) => [{ EntityId: id }, { item }]),
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
		expect(sent().map((entityIds) => (entityIds as number[]).length)).toEqual([100, 100, 5]);
	});

	test('is not sent at all when an item cannot be meant', async () => {
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

	test('leaves out what cannot be meant, with Continue On Fail', async () => {
		const { json } = await run(
			[
				{ id: 'x', stage: idea },
				{ id: 2, stage: idea },
			],
			'continueRegularOutput',
		);
		expect(json).toEqual([{ error: expect.stringContaining("'Entity'") }, { EntityId: 2 }]);
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
		['false', 'WorkPoint reports that the call did not succeed'],
		['{"Ok":false,"Errors":["The stage is locked"]}', 'The stage is locked'],
	])('that answers %s has failed', async (body, message) => {
		sandbox.faults.add({ answer: { status: 200, body } });
		const { error } = await run([{ id: 2, stage: idea }], 'stopWorkflow');
		expect(error?.message).toContain(message);
	});

	test('gives each item what the answer says of it, if it does', async () => {
		const body = '[{"ID":3,"Status":"Locked"},{"ID":2,"Status":"Changed"}]';
		sandbox.faults.add({ answer: { status: 200, body } });
		const items = [2, 3].map((id) => ({ id, stage: idea }));
		const { json } = await run(items, 'stopWorkflow');
		expect(json).toEqual([
			{ EntityId: 2, ID: 2, Status: 'Changed' },
			{ EntityId: 3, ID: 3, Status: 'Locked' },
		]);
	});
});

describe('batches', () => {
	const batched = (batchKey: string, ...changes: string[]) => ({ batchKey, changes });

	test('hold what goes together', () => {
		const [a, b, c] = [batched('x', '1'), batched('y', '2'), batched('x', '3')];
		expect(batchesOf([a, b, c], 10)).toEqual([[a, c], [b]]);
	});

	test('never take an item ahead of an earlier one that changes the same thing', () => {
		const [a, b, c] = [batched('x', '1'), batched('y', '1'), batched('x', '1')];
		expect(batchesOf([a, b, c], 10)).toEqual([[a], [b], [c]]);
	});
});
