/** Create or Update, with values that are mapped in the editor. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { TestCredentials } from '../../n8n/n8nEngine';
import { byId } from '../../n8n/workflow';
import type { Sandbox } from '../../sandbox';
import { listIds } from '../../sandbox/tenant/plainLists';
import { ids } from '../../sandbox/tenant/seed';
import { mappableFields } from '../support/fieldMapping';
import { runNode, workPointNode } from '../support/runNode';
import { sandboxForEach } from '../support/sandboxForEach';

let sandbox: Sandbox;
let credentials: TestCredentials;

sandboxForEach((started) => {
	sandbox = started;
	credentials = new TestCredentials(sandbox.connection);
});

const inCompanies = {
	resource: 'entity',
	operation: 'upsert',
	businessModule: byId(ids.companies),
};
const inProjects = { ...inCompanies, businessModule: byId(ids.projects) };
const inTasks = {
	resource: 'listItem',
	operation: 'upsert',
	listOf: 'site',
	list: byId(listIds.tasks),
};

/** Maps the fields of the items to those of the same name, as the editor stores it. */
async function run(parameters: INodeParameters, matchingColumns: string[], items: IDataObject[]) {
	const { fields } = await mappableFields(parameters, credentials);
	sandbox.requests.length = 0;
	// The editor shows only the fields to match on, and stores the others as removed.
	const schema = fields.map((field) => ({
		...field,
		removed: !matchingColumns.includes(field.id),
	}));
	const mapping = { mappingMode: 'autoMapInputData', value: null, matchingColumns, schema };
	return await runNode(
		workPointNode({
			...parameters,
			specifyFields: 'mapping',
			fields: mapping as unknown as INodeParameters,
		}),
		credentials,
		items,
	);
}

describe('the fields to match on', () => {
	const offered = async (parameters: INodeParameters) =>
		(await mappableFields(parameters, credentials)).fields
			.filter(({ canBeUsedToMatch }) => canBeUsedToMatch)
			.map(({ displayName }) => displayName);

	test('are the fields of a module that can be keys: no dates, persons, lookups, terms or multiple values', async () => {
		expect(await offered(inProjects)).toEqual([
			'Title',
			'Description',
			'Project type',
			'Estimated hours',
			'Budget',
		]);
	});

	test('are the fields of a list that can be keys', async () => {
		expect(await offered(inTasks)).toEqual(['Title', 'Notes', 'Priority', 'Effort', 'Cost']);
	});
});

describe('a table of four rows', () => {
	const table = ['10001', '10002', '20003', '20004'].map((CompanyNumber, i) => ({
		CompanyNumber,
		Title: `Company ${i + 1}`,
		Country: 'Denmark',
	}));

	test('updates existing rows and creates the rest, also when it is sent again', async () => {
		const first = await run(inCompanies, ['CompanyNumber'], table);
		expect(first.error).toBeUndefined();
		expect(first.json.map(({ EntityId }) => EntityId)).toEqual([1, 2, 3, 4]);
		expect((await run(inCompanies, ['CompanyNumber'], table)).json).toEqual(first.json);
		const companies = [...sandbox.state.module(ids.companies).entities.values()];
		expect(companies.map(({ values }) => values.Title)).toEqual(table.map(({ Title }) => Title));
		expect(sandbox.violations).toEqual([]);
	});

	test('finds an entity by several fields together', async () => {
		const rows = ['Denmark', 'Norway'].map((Country) => ({ Title: 'Jensen A/S', Country }));
		const { json } = await run(inCompanies, ['Title', 'Country'], rows);
		expect(json.map(({ EntityId }) => EntityId)).toEqual([1, 3]);
	});

	test('reports what was done when it stops halfway, without warning of what is harmless', async () => {
		const rows = table.map((row, i) => (i === 2 ? { ...row, Country: 'Atlantis' } : row));
		const { error } = await run({ ...inCompanies, options: { concurrency: 1 } }, ['Title'], rows);
		expect(error?.message).toContain('Country');
		expect(error?.description).toMatch(/ 2 of 4 items had been processed when the node stopped\.$/);
	});
});

describe('an error names the mapping', () => {
	test.each<[what: string, matchOn: string[], row: IDataObject, message: string]>([
		['no field to match on', [], { Title: 'A' }, "'Fields' has no field to match on"],
		[
			'no value to match on, by the label of the field',
			['CompanyNumber'],
			{ Title: 'A' },
			`'Fields' has no value for "Company number", by which the item is found`,
		],
		[
			'a value that no query finds',
			['Title'],
			{ Title: 'A < B' },
			`'Fields' has a value for "Title" with <, by which WorkPoint cannot find an item`,
		],
	])('for %s, before any call', async (_what, matchOn, row, message) => {
		const { error } = await run(inCompanies, matchOn, [row]);
		expect(error?.message).toBe(message);
		expect(error?.description).toBeTruthy();
		expect(sandbox.requests).toEqual([]);
	});

	test('for a field that cannot be a key, before anything is written', async () => {
		const { error } = await run(inTasks, ['DueDate'], [{ Title: 'A', DueDate: '2026-12-31' }]);
		expect(error?.message).toBe(
			`'Fields' has the key "Due date" (DueDate), by whose values no item can be found`,
		);
		expect(sandbox.requests.map(({ method }) => method)).toEqual(['GET']);
	});
});
