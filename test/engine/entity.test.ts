import type { INodeParameters } from 'n8n-workflow';

import { TestCredentials } from '../../n8n/n8nEngine';
import { byId } from '../../n8n/workflow';
import type { Sandbox } from '../../sandbox';
import { ids } from '../../sandbox/tenant/seed';
import { json, onProject } from '../support/cases/case';
import { runNode, workPointNode } from '../support/runNode';
import { sandboxForEach } from '../support/sandboxForEach';

let sandbox: Sandbox;

sandboxForEach((started) => (sandbox = started));

async function run(operation: string, parameters: INodeParameters) {
	return await runNode(
		workPointNode({ resource: 'entity', operation, ...parameters }),
		new TestCredentials(sandbox.connection),
	);
}

test('an entity is copied unchanged when nothing is mapped', async () => {
	const { json: output } = await run('copy', {
		...onProject,
		specifyFields: 'mapping',
		fields: { mappingMode: 'defineBelow', value: null },
	});
	expect(output).toEqual([{ EntityId: 4 }]);
	expect(sandbox.requests.at(-1)?.body).toEqual({});
});

describe('"Return Entity"', () => {
	const options = { returnEntity: true };

	test.each<[string, INodeParameters]>([
		['create', { businessModule: byId(ids.projects), createSite: false, ...json({ Title: 'A' }) }],
		['update', { ...onProject, ...json({ Title: 'A' }) }],
		['copy', { ...onProject, ...json({ Title: 'A' }) }],
		[
			'upsert',
			{ businessModule: byId(ids.projects), keyFields: ['Title'], ...json({ Title: 'A' }) },
		],
	])('returns all fields after %s', async (operation, parameters) => {
		const { error, json: output } = await run(operation, { ...parameters, options });
		expect(error).toBeUndefined();
		expect(output).toEqual([expect.objectContaining({ Title: 'A', wpStage: 'Idea' })]);
		expect(output[0]?.EntityId).toBe(output[0]?.ID);
	});

	test('reports that the entity was written when it cannot be read', async () => {
		sandbox.faults.add({ path: '/Item/', answer: { status: 403 } });
		const { error, json: output } = await run('update', {
			...onProject,
			...json({ Title: 'A' }),
			options,
		});
		expect(error).toBeUndefined();
		expect(output).toEqual([{ EntityId: ids.newIntranet, EntityError: expect.any(String) }]);
	});
});
