import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { TestCredentials } from '../../n8n/n8nEngine';
import { byId } from '../../n8n/workflow';
import type { Sandbox } from '../../sandbox';
import { listIds } from '../../sandbox/tenant/plainLists';
import { projectSiteUrl } from '../../sandbox/tenant/seed';
import { json } from '../support/cases/case';
import { runNode, workPointNode } from '../support/runNode';
import { sandboxForEach } from '../support/sandboxForEach';

let sandbox: Sandbox;

sandboxForEach((started) => (sandbox = started));

async function run(operation: string, parameters: INodeParameters) {
	return await runNode(
		workPointNode({ resource: 'listItem', operation, listOf: 'site', ...parameters }),
		new TestCredentials(sandbox.connection),
	);
}

const tasks = { list: byId(listIds.tasks) };

async function stored(fields: IDataObject): Promise<IDataObject> {
	const created = await run('create', {
		...tasks,
		...json({ Title: 'Try', ...fields }),
	});
	expect(created.error).toBeUndefined();
	const { json: items } = await run('get', {
		...tasks,
		itemId: Number(created.json[0]?.ItemId),
		simplify: true,
	});
	expect(sandbox.violations).toEqual([]);
	return items[0] as IDataObject;
}

describe('the values of a list item', () => {
	test.each<[string, string, unknown, unknown]>([
		['a note', 'Notes', 'One\nTwo', 'One\nTwo'],
		['a choice', 'Priority', 'High', 'High'],
		['several choices', 'Labels', ['Blue', 'Red'], ['Blue', 'Red']],
		['a number', 'Effort', 1.5, 1.5],
		['a number as text', 'Effort', '1.5', 1.5],
		['an amount', 'Cost', -20, -20],
		['yes', 'Done', true, true],
		['no', 'Done', false, false],
		['a day', 'DueDate', '2026-12-31', '2026-12-31'],
		[
			'a moment in the time zone of the workflow',
			'Reminder',
			'2026-12-31T16:30',
			'2026-12-31T16:30:00Z',
		],
		['a moment with an offset', 'Reminder', '2026-12-31T17:30:00+01:00', '2026-12-31T16:30:00Z'],
		['a user by login name', 'AssignedTo', 'bo@contoso.com', 'Bo Holm'],
		['a user by claim', 'AssignedTo', 'i:0#.f|membership|bo@contoso.com', 'Bo Holm'],
		['a user by mail address', 'AssignedTo', 'Holm, Bo <bo@contoso.com>', 'Bo Holm'],
		['a user by link', 'AssignedTo', 'mailto:bo@contoso.com', 'Bo Holm'],
		[
			'several users in one string',
			'Watchers',
			'Berg, Anna <anna@contoso.com>; i:0#.f|membership|bo@contoso.com',
			['Anna Berg', 'Bo Holm'],
		],
		['several choices in one string', 'Labels', 'Blue; Red', ['Blue', 'Red']],
		['several choices in a JSON list', 'Labels', '["Blue","Red"]', ['Blue', 'Red']],
		['a user by ID', 'AssignedTo', { LookupId: 7 }, 'Anna Berg'],
		[
			'several users',
			'Watchers',
			['anna@contoso.com', { Email: 'bo@contoso.com' }],
			['Anna Berg', 'Bo Holm'],
		],
		['a lookup by ID', 'Company', 2, '2'],
		['a lookup by ID as object', 'Company', { LookupId: 2 }, '2'],
		[
			'a lookup by a column',
			'Company',
			{ Value: '10001', LookupListFieldNameKeys: ['CompanyNumber'] },
			'1',
		],
		[
			'a lookup by two columns',
			'Company',
			{ Value: 'Nordsee Logistik GmbH_|_Germany', LookupListFieldNameKeys: ['Title', 'Country'] },
			'2',
		],
		[
			'several lookups by ID',
			'Partners',
			{ Value: [1, 2], LookupListFieldNameKeys: ['id'] },
			['1', '2'],
		],
		['several lookups as objects', 'Partners', [{ LookupId: 1 }, { LookupId: 2 }], ['1', '2']],
		['a term by label', 'Department', 'Sales', 'Sales'],
		['a term as object', 'Department', { Label: 'IT', TermID: 'x' }, 'IT'],
		['several terms', 'Regions', ['North', 'South'], ['North', 'South']],
		['a link', 'Link', 'https://contoso.com, Contoso', 'https://contoso.com'],
		['a link as object', 'Link', { Url: 'https://contoso.com' }, 'https://contoso.com'],
	])('can be %s', async (_what, field, value, expected) => {
		expect(await stored({ [field]: value } as IDataObject)).toMatchObject({ [field]: expected });
	});

	test('are cleared by null', async () => {
		await run('update', { ...tasks, itemId: 1, ...json({ AssignedTo: null }) });
		const task = (await run('get', { ...tasks, itemId: 1, simplify: true })).json[0];
		expect(task).toMatchObject({ Title: 'Call Contoso', AssignedTo: null });
	});

	test.each([
		['Priority', 'Medium'],
		['Department', 'Kitchen'],
		['Nowhere', 'x'],
	])('that the service refuses for %s are refused with the field name', async (field, value) => {
		const { error } = await run('create', { ...tasks, ...json({ Title: 'Try', [field]: value }) });
		expect(error?.message).toContain(`Current field: ${field}`);
	});

	test.each<[field: string, value: unknown, problem: string]>([
		['Effort', 'much', '"Effort" that is not a number'],
		['Effort', '1,5', '"Effort" that is not a number'],
		['Effort', '0x10', '"Effort" that is not a number'],
		['Effort', [1, 2], '"Effort" that is not one value'],
		['DueDate', '31-12-2026', '"Due date" (DueDate) that is not a date in ISO 8601'],
		['DueDate', '2026-02-29', '"Due date" (DueDate) that is not a date in ISO 8601'],
		['Reminder', '12', '"Reminder" that is not a date and time in ISO 8601'],
		['Company', 'Contoso', '"Company" that is not the ID of an item'],
		['Company', { Value: 'a;#b', LookupListFieldNameKeys: ['Title'] }, 'that is not text without'],
		['Company', { Value: 'a', LookupListFieldNameKeys: ['Title', 'Country'] }, '2 parts between'],
		['Company', { Value: '<b>', LookupListFieldNameKeys: ['Title'] }, 'that is not text without'],
		['Company', { Value: 'a', LookupListFieldNameKeys: [] }, 'that is not the ID of an item'],
		['Partners', [1, 'Contoso'], '"Partners" that is not the ID of an item'],
		['Labels', ['a;#b'], '"Labels" that is not text'],
		['AssignedTo', { Name: 'Anna' }, '(AssignedTo) that is not the login name or the ID of a user'],
		['Watchers', [{ LookupId: 7 }, 'bo@contoso.com'], 'that is not a list of only IDs'],
		['Department', { TermID: 'x' }, '"Department" that is not the label of a term'],
		['Link', 'https://contoso.com/a, b, c', '"Link" that is not a URL'],
		['Notes', { constructor: 'x' }, '"Notes" that is not text'],
		['Nowhere', { constructor: 'x' }, '"Nowhere" that is not text'],
		['Summary', 'x', '"Summary", a column of the type Calculated, which cannot be set'],
	])('of %s that are %j are refused before anything is written', async (field, value, problem) => {
		const fields = json({ Title: 'Try', [field]: value } as IDataObject);
		const { error } = await run('create', { ...tasks, ...fields });
		expect(error?.message).toContain(problem);
		expect(error?.description).toBeTruthy();
		expect(sandbox.requests.map(({ path }) => path)).toEqual([`/api/Lists/${listIds.tasks}`]);
	});
});

