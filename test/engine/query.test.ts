import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../sandbox';
import { ids, people } from '../../sandbox/seed';
import { byId } from './cases/case';
import { runNode, TestCredentials, workPointNode } from './workflow';

// The first test of a process also compiles the contract.
jest.setTimeout(30_000);

describe('reading the entities of a module', () => {
	let sandbox: Sandbox;

	beforeEach(async () => {
		sandbox = await startSandbox();
		const projects = sandbox.state.module(ids.projects);
		const [anna, bo] = people;
		for (const values of [
			{ Title: 'A < B', Hours: 5, Deadline: '2026-01-10T08:00:00Z', ProjectManager: anna },
			{ Title: 'Museum', Hours: 90, Deadline: '2026-01-10T20:00:00Z', Confidential: true },
			{ Title: 'Harbour', Tags: ['Urgent', 'Support'], ProjectManager: bo },
		])
			sandbox.state.addEntity(projects, values, false);
		sandbox.state.entity(projects, 6).stageId = ids.stages.closed;
	});

	afterEach(async () => {
		await sandbox.stop();
	});

	async function read(parameters: INodeParameters) {
		return await runNode(
			workPointNode({
				resource: 'entity',
				operation: 'getAll',
				businessModule: byId(ids.projects),
				returnAll: true,
				filterBy: 'none',
				simplify: true,
				...parameters,
			}),
			new TestCredentials(sandbox.connection),
		);
	}

	async function titles(parameters: INodeParameters) {
		const { error, json } = await read(parameters);
		expect(error).toBeUndefined();
		expect(sandbox.violations).toEqual([]);
		return json.map(({ Title }) => Title);
	}

	async function found(match: 'all' | 'any', ...conditions: IDataObject[]) {
		return await titles({
			filterBy: 'fields',
			match,
			filters: { conditions },
		} as INodeParameters);
	}

	test.each<[string, IDataObject, string[]]>([
		['a text', { field: 'Title', operator: 'Eq', value: 'museum' }, ['Museum']],
		['a text with signs of XML', { field: 'Title', operator: 'Eq', value: 'A < B' }, ['A < B']],
		['the start of a text', { field: 'Title', operator: 'BeginsWith', value: 'Har' }, ['Harbour']],
		[
			'a part of a text',
			{ field: 'Title', operator: 'Contains', value: 'intra' },
			['New intranet'],
		],
		[
			'a number',
			{ field: 'Hours', operator: 'Lt', valueType: 'number', value: '100' },
			['A < B', 'Museum'],
		],
		[
			'a moment',
			{
				field: 'Deadline',
				operator: 'Lt',
				valueType: 'dateTime',
				value: '2026-01-10T13:00:00+01:00',
			},
			['A < B'],
		],
		[
			'a day',
			{ field: 'Deadline', operator: 'Eq', valueType: 'date', value: '2026-01-10' },
			['A < B', 'Museum'],
		],
		[
			'yes or no',
			{ field: 'Confidential', operator: 'Eq', valueType: 'boolean', value: 'true' },
			['Museum'],
		],
		[
			'a person',
			{ field: 'ProjectManager', operator: 'Eq', valueType: 'lookupId', value: '8' },
			['Harbour'],
		],
		['one of several choices', { field: 'Tags', operator: 'Eq', value: 'Support' }, ['Harbour']],
		['a stage', { field: 'wpStage', operator: 'Eq', value: 'Closed' }, ['Harbour']],
		['an empty field', { field: 'Deadline', operator: 'IsNull' }, ['Warehouse move', 'Harbour']],
	])('finds by %s', async (_what, condition, expected) => {
		expect(await found('all', condition)).toEqual(expected);
	});

	test('meets all of several conditions, or any of them', async () => {
		const conditions = [
			{ field: 'Title', operator: 'Contains', value: 'm' },
			{ field: 'Hours', operator: 'Gt', valueType: 'number', value: '80' },
			{ field: 'Deadline', operator: 'IsNotNull' },
		];
		expect(await found('all', ...conditions)).toEqual(['Museum']);
		expect(await found('any', ...conditions)).toEqual([
			'New intranet',
			'Warehouse move',
			'A < B',
			'Museum',
		]);
	});

	test('sorts, and puts what is empty where SharePoint does', async () => {
		const sort = { fields: [{ field: 'Hours', direction: 'descending' }] };
		expect(await titles({ sort })).toEqual([
			'Warehouse move',
			'New intranet',
			'Museum',
			'A < B',
			'Harbour',
		]);
	});

	test('takes a CAML query as it is', async () => {
		const camlQuery =
			'<View><Query><Where><Eq><FieldRef Name="ID"/><Value Type="Counter">5</Value></Eq></Where></Query></View>';
		expect(await titles({ filterBy: 'caml', camlQuery })).toEqual(['Museum']);
		expect(sandbox.requests.at(-1)?.body).toMatchObject({ CamlQuery: camlQuery });
	});

	test("gives what is active, and the account's own", async () => {
		expect(await titles({ additionalFields: { activeItems: true } })).not.toContain('Harbour');
		expect(await titles({ additionalFields: { myItems: true } })).toEqual(['A < B']);
	});

	test('gives only the chosen fields', async () => {
		const { json } = await read({ additionalFields: { viewFields: ['Hours'] } });
		expect(json[0]).toMatchObject({ ID: 2, Hours: 400 });
		expect(json[0]).not.toHaveProperty('Budget');
	});

	test('gives values in their types', async () => {
		const { json } = await read({});
		expect(json[3]).toMatchObject({ ID: 5, Hours: 90, Confidential: true, Budget: null });
		expect(json[4]).toMatchObject({ Tags: ['Urgent', 'Support'], ProjectManager: 'Bo Holm' });
	});

	test('stops at the limit, and reads no page more', async () => {
		const parameters = { returnAll: false, limit: 3, additionalFields: { pageSize: 2 } };
		expect(await titles(parameters)).toHaveLength(3);
		const pages = sandbox.requests.filter(({ path }) => path.endsWith('/Items'));
		expect(pages.map(({ body }) => (body as IDataObject).PageSize)).toEqual([2, 2]);
	});

	test.each<[string, IDataObject]>([
		['a number', { field: 'Hours', operator: 'Gt', valueType: 'number', value: 'many' }],
		['a date', { field: 'Deadline', operator: 'Gt', valueType: 'date', value: 'soon' }],
		['an ID', { field: 'Company', operator: 'Eq', valueType: 'lookupId', value: '0' }],
		['yes or no', { field: 'Confidential', operator: 'Eq', valueType: 'boolean', value: 'maybe' }],
		['a field', { field: 'Hours"/>', operator: 'IsNull' }],
	])('refuses what is not %s before any call', async (_what, condition) => {
		const filters = { conditions: [condition] } as unknown as INodeParameters;
		const { error } = await read({ filterBy: 'fields', match: 'all', filters });
		expect(error?.message).toMatch(/^'Filters' /);
		expect(sandbox.requests).toEqual([]);
	});

	test('keeps items with the same key in their order, and reads the module once', async () => {
		const { error, json } = await runNode(
			workPointNode({
				resource: 'entity',
				operation: 'upsert',
				businessModule: byId(ids.companies),
				keyFields: ['CompanyNumber'],
				specifyFields: 'json',
				fieldsJson: '={{ $json }}',
			}),
			new TestCredentials(sandbox.connection),
			['Adatum', 'Adatum A/S', 'Adatum Group'].map((Title) => ({ Title, CompanyNumber: '30' })),
		);
		expect(error).toBeUndefined();
		expect(json).toEqual([{ EntityId: 3 }, { EntityId: 3 }, { EntityId: 3 }]);
		const company = sandbox.state.entity(sandbox.state.module(ids.companies), 3);
		expect(company.values.Title).toBe('Adatum Group');
		expect(sandbox.requests).toHaveLength(4);
	});
});

describe('reading 25,000 entities', () => {
	test('gives each of them once, in pages', async () => {
		const sandbox = await startSandbox({ entities: 25_000 });
		const { error, json } = await runNode(
			workPointNode({
				resource: 'entity',
				operation: 'getAll',
				businessModule: byId(ids.projects),
				returnAll: true,
				filterBy: 'none',
				simplify: true,
				additionalFields: { viewFields: ['Title'] },
			}),
			new TestCredentials(sandbox.connection),
		);
		await sandbox.stop();
		expect(error).toBeUndefined();
		expect(json).toHaveLength(25_002);
		expect(new Set(json.map(({ ID }) => ID)).size).toBe(25_002);
		expect(sandbox.requests.filter(({ path }) => path.endsWith('/Items'))).toHaveLength(26);
	}, 120_000);
});
