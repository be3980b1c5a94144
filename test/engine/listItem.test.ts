import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../sandbox';
import { listIds } from '../../sandbox/plainLists';
import { byId } from './cases/case';
import { runNode, TestCredentials, workPointNode } from './workflow';

// The first test of a process also compiles the contract.
jest.setTimeout(30_000);

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox();
});

afterEach(async () => {
	await sandbox.stop();
});

async function run(operation: string, parameters: INodeParameters) {
	return await runNode(
		workPointNode({ resource: 'listItem', operation, ...parameters }),
		new TestCredentials(sandbox.connection),
	);
}

const tasks = { list: byId(listIds.tasks) };

async function stored(fields: IDataObject): Promise<IDataObject> {
	const created = await run('create', {
		...tasks,
		fields: JSON.stringify({ Title: 'Try', ...fields }),
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
		['a number with a comma', 'Effort', '1,5', 1.5],
		['an amount', 'Cost', -20, -20],
		['yes', 'Done', true, true],
		['no', 'Done', false, false],
		['a day', 'DueDate', '31-12-2026', '2026-12-31'],
		['a moment', 'Reminder', '31-12-2026 16:30:00', '2026-12-31T16:30:00.000Z'],
		['a moment in ISO 8601', 'Reminder', '2026-12-31T17:30:00+01:00', '2026-12-31T16:30:00.000Z'],
		['a user by login name', 'AssignedTo', 'bo@contoso.com', 'Bo Holm'],
		['a user by ID', 'AssignedTo', { LookupId: 7 }, 'Anna Berg'],
		[
			'several users',
			'Watchers',
			['anna@contoso.com', { Email: 'bo@contoso.com' }],
			['Anna Berg', 'Bo Holm'],
		],
		['a lookup by ID', 'Company', { LookupId: 2 }, '2'],
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
		await run('update', { ...tasks, itemId: 1, fields: '{ "AssignedTo": null }' });
		const task = (await run('get', { ...tasks, itemId: 1, simplify: true })).json[0];
		expect(task).toMatchObject({ Title: 'Call Contoso', AssignedTo: null });
	});

	test.each([
		['Effort', 'much'],
		['Priority', 'Medium'],
		['Company', '1'],
		['Department', 'Kitchen'],
		['Summary', 'x'],
		['Nowhere', 'x'],
	])('that do not fit %s are refused with its name', async (field, value) => {
		const fields = JSON.stringify({ Title: 'Try', [field]: value });
		const { error } = await run('create', { ...tasks, fields });
		expect(error?.message).toContain(`Current field: ${field}`);
	});
});