test('a comma is part of the value in a field with multiple values', async () => {
	await run('create', { ...tasks, ...json({ Title: 'Try', Labels: 'Denmark, Nordic' }) });
	expect(sandbox.requests.at(-1)?.body).toMatchObject({
		FieldValues: [{ Value: 'Try' }, { InternalFieldName: 'Labels', Value: 'Denmark, Nordic' }],
	});
});

describe('the keys of a list item', () => {
	test.each<[what: string, values: IDataObject, problem: string]>([
		['a sign that would change the query', { Title: 'a < b' }, 'has a value for "Title" with <'],
		['what would be read as another text', { Title: 'a &lt; b' }, 'with an XML entity'],
		['what no query can hold', { Title: 'a\u000bb' }, 'with a character that no query can hold'],
		['a field without a value', { Effort: 1 }, 'has no value for "Title", by which the item'],
		['a field that nobody gave', { constructor: 1 }, 'has no value for "Title", by which'],
	])('cannot be %s', async (_what, values, problem) => {
		const { error } = await run('upsert', { ...tasks, keyFields: ['Title'], ...json(values) });
		expect(error?.message).toMatch(/^'Fields \(JSON\)' /);
		expect(error?.message).toContain(problem);
		expect(sandbox.requests).toEqual([]);
	});

	test.each(['constructor', 'toString', '__proto__'])(
		'cannot be %s, which every object has',
		async (key) => {
			const fields = json({ Title: 'Try' });
			const { error } = await run('upsert', { ...tasks, keyFields: [key], ...fields });
			expect(error?.message).toContain(`has no value for "${key}"`);
		},
	);

	test('cannot be a field whose values cannot be used to find an item', async () => {
		const { error } = await run('upsert', {
			...tasks,
			keyFields: ['DueDate'],
			...json({ Title: 'Try', DueDate: '2026-12-31' }),
		});
		expect(error?.message).toContain(
			`'Key Field Names or IDs' has the key "Due date" (DueDate), by whose values`,
		);
		expect(sandbox.requests.map(({ method }) => method)).toEqual(['GET']);
	});
});

