import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { TestCredentials } from '../../n8n/n8nEngine';
import { byId } from '../../n8n/workflow';
import { WorkPoint } from '../../nodes/WorkPoint/WorkPoint.node';
import type { Sandbox } from '../../sandbox';
import { ids } from '../../sandbox/tenant/seed';
import { cases } from '../support/cases';
import { json } from '../support/cases/case';
import { runOperation } from '../support/runOperation';
import { editorContext, runNode, workPointNode, type Result } from '../support/runNode';
import { sandboxForEach } from '../support/sandboxForEach';

const { listSearch, loadOptions, resourceMapping } = new WorkPoint().methods;

let sandbox: Sandbox;
let credentials: TestCredentials;

sandboxForEach((started) => {
	sandbox = started;
	credentials = new TestCredentials(sandbox.connection);
});

const inProjects = { resource: 'entity', businessModule: byId(ids.projects) };
const getAll = {
	...inProjects,
	operation: 'getAll',
	returnAll: true,
	filterBy: 'none',
	simplify: true,
};

/** Lets the service answer the next calls of a path in its own way. */
function answers(path: string, body: unknown, times = 1): void {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	sandbox.faults.add({ path, times, answer: { status: 200, body: text } });
}

async function run(parameters: INodeParameters): Promise<Result> {
	return await runNode(workPointNode(parameters), credentials);
}

