import type { INodeParameters } from 'n8n-workflow';

import { TestCredentials } from '../../n8n/n8nEngine';
import { byId } from '../../n8n/workflow';
import { searchRelationTypes } from '../../nodes/concepts/relation';
import type { Sandbox } from '../../sandbox';
import { ids } from '../../sandbox/tenant/seed';
import { onProject } from '../support/cases/case';
import { runOperation } from '../support/runOperation';
import { editorContext, workPointNode } from '../support/runNode';
import { sandboxForEach } from '../support/sandboxForEach';

const toCompany = {
	...onProject,
	targetBusinessModule: byId(ids.companies),
	targetEntity: byId(2),
	relationType: byId(2),
};

describe('relations between entities', () => {
	let sandbox: Sandbox;

	sandboxForEach((started) => (sandbox = started));

	const run = async (key: string, parameters: INodeParameters) =>
		await runOperation(sandbox, key, parameters);

	const idsOf = async (parameters: INodeParameters) => {
		const { json, error } = await run('relation.getAll', { returnAll: true, ...parameters });
		if (error) throw error;
		return json.map(({ Id }) => Id);
	};

	test('a created relation exists, and disappears when it ends', async () => {
		await run('relation.create', toCompany);
		expect(await idsOf(onProject)).toEqual([1, 3]);
		await run('relation.update', {
			...toCompany,
			relationId: 3,
			additionalFields: { endDate: '2026-01-01' },
		});
		expect(await idsOf(onProject)).toEqual([1]);
		expect(await idsOf({ ...onProject, additionalFields: { showAll: true } })).toEqual([1, 2, 3]);
	});

	test('the relations of several entities are returned in one call, each once', async () => {
		const found = await idsOf({
			relationsOf: 'entities',
			businessModule: byId(ids.companies),
			entityIds: '1, 2',
			additionalFields: { showAll: true },
		});
		expect(found).toEqual([1, 2]);
		expect(sandbox.requests.map(({ path, body }) => [path, body])).toEqual([
			[
				'/api/Relations/query',
				{
					ShowAll: true,
					Entities: [
						{ List: ids.companies, ID: 1 },
						{ List: ids.companies, ID: 2 },
					],
				},
			],
		]);
	});

	test('relations that are returned as a list for each entity are read the same way', async () => {
		sandbox.faults.add({ answer: { status: 200, body: '[[{"Id":1}],[],[{"Id":2}]]' } });
		const parameters = { relationsOf: 'entities', businessModule: byId(ids.companies) };
		expect(await idsOf({ ...parameters, entityIds: '1, 2, 5' })).toEqual([1, 2]);
	});

	test('another entity receives all of them', async () => {
		const company = (entity: number) => ({
			businessModule: byId(ids.companies),
			entity: byId(entity),
		});
		await run('relation.replaceAll', {
			...company(1),
			targetBusinessModule: byId(ids.companies),
			targetEntity: byId(2),
		});
		expect(await idsOf({ ...company(1), additionalFields: { showAll: true } })).toEqual([]);
		expect(await idsOf({ ...company(2), additionalFields: { showAll: true } })).toEqual([1, 2]);
	});

	test.each([
		['relation.create', { ...toCompany, relationType: byId('={{ "x" }}') }, "'Relation Type'"],
		[
			'relation.getAll',
			{ ...onProject, relationsOf: 'entities', entityIds: '={{ "" }}', returnAll: true },
			"'Entity IDs' is empty",
		],
		[
			'relation.getAll',
			{ ...onProject, relationsOf: 'entities', entityIds: '1, x', returnAll: true },
			"'Entity IDs' is not a list of positive whole numbers",
		],
	])('%s refuses invalid values before any call (%#)', async (key, parameters, message) => {
		const { error } = await run(key, parameters as INodeParameters);
		expect(error?.message).toContain(message);
		expect(sandbox.requests).toHaveLength(0);
	});

	describe('the relation types in the picker', () => {
		const typesFor = async (parameters: INodeParameters) => {
			const node = workPointNode({ resource: 'relation', operation: 'create', ...parameters });
			const context = editorContext(node, new TestCredentials(sandbox.connection));
			return (await searchRelationTypes.call(context)).results;
		};

		test('are those of the entity and those named by tabs and toolbars', async () => {
			expect(await typesFor(onProject)).toEqual([
				{ name: 'Add supplier (2)', value: '2' },
				{ name: 'Add supplier (3)', value: '3' },
				{ name: 'Customer', value: '1' },
				{ name: 'Name a partner', value: '4' },
			]);
		});

		test('are also read from the tabs of 2018, and unknown kinds of tabs are skipped', async () => {
			sandbox.faults.add({ path: '/MyTools', answer: { status: 404 } });
			const tabs = [
				{ Type: 'Relations', Title: 'Advisers', RelationTypes: [7] },
				{ Type: 'SomethingNew', Title: 'New' },
			];
			sandbox.faults.add({
				path: '/TabViewSettings',
				answer: {
					status: 200,
					body: JSON.stringify([{ BusinessModuleListID: ids.projects, TabViewSettings: tabs }]),
				},
			});
			expect(await typesFor(onProject)).toContainEqual({ name: 'Advisers', value: '7' });
		});

		test('are the remaining ones when a call fails', async () => {
			sandbox.faults.add({ path: '/MyTools', answer: { status: 404 } });
			sandbox.faults.add({ path: '/GetRelationsByEntity', answer: { status: 404 } });
			expect(await typesFor(onProject)).toEqual([{ name: 'Customers', value: '1' }]);
		});
	});
});
