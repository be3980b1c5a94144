import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { byId } from '../../n8n/workflow';
import { startSandbox, type Sandbox } from '../../sandbox';
import { ids } from '../../sandbox/tenant/seed';
import { onProject } from '../support/cases/case';
import { runOperation } from '../support/runOperation';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox();
});

afterEach(async () => {
	expect(sandbox.violations).toEqual([]);
	await sandbox.stop();
});

const run = async (key: string, parameters: INodeParameters) =>
	await runOperation(sandbox, key, parameters);
const sent = () => sandbox.requests.at(-1)?.body as IDataObject;

describe('a stage', () => {
	const change = async (additionalFields: INodeParameters) =>
		await run('entity.changeStage', {
			...onProject,
			stage: byId(ids.stages.planning),
			additionalFields,
		});
	const model = '6a1f0c2e-0001-4000-8000-00000000000a';

	test('can be one of a stage model, with a substage, however their GUIDs are written', async () => {
		const { error } = await change({
			stageModelId: `{${model.toUpperCase()}}`,
			subStageTermId: ` ${model} `,
		});
		expect(error).toBeUndefined();
		expect(sent()).toMatchObject({ StageModelId: model, SubStageTermId: model });
	});

	test('needs neither', async () => {
		await change({ stageModelId: '', subStageTermId: '={{ null }}' });
		expect(sent()).not.toHaveProperty('StageModelId');
		expect(sent()).not.toHaveProperty('SubStageTermId');
	});

	test.each([
		['stageModelId', "'Stage Model ID' is not a GUID"],
		['subStageTermId', "'Substage ID' is not a GUID"],
	])('is refused before any call for an invalid %s', async (name, message) => {
		expect((await change({ [name]: 'Planning' })).error?.message).toBe(message);
		expect(sandbox.requests).toHaveLength(0);
	});
});

describe('permissions', () => {
	test.each(['Entity', 'ChildEntities'])('are copied to %s by its name', async (copyTo) => {
		const { json } = await run('entity.copyPermissions', { ...onProject, copyTo });
		expect(json).toEqual([{ PermissionsCopied: true }]);
		expect(sandbox.requests[0]?.path).toMatch(new RegExp(`/EntitySecurityReplication/${copyTo}$`));
	});

	test('are reported when they were not copied', async () => {
		sandbox.faults.add({ answer: { status: 200, body: 'false' } });
		const { json } = await run('entity.copyPermissions', { ...onProject, copyTo: 'Entity' });
		expect(json).toEqual([{ PermissionsCopied: false }]);
	});

	test('are not copied again when the outcome is unknown', async () => {
		sandbox.faults.add({ kind: 'resetAfter' });
		const { error } = await run('entity.copyPermissions', { ...onProject, copyTo: 'Entity' });
		expect(error?.message).toContain('may have carried out this call');
		expect(sandbox.requests).toHaveLength(1);
	});
});

describe('the activity log', () => {
	const activity = {
		...onProject,
		title: "Ærø ringede (1) & spurgte: 'hvornår?' #+!",
		eventType: 'Opkald;Modtaget',
		eventTypeId: '12',
		eventSourceType: 'Telefon',
	};

	test('takes any text unchanged, with the current time unless another is given', async () => {
		const { error } = await run('activity.create', activity);
		expect(error).toBeUndefined();
		expect(sent()).toMatchObject({ Title: activity.title, EventType: 'Opkald;Modtaget' });
		expect(Math.abs(Date.parse(String(sent().EventDate)) - Date.now())).toBeLessThan(60_000);
		expect(sandbox.state.activities).toHaveLength(1);
	});

	test('leaves out details that are empty', async () => {
		await run('activity.create', { ...activity, additionalFields: { details: '' } });
		expect(sent()).toMatchObject({ EventTypeId: '12' });
		expect(sent()).not.toHaveProperty('Details');
	});

	test.each([
		[{ title: ' ' }, "'Title' is empty"],
		[{ eventType: '={{ null }}' }, "'Event Type' is empty"],
		[{ eventTypeId: '={{ "" }}' }, "'Event Type ID' is empty"],
		[{ eventSourceType: '={{ "" }}' }, "'Event Source Type' is empty"],
		[{ eventDate: '={{ "01-02-2026" }}' }, "'Event Date' is not a date"],
		[{ entity: byId('={{ "x" }}') }, "'Entity' is not"],
	])('refuses an entry with a missing part (%j)', async (change, message) => {
		const { error } = await run('activity.create', { ...activity, ...change } as INodeParameters);
		expect(error?.message).toContain(message);
		expect(sandbox.requests).toHaveLength(0);
	});

	test('gets no second entry when the outcome is unknown', async () => {
		sandbox.faults.add({ kind: 'resetAfter' });
		const { error } = await run('activity.create', activity);
		expect(error?.message).toContain('may have carried out this call');
		expect(sandbox.state.activities).toHaveLength(1);
	});
});
