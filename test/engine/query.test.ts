import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { TestCredentials } from '../../n8n/n8nEngine';
import { byId } from '../../n8n/workflow';
import { startSandbox, type Sandbox } from '../../sandbox';
import { ids, people } from '../../sandbox/tenant/seed';
import { runNode, workPointNode } from '../support/runNode';
import { sandboxForEach } from '../support/sandboxForEach';

describe('reading the entities of a module', () => {
	let sandbox: Sandbox;

	sandboxForEach((started) => {
		sandbox = started;
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

	async function read(parameters: INodeParameters, input?: IDataObject[]) {
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
			input,
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
		['text', { field: 'Title', operator: 'Eq', value: 'museum' }, ['Museum']],
		[
			'text with special characters of XML',
			{ field: 'Title', operator: 'Eq', value: 'A < B' },
			['A < B'],
		],
		['the start of text', { field: 'Title', operator: 'BeginsWith', value: 'Har' }, ['Harbour']],
		['part of text', { field: 'Title', operator: 'Contains', value: 'intra' }, ['New intranet']],
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

	test.each<[string, IDataObject, string, string[]]>([
		['text', { field: 'Title', value: 'museum' }, 'Type="Text"', ['Museum']],
		['a number', { field: 'Hours', operator: 'Lt', value: '100' }, 'Number', ['A < B', 'Museum']],
		['a day', { field: 'Deadline', value: '2026-01-10' }, '>2026-01-10<', ['A < B', 'Museum']],
		[
			'a moment',
			{ field: 'Deadline', operator: 'Lt', value: '2026-01-10T13:00:00+01:00' },
			'StorageTZ="TRUE">2026-01-10T12:00:00Z<',
			['A < B'],
		],
		[
			'a moment that an expression gives',
			{
				field: 'Deadline',
				operator: 'Lt',
				value: "={{ DateTime.fromISO('2026-01-10T13:00:00', { zone: 'Europe/Oslo' }) }}",
			},
			'>2026-01-10T12:00:00Z<',
			['A < B'],
		],
		['yes or no', { field: 'Confidential', value: 'true' }, 'Boolean">1<', ['Museum']],
		[
			'a flag that an expression gives',
			{ field: 'Confidential', value: '={{ true }}' },
			'>1<',
			['Museum'],
		],
		['a person by ID', { field: 'ProjectManager', value: '8' }, 'LookupId="TRUE"', ['Harbour']],
		['a person by name', { field: 'ProjectManager', value: 'Bo Holm' }, 'Text', ['Harbour']],
		['one of several choices', { field: 'Tags', value: 'Support' }, 'Text', ['Harbour']],
		['the ID', { field: 'ID', value: '={{ 5 }}' }, 'Number', ['Museum']],
		['what no schema tells', { field: 'wpStage', value: 'Closed' }, 'Text', ['Harbour']],
	])('takes the type of %s from the field', async (_what, condition, sent, expected) => {
		const automatic = { operator: 'Eq', valueType: 'automatic', ...condition };
		expect(await found('all', automatic)).toEqual(expected);
		const query = sandbox.requests.find(({ path }) => path.endsWith('/Items'))?.body as IDataObject;
		expect(query.CamlQuery).toContain(sent);
	});

	test.each<[string, IDataObject]>([
		['a number', { field: 'Hours', value: 'many' }],
		['a number in another notation', { field: 'Hours', value: '1e3' }],
		['a date', { field: 'Deadline', value: '01-02-2026' }],
		['a date that there is', { field: 'Deadline', value: '2026-02-29' }],
		['a date but a number', { field: 'StartDate', value: '12' }],
		['a date but text with a number', { field: 'StartDate', value: 'Room 5' }],
		['yes or no', { field: 'Confidential', value: 'maybe' }],
		['what a person shows', { field: 'ProjectManager', value: 'bo@contoso.com' }],
	])(
		'refuses a value that is not %s according to the field, before the entities are read',
		async (_what, given) => {
			const conditions = [{ operator: 'Eq', valueType: 'automatic', ...given }];
			const filters = { conditions } as unknown as INodeParameters;
			const { error } = await read({ filterBy: 'fields', match: 'all', filters });
			expect(error?.message).toMatch(/^'Filters' cannot compare /);
			expect(sandbox.requests.map(({ method }) => method)).toEqual(['GET']);
		},
	);

	test.each<[IDataObject, message: string, advice: string]>([
		[
			{ field: 'StartDate', value: 'next month' },
			`'Filters' cannot compare "Start date" (StartDate), which holds a date, with "next month"`,
			"Enter a date such as 2026-12-31, or the expression {{ $now.plus(30, 'days') }}.",
		],
		[
			{ field: 'Hours', value: 'many' },
			`'Filters' cannot compare "Estimated hours" (Hours), which holds a number, with "many"`,
			'Enter a number such as 1234.5.',
		],
		[
			{ field: 'ProjectManager', value: 'bo@contoso.com' },
			`'Filters' cannot compare "Project manager" (ProjectManager), which holds a person, with "bo@contoso.com"`,
			'Enter the name that the field shows, such as Anna Berg, or the ID of the person.',
		],
		[
			{ field: 'Hours', operator: 'Where', value: '1' },
			`'Filters' has an unknown operator for "Hours"`,
			'Use one of: "Begins With" (BeginsWith)',
		],
		[{ field: '', value: '1' }, "'Filters' has a row without a field", 'Pick the field'],
	])('names the field, its type and an example value: %j', async (given, message, advice) => {
		const conditions = [{ operator: 'Eq', valueType: 'automatic', ...given }];
		const filters = { conditions } as unknown as INodeParameters;
		const { error } = await read({ filterBy: 'fields', match: 'all', filters });
		expect(error?.message).toBe(message);
		expect(error?.description).toContain(advice);
	});

	test('accepts the expression of that example', async () => {
		const value = "={{ $now.plus(30, 'days') }}";
		const condition = { field: 'Deadline', operator: 'Lt', valueType: 'automatic', value };
		expect(await found('all', condition)).not.toEqual([]);
	});

	describe('checks once per run, with a query that no item matches, whether filters are applied', () => {
		const where = {
			filterBy: 'caml',
			camlQuery: '<Where><IsNotNull><FieldRef Name="ID"/></IsNotNull></Where>',
		};
		const canaries = () =>
			sandbox.requests.filter(({ body }) => JSON.stringify(body ?? '').includes('>-1<'));

		test.each<[string, INodeParameters]>([
			[
				'filter',
				{ filterBy: 'fields', filters: { conditions: [{ field: 'ID', operator: 'IsNotNull' }] } },
			],
			['CAML query', where],
		])('returns nothing for a %s that the service ignores', async (_what, parameters) => {
			const own = sandbox;
			sandbox = await startSandbox({ dialects: { camlForm: 'viewIgnored' } });
			const { error, json } = await read(parameters);
			const everything = await read({});
			await sandbox.stop();
			sandbox = own;
			expect(error?.message).toContain('It seems to ignore filters on this list');
			expect(json).toEqual([]);
			expect(everything.json).not.toEqual([]);
		});

		test('for the pages of all items of a list', async () => {
			const parameters = { ...where, additionalFields: { pageSize: 2 } };
			const { json } = await read(parameters, [{}, {}]);
			expect(json).toHaveLength(10);
			expect(canaries()).toHaveLength(1);
		});

		test('but not where there is no filter, or where the filter finds nothing', async () => {
			await titles({ sort: { fields: [{ field: 'Hours', direction: 'descending' }] } });
			expect(await found('all', { field: 'ID', operator: 'Gt', value: '900' })).toEqual([]);
			expect(canaries()).toEqual([]);
		});
	});

	test('a list that is too long for the filter fails at once, with advice on indexes', async () => {
		const ExceptionMessage =
			'The attempted operation is prohibited because it exceeds the list view threshold.';
		const body = JSON.stringify({ Message: 'An error has occurred.', ExceptionMessage });
		sandbox.faults.add({ path: '/Items', answer: { status: 500, body } });
		const conditions = [{ field: 'Title', operator: 'Contains', value: 'a' }];
		const { error } = await read({ filterBy: 'fields', filters: { conditions } });
		expect(error?.message).toBe(ExceptionMessage);
		expect(error?.description).toMatch(/only by indexed columns.*narrower filter/s);
		expect(sandbox.requests.filter(({ path }) => path.endsWith('/Items'))).toHaveLength(1);
	});

	test('leaves out the master, and counts without it', async () => {
		const all = await titles({});
		expect(all).not.toContain('MASTER');
		expect(await titles({ returnAll: false, limit: 1 })).toEqual([all[0]]);
		const additionalFields = { includeMasterEntity: true };
		expect(await titles({ additionalFields })).toEqual(['MASTER', ...all]);
	});

	test.each<[string, IDataObject, boolean]>([
		[
			'the site that the module tells',
			{ MasterSiteSettings: { MasterSiteUrl: '/sites/Master/' } },
			true,
		],
		[
			'an absolute one',
			{ MasterSiteSettings: { MasterSiteUrl: 'https://contoso.sharepoint.com/sites/master' } },
			true,
		],
		['another site', { MasterSiteSettings: { MasterSiteUrl: '/sites/other' } }, false],
		['its title when the module tells none', { MasterSiteSettings: null }, true],
		['nothing in a module without sites', { SitesEnabled: false }, false],
	])('identifies the master by %s', async (_how, module, isLeftOut) => {
		const wpSite = { InternalFieldName: 'wpSite', Value: '/sites/master' };
		const items = { Items: [{ ID: 1, Title: 'MASTER', FieldValues: [wpSite] }] };
		sandbox.faults.add({ path: '/Items', answer: { status: 200, body: JSON.stringify(items) } });
		const body = JSON.stringify({ SitesEnabled: true, ...module });
		sandbox.faults.add({ path: '/BusinessModules/', answer: { status: 200, body } });
		expect(await titles({})).toEqual(isLeftOut ? [] : ['MASTER']);
	});

	test('wraps a CAML query without a view in one, and refuses anything that is not CAML', async () => {
		const where = '<Where><Eq><FieldRef Name="ID"/><Value Type="Counter">5</Value></Eq></Where>';
		expect(await titles({ filterBy: 'caml', camlQuery: where })).toEqual(['Museum']);
		const { error } = await read({ filterBy: 'caml', camlQuery: 'Title = 5' });
		expect(error?.message).toBe("'CAML Query' is not a CAML view or query");
	});

	test('returns items that match all of several conditions, or any of them', async () => {
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

	test('sorts, and places empty values where SharePoint does', async () => {
		const sort = { fields: [{ field: 'Hours', direction: 'descending' }] };
		expect(await titles({ sort })).toEqual([
			'Warehouse move',
			'New intranet',
			'Museum',
			'A < B',
			'Harbour',
		]);
	});

	test('accepts a complete CAML query unchanged', async () => {
		const camlQuery =
			'<View><Query><Where><Eq><FieldRef Name="ID"/><Value Type="Counter">5</Value></Eq></Where></Query></View>';
		expect(await titles({ filterBy: 'caml', camlQuery })).toEqual(['Museum']);
		const queries = sandbox.requests.map(
			({ body }) => (body as IDataObject | undefined)?.CamlQuery,
		);
		expect(queries).toContain(camlQuery);
	});

	test("returns active entities, and the account's own", async () => {
		expect(await titles({ additionalFields: { activeItems: true } })).not.toContain('Harbour');
		expect(await titles({ additionalFields: { myItems: true } })).toEqual(['A < B']);
	});

	test('returns only the chosen fields', async () => {
		const { json } = await read({ additionalFields: { viewFields: ['Hours'] } });
		expect(json[0]).toMatchObject({ ID: 2, Hours: 400 });
		expect(json[0]).not.toHaveProperty('Budget');
	});

	test('returns values in their types', async () => {
		const { json } = await read({});
		expect(json[3]).toMatchObject({ ID: 5, Hours: 90, Confidential: true, Budget: null });
		expect(json[4]).toMatchObject({ Tags: ['Urgent', 'Support'], ProjectManager: 'Bo Holm' });
	});

	test('stops at the limit, and reads no further page', async () => {
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
		['an operator', { field: 'Hours', operator: 'Where', value: '1' }],
		['an operator of its own', { field: 'Hours', operator: 'constructor', value: '1' }],
		['a type', { field: 'Hours', operator: 'Eq', valueType: 'constructor', value: '1' }],
		['a value', { field: 'Title', operator: 'Eq', valueType: 'text', value: '={{ {} }}' }],
	])('refuses a value that is not %s before any call', async (_what, condition) => {
		const filters = { conditions: [condition] } as unknown as INodeParameters;
		const { error } = await read({ filterBy: 'fields', match: 'all', filters });
		expect(error?.message).toMatch(/^'Filters' /);
		expect(sandbox.requests).toEqual([]);
	});

	test('keeps the order of items with the same key, and reads the module once', async () => {
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
	test('returns each of them once, in pages', async () => {
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
