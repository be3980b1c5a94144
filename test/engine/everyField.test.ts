import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { TestCredentials } from '../../n8n/n8nEngine';
import { byId } from '../../n8n/workflow';
import { WorkPoint } from '../../nodes/WorkPoint/WorkPoint.node';
import type { Sandbox } from '../../sandbox';
import { listIds } from '../../sandbox/tenant/plainLists';
import { ids } from '../../sandbox/tenant/seed';
import { mappableFields } from '../support/fieldMapping';
import { editorContext, runNode, workPointNode } from '../support/runNode';
import { projectValues } from '../support/everyKindOfField';
import { sandboxForEach } from '../support/sandboxForEach';

const { loadOptions } = new WorkPoint().methods;

let sandbox: Sandbox;
let credentials: TestCredentials;

sandboxForEach((started) => {
	sandbox = started;
	credentials = new TestCredentials(sandbox.connection);
});

/** Runs an operation with values that are entered in the form that the editor makes of the fields. */
async function map(
	parameters: INodeParameters,
	value: IDataObject,
	matchingColumns: string[] = [],
): Promise<IDataObject> {
	const { fields: schema } = await mappableFields(parameters, credentials);
	const known = schema.map(({ id }) => id);
	expect(known).toEqual(expect.arrayContaining(Object.keys(value)));
	const fields = { mappingMode: 'defineBelow', matchingColumns, schema, value };
	const { error, json } = await runNode(
		workPointNode({
			...parameters,
			specifyFields: 'mapping',
			fields: fields as unknown as INodeParameters,
		}),
		credentials,
		[{}],
		undefined,
		'Europe/Copenhagen',
	);
	expect(error).toBeUndefined();
	return json[0] as IDataObject;
}

async function read(parameters: INodeParameters): Promise<IDataObject> {
	const { error, json } = await runNode(
		workPointNode({ operation: 'get', simplify: true, ...parameters }),
		credentials,
	);
	expect(error).toBeUndefined();
	expect(sandbox.violations).toEqual([]);
	return json[0] as IDataObject;
}

describe('an entity with every kind of field, mapped in the editor', () => {
	const inProjects = { resource: 'entity', businessModule: byId(ids.projects) };
	const entered = {
		...projectValues,
		Title: 'Harbor, part <2> & more',
		Description: 'One\nTwo; three, four;#five',
	};
	const stored = {
		...entered,
		Tags: ['Urgent', 'Support'],
		StartDate: '2026-07-01',
		Deadline: '2026-12-31T15:00:00Z',
		ProjectManager: 'Bo Holm',
		Team: ['Anna Berg', 'Bo Holm'],
		Partners: ['1', '2'],
		Regions: ['North', 'South'],
		Homepage: 'https://contoso.com/harbor',
	};

	test.each<[string, INodeParameters]>([
		['Create', { operation: 'create', createSite: false }],
		['Create or Update', { operation: 'upsert' }],
	])('is read back unchanged after %s', async (_name, operation) => {
		const keys = ['ProjectType', 'Budget'];
		const { EntityId } = await map({ ...inProjects, ...operation }, entered, keys);
		const entity = byId(Number(EntityId));
		expect(await read({ ...inProjects, entity })).toMatchObject(stored);
	});

	test('is mapped by the definition of the list when the schema cannot be read', async () => {
		const answer = { status: 200, body: '{"jsonItems":null}' };
		sandbox.faults.add({ path: 'GetEntityFieldSchema', times: 2, answer });
		const operation = { operation: 'create', createSite: false };
		const { EntityId } = await map({ ...inProjects, ...operation }, entered);
		const entity = byId(Number(EntityId));
		const texts = {
			...stored,
			...{ Hours: '480.5', Budget: '1250000', Confidential: 'true', Company: '2' },
			...{ Tags: 'Urgent;#Support', Team: 'Anna Berg;#Bo Holm' },
			...{ Partners: '1;#2', Regions: 'North;#South' },
		};
		expect(await read({ ...inProjects, entity })).toMatchObject(texts);
	});
});