describe('a list', () => {
	const risks = { itemId: 1, simplify: true };
	test.each<[how: string, mode: string, value: string, site: INodeParameters]>([
		['its title', 'name', 'Risks', { listSiteUrl: projectSiteUrl }],
		['its title in other letters', 'name', 'risks', { listSiteUrl: projectSiteUrl }],
		['its title on a server-relative site', 'name', 'Risks', { listSiteUrl: '/sites/project-1' }],
		['its ID on a server-relative site', 'id', listIds.risks, { listSiteUrl: '/sites/project-1/' }],
		['its address', 'url', `${projectSiteUrl}/Lists/Risks`, {}],
		['the address of a view', 'url', `${projectSiteUrl}/Lists/Risks/AllItems.aspx`, {}],
	])('is found by %s', async (_how, mode, value, site) => {
		const list = { __rl: true, mode, value };
		const { error, json: items } = await run('get', { list, ...site, ...risks });
		expect(error).toBeUndefined();
		expect(items[0]).toMatchObject({ Title: 'Late delivery', Level: 3 });
	});

	describe('with special characters in its name', () => {
		const title = "Risici & mål (2026)! 'A' + #1";
		const segment = 'Risici mål (A)';
		const address = `${projectSiteUrl}/Lists/${segment}`;

		beforeEach(() => {
			const list = sandbox.state.lists.find(({ id }) => id === listIds.risks);
			Object.assign(list ?? {}, { title, listUrl: `Lists/${segment}` });
		});

		test.each([
			['name', title],
			['name', ` ${title.toUpperCase()} `],
			['name', segment],
			['url', address],
			['url', encodeURI(address)],
			['url', `${encodeURI(address)}/AllItems.aspx?viewid=1#x`],
		])('is found by %s %s, and its items are written', async (mode, value) => {
			const site: INodeParameters = mode === 'name' ? { listSiteUrl: projectSiteUrl } : {};
			const list = { __rl: true, mode, value };
			const changed = await run('update', { list, ...site, itemId: 1, ...json({ Level: 5 }) });
			expect(changed.error).toBeUndefined();
			const { json: items } = await run('get', { list, ...site, ...risks });
			expect(items[0]).toMatchObject({ Title: 'Late delivery', Level: 5 });
			expect(sandbox.violations).toEqual([]);
		});
	});

	test('is found by the name in its address', async () => {
		const list = { __rl: true, mode: 'name', value: 'Tasks' };
		expect((await run('get', { list, ...risks })).json[0]).toMatchObject({ Title: 'Call Contoso' });
	});

	test.each(['sites/project-1', '//sites/project-1', 'http://contoso.sharepoint.com/sites/x'])(
		'cannot be found on a site given as %s',
		async (listSiteUrl) => {
			const { error } = await run('get', { list: byId(listIds.risks), listSiteUrl, ...risks });
			expect(error?.message).toBe("'List Site URL' is not the URL of a site");
			expect(sandbox.requests).toEqual([]);
		},
	);

	test.each(['name', 'url'])('that does not exist is reported (by %s)', async (mode) => {
		const value = mode === 'name' ? 'Nowhere' : `${projectSiteUrl}/Lists/Nowhere`;
		const { error } = await run('get', { list: { __rl: true, mode, value }, ...risks });
		expect(error?.message).toBe(`'List' names no list of the site: "${value}"`);
	});
});