/** What only a programmer understands. */
const slip = /undefined|not iterable|not a function|Cannot read|Cannot convert|\[object/;

/** Odd answers, of which every part that is read may be missing. */
const oddAnswers: unknown[] = [
	null,
	'',
	'"text"',
	'42',
	{},
	[],
	[null, {}, [], { Id: null, Title: null, StageSettings: { Stages: [null, {}] } }],
	{ Items: {}, ListDefinition: { Fields: null }, StageSettings: null, FieldValues: 7 },
	{
		Items: [null, {}, { ID: 5 }, { FieldValues: [null, {}, { InternalFieldName: 'Hours' }] }],
		ListDefinition: { Fields: [null, {}, { InternalName: 'A', SchemaXml: '<Field' }] },
		StageSettings: { Stages: [null, {}] },
		jsonItems: { properties: { A: null, B: 7 } },
		PagingInfo: null,
	},
];

describe('whatever WorkPoint answers, no error exposes an internal exception', () => {
	test.each(cases)(
		'$operation',
		async ({ operation, parameters, after = [] }) => {
			for (const [before, given] of after) await runOperation(sandbox, before, given);
			for (const answer of oddAnswers) {
				sandbox.faults.clear();
				answers('/', answer, 20);
				const { error } = await runOperation(sandbox, operation, parameters);
				expect(`${error?.message ?? ''} ${error?.description ?? ''}`).not.toMatch(slip);
			}
		},
		120_000,
	);

	test('in the editor', async () => {
		const context = () =>
			editorContext(
				workPointNode({ ...inProjects, operation: 'create', list: byId(ids.projects) }),
				credentials,
			);
		const asks: Array<() => Promise<unknown>> = [
			async () => await listSearch.searchBusinessModules.call(context()),
			async () => await listSearch.searchEntities.call(context()),
			async () => await listSearch.searchLists.call(context()),
			async () => await listSearch.searchStages.call(context()),
			async () => await listSearch.searchActions.call(context()),
			async () => await loadOptions.getFieldNames.call(context()),
			async () => await resourceMapping.getEntityFields.call(context()),
			async () => await resourceMapping.getListFields.call(context()),
		];
		for (const answer of oddAnswers) {
			for (const ask of asks) {
				sandbox.faults.clear();
				answers('/', answer, 20);
				const said = await ask().then(JSON.stringify, ({ message }: Error) => message);
				expect(said).not.toMatch(slip);
			}
		}
	}, 120_000);
});

function hoursOver(hours: number): IDataObject {
	return { conditions: [{ field: 'Hours', operator: 'Gt', value: String(hours) }] };
}

describe('when the schema of a module cannot be read', () => {
	test.each<[string, unknown]>([
		['null', { jsonItems: null }],
		['no JSON', '<html>'],
		['text that is no schema', { jsonItems: 'later' }],
	])('entities are read anyway, untyped (%s)', async (_what, answer) => {
		answers('GetEntityFieldSchema', answer);
		const { error, json: entities } = await run(getAll);
		expect(error).toBeUndefined();
		expect(entities[0]).toMatchObject({ ID: 2, Title: 'New intranet', Hours: '400' });
	});

	test('filters and fields follow the definition of the list', async () => {
		answers('GetEntityFieldSchema', { jsonItems: null }, 2);
		const filters = hoursOver(1_000) as INodeParameters;
		const { json: entities } = await run({ ...getAll, filterBy: 'fields', match: 'all', filters });
		expect(entities.map(({ Title }) => Title)).toEqual(['Warehouse move']);
		const query = sandbox.requests.find(({ path }) => path.endsWith('/Items'));
		expect(JSON.stringify(query?.body)).toContain('Type=\\"Number\\"');

		answers('GetEntityFieldSchema', { jsonItems: null });
		const fields = await run({ ...inProjects, resource: 'businessModule', operation: 'getFields' });
		expect(fields.json).toContainEqual(
			expect.objectContaining({
				InternalName: 'ProjectType',
				Type: 'Choice',
				Choices: ['Internal', 'External'],
			}),
		);
	});
});

describe('the pages of a list', () => {
	const item = (ID: number) => ({ ID, Title: `Project ${ID}` });

	test('end with an empty page that repeats its token', async () => {
		answers('/Items', { Items: [item(5)], PagingInfo: 'next' });
		answers('/Items', { Items: [], PagingInfo: 'next' });
		const { error, json: entities } = await run(getAll);
		expect(error).toBeUndefined();
		expect(entities).toHaveLength(1);
	});

	test('that repeat are an error, also after other pages', async () => {
		for (const PagingInfo of ['a', 'b', 'a']) answers('/Items', { Items: [item(5)], PagingInfo });
		const { error } = await run(getAll);
		expect(error?.message).toContain('the same page of the list twice');
	});

	test('that are null mean that nothing was found, not an empty list', async () => {
		answers('/Items', null);
		const { error } = await run(getAll);
		expect(error?.message).toContain('WorkPoint found nothing');
	});
});

describe('a write that returns no ID may have happened', () => {
	const writes: INodeParameters[] = [
		{ ...inProjects, operation: 'create', createSite: false, ...json({ Title: 'x' }) },
		{ ...inProjects, operation: 'update', entity: byId(2), ...json({ Title: 'x' }) },
		{ ...inProjects, operation: 'copy', entity: byId(2), ...json({ Title: 'x' }) },
		{ ...inProjects, operation: 'upsert', keyFields: ['Title'], ...json({ Title: 'x' }) },
	];

	test.each(writes)('$operation', async (parameters) => {
		for (const answer of [null, '', 0, -1, 1.5, true, '"x"', {}, [], { Id: 1 }]) {
			for (const path of ['/Entity/', '/ListItem/']) answers(path, answer);
			const { error } = await run(parameters);
			expect(error?.message).toContain('WorkPoint may have carried out this call');
			expect((error as unknown as { context: IDataObject }).context.mayHaveHappened).toBe(true);
			sandbox.faults.clear();
		}
	});

	test.each(writes)('$operation accepts an ID as a number and as text', async (parameters) => {
		for (const answer of [7, '"7"']) {
			for (const path of ['/Entity/', '/ListItem/']) answers(path, answer);
			expect((await run(parameters)).json).toEqual([{ EntityId: 7 }]);
			sandbox.faults.clear();
		}
	});
});