test('a list item with every kind of field, mapped in the editor, is read back unchanged', async () => {
	const inTasks = { resource: 'listItem', listOf: 'site', list: byId(listIds.tasks) };
	const entered = {
		Title: 'Call, once <more> & then',
		Notes: 'One\nTwo; three',
		Priority: 'High',
		Labels: 'Blue; Red',
		Effort: 1.5,
		Cost: -20,
		Done: false,
		DueDate: '2026-07-01T00:00:00',
		Reminder: '2026-12-31T16:00:00',
		AssignedTo: '7',
		Watchers: 'anna@contoso.com; bo@contoso.com',
		Company: '2',
		Partners: '1; 2',
		Department: 'Sales',
		Regions: 'North; South',
		Link: 'https://contoso.com, Contoso',
	};
	const { ItemId } = await map({ ...inTasks, operation: 'create' }, entered);
	expect(await read({ ...inTasks, itemId: Number(ItemId) })).toMatchObject({
		...entered,
		Labels: ['Blue', 'Red'],
		DueDate: '2026-07-01',
		Reminder: '2026-12-31T15:00:00Z',
		AssignedTo: 'Anna Berg',
		Watchers: ['Anna Berg', 'Bo Holm'],
		Partners: ['1', '2'],
		Regions: ['North', 'South'],
		Link: 'https://contoso.com',
	});
});

describe('the form of a list item', () => {
	const form = async (parameters: INodeParameters) =>
		await mappableFields({ resource: 'listItem', listOf: 'site', ...parameters }, credentials);

	test('has the fields that can be set, each with a suitable input', async () => {
		const { fields } = await form({ operation: 'create', list: byId(listIds.tasks) });
		expect(fields.map(({ displayName, type, required }) => [displayName, type, required])).toEqual([
			['Title', 'string', true],
			['Notes', 'string', false],
			['Priority', 'options', false],
			['Labels (several: Blue; Green; Red)', 'string', false],
			['Effort', 'number', false],
			['Cost', 'number', false],
			['Done', 'boolean', false],
			['Due date', 'dateTime', false],
			['Reminder', 'dateTime', false],
			['Assigned to (email)', 'string', false],
			['Watchers (several: email; email)', 'string', false],
			['Company (ID)', 'string', false],
			['Partners (several: ID; ID)', 'string', false],
			['Department (term)', 'string', false],
			['Regions (several: term; term)', 'string', false],
			['Link (web address)', 'string', false],
		]);
	});

	test('requires no fields for an update, and asks for a list when there is none', async () => {
		const { fields } = await form({ operation: 'update', list: byId(listIds.tasks) });
		expect(fields.some(({ required }) => required)).toBe(false);
		const none = { __rl: true, mode: 'list', value: '' };
		expect(await form({ operation: 'create', list: none })).toEqual({
			fields: [],
			emptyFieldsNotice: 'Choose a list first.',
		});
	});

	test.each([
		['name', 'Risks'],
		['url', 'https://contoso.sharepoint.com/sites/project-1/Lists/Risks/AllItems.aspx'],
	])('follows a list that is specified by %s', async (mode, value) => {
		const listSiteUrl = 'https://contoso.sharepoint.com/sites/project-1';
		const site = mode === 'name' ? { listSiteUrl } : {};
		const { fields } = await form({
			operation: 'create',
			list: { __rl: true, mode, value },
			...site,
		});
		expect(fields.map(({ id }) => id)).toEqual(['Title', 'Level']);
	});
});

describe('conditions, order and keys offer the same fields', () => {
	const names = async (parameters: INodeParameters) => {
		const context = editorContext(workPointNode(parameters), credentials);
		return (await loadOptions.getFieldNames.call(context)).map(({ name }) => name);
	};

	test('of a module, including those that WorkPoint adds', async () => {
		const inModule = {
			resource: 'entity',
			operation: 'getAll',
			businessModule: byId(ids.projects),
		};
		expect(await names(inModule)).toEqual(
			expect.arrayContaining(['Budget', 'Full name', 'ID', 'Site', 'Stage']),
		);
	});

	test('of a list, without those that no form shows', async () => {
		const inList = { resource: 'listItem', operation: 'getAll', listOf: 'site' };
		const list = { __rl: true, mode: 'name', value: 'Tasks' };
		const shown = await names({ ...inList, list });
		expect(shown).toEqual(expect.arrayContaining(['Due date', 'Summary']));
		expect(shown.filter((name) => /UI ?Version|Stage/.test(name))).toEqual([]);
		expect(await names({ ...inList, list: { __rl: true, mode: 'list', value: '' } })).toEqual([]);
	});
});
