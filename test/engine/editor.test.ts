import type {
	IDataObject,
	INodeListSearchResult,
	INodeParameters,
	ResourceMapperFields,
} from 'n8n-workflow';

import { TestCredentials } from '../../n8n/n8nEngine';
import { WorkPoint } from '../../nodes/WorkPoint/WorkPoint.node';
import type { MappedField } from '../../nodes/concepts/fields/fieldDescription';
import { startSandbox, type Sandbox } from '../../sandbox';
import { ids } from '../../sandbox/tenant/seed';
import { mappableFields } from '../support/fieldMapping';
import { editorContext, runNode, workPointNode } from '../support/runNode';

const { listSearch } = new WorkPoint().methods;
const inList = (value: string) => ({ __rl: true, mode: 'list', value });
const inProjects = { businessModule: inList(ids.projects) };

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ entities: 10_000, modules: 200 });
});

afterAll(async () => {
	await sandbox.stop();
});

/** The editor with a node whose parameters stand so far. */
function editorWith(parameters: INodeParameters) {
	const node = workPointNode({ resource: 'entity', operation: 'create', ...parameters });
	return editorContext(node, new TestCredentials(sandbox.connection));
}

async function search(
	method: keyof typeof listSearch,
	parameters: INodeParameters,
	filter?: string,
	token?: string,
): Promise<INodeListSearchResult> {
	return await listSearch[method].call(editorWith(parameters), filter, token);
}

const names = ({ results }: INodeListSearchResult) => results.map(({ name }) => name);

describe('the pickers', () => {
	test('list all 200 modules in alphabetical order, with their IDs', async () => {
		const { results } = await search('searchBusinessModules', {});
		expect(results).toHaveLength(200);
		expect(results.slice(0, 4).map(({ name }) => name)).toEqual([
			'Cases',
			'Companies',
			'Contracts',
			'Module 1',
		]);
		expect(results).toContainEqual({ name: 'Projects', value: ids.projects });
	});

	test('find a module by part of its name or by its ID', async () => {
		expect(names(await search('searchBusinessModules', {}, 'PROJ'))).toEqual(['Projects']);
		expect(names(await search('searchBusinessModules', {}, ids.companies))).toEqual(['Companies']);
	});

	test('open 10,000 entities with one call for them and one for the module, and continue page by page', async () => {
		const before = sandbox.requests.length;
		const first = await search('searchEntities', inProjects);
		expect(sandbox.requests.slice(before)).toHaveLength(2);
		// The master is no entity.
		expect(first.results).toHaveLength(49);
		expect(first.results[0]).toEqual({
			name: 'New intranet (2)',
			value: '2',
			url: `${sandbox.seed.siteUrl}/Lists/Projects/DispForm.aspx?ID=2`,
		});
		const second = await search('searchEntities', inProjects, '', String(first.paginationToken));
		expect(second.results[0]?.value).toBe('51');
	});

	test('report that the last page is the last', async () => {
		const companies = { businessModule: inList(ids.companies) };
		expect((await search('searchEntities', companies)).paginationToken).toBeUndefined();
	});

	test('let WorkPoint search entities by title, whatever its characters, and by ID', async () => {
		expect(names(await search('searchEntities', inProjects, 'intranet'))).toEqual([
			'New intranet (2)',
		]);
		expect(names(await search('searchEntities', inProjects, '9999'))).toEqual([
			expect.stringContaining('(9999)'),
		]);
		expect(names(await search('searchEntities', inProjects, '<R&D> "x"'))).toEqual([]);
	});

	describe('search entities of a list that is too long to be searched', () => {
		/** SharePoint's refusal, in another language than ours. */
		const refuse = (times: number) => {
			const body = JSON.stringify({
				Message: 'An error has occurred.',
				ExceptionMessage: 'La operación supera el umbral de vista de lista.',
				ExceptionType: 'Microsoft.SharePoint.SPQueryThrottledException',
			});
			sandbox.faults.add({ path: '/Items', times, answer: { status: 500, body } });
		};

		test('by the beginning of their titles', async () => {
			refuse(1);
			expect(names(await search('searchEntities', inProjects, 'New intra'))).toEqual([
				'New intranet (2)',
			]);
			refuse(1);
			expect(names(await search('searchEntities', inProjects, 'intranet'))).toEqual([]);
		});

		test('by ID alone where titles have no index', async () => {
			refuse(2);
			expect(names(await search('searchEntities', inProjects, '2'))).toEqual(['New intranet (2)']);
			refuse(2);
			await expect(search('searchEntities', inProjects, 'New')).rejects.toMatchObject({
				description: expect.stringContaining('index'),
			});
		});
	});

	test('list the stages in order with their kind', async () => {
		const { results } = await search('searchStages', inProjects);
		expect(results[0]).toEqual({ name: '1. Idea (start)', value: ids.stages.idea });
		expect(results.map(({ name }) => name).slice(2)).toEqual(['3. Execution', '4. Closed (end)']);
	});

	test('take the content types from the target module', async () => {
		const result = await search('searchTargetContentTypes', {
			...inProjects,
			operation: 'move',
			targetBusinessModule: inList(ids.cases),
		});
		expect(names(result)).toEqual(['1. Open (start)', '2. Closed (end)']);
	});

	test('list the actions of the module', async () => {
		expect((await search('searchActions', inProjects)).results).toEqual([
			{ name: 'Archive project', value: ids.actions.archiveProject },
		]);
	});

	test('take the entities for the common fields from their own module', async () => {
		const result = await search('searchCommonFieldsEntities', {
			...inProjects,
			resource: 'document',
			operation: 'createFromTemplate',
			additionalFields: { commonFieldsBusinessModule: inList(ids.companies) },
		});
		expect(names(result)).toEqual(['Jensen A/S (1)', 'Nordsee Logistik GmbH (2)']);
	});

	test.each<[keyof typeof listSearch, INodeParameters]>([
		['searchEntities', { operation: 'update' }],
		['searchStages', { operation: 'changeStage' }],
		['searchActions', { operation: 'executeAction' }],
		['searchTargetContentTypes', { operation: 'move', targetBusinessModule: inList('') }],
		[
			'searchCommonFieldsEntities',
			{
				resource: 'document',
				operation: 'createFromTemplate',
				additionalFields: { commonFieldsBusinessModule: inList('') },
			},
		],
	])('%s waits for the module without calling WorkPoint', async (method, parameters) => {
		const before = sandbox.requests.length;
		expect(await search(method, { businessModule: inList(''), ...parameters })).toEqual({
			results: [],
		});
		expect(sandbox.requests).toHaveLength(before);
	});
});

async function fieldsOf(parameters: INodeParameters): Promise<ResourceMapperFields> {
	return await mappableFields(
		{ operation: 'create', ...parameters },
		new TestCredentials(sandbox.connection),
	);
}

async function projectFields(): Promise<MappedField[]> {
	return (await fieldsOf(inProjects)).fields as MappedField[];
}

describe('the field mapping', () => {
	test('shows the fields of the module with the input that fits each', async () => {
		const fields = await projectFields();
		expect(fields.map(({ displayName, type }) => [displayName, type])).toEqual([
			['Title', 'string'],
			['Description', 'string'],
			['Project type', 'options'],
			['Tags (several: Urgent; Strategic; Support)', 'string'],
			['Estimated hours', 'number'],
			['Budget', 'number'],
			['Confidential', 'boolean'],
			['Start date', 'dateTime'],
			['Deadline', 'dateTime'],
			['Project manager (email)', 'string'],
			['Team (several: email; email)', 'string'],
			['Company', 'number'],
			['Partners (several: value; value)', 'string'],
			['Department (term)', 'string'],
			['Regions (several: term; term)', 'string'],
			['Homepage (web address)', 'string'],
			['Place (JSON)', 'string'],
		]);
		expect(fields[2]?.options).toEqual([
			{ name: 'Internal', value: 'Internal' },
			{ name: 'External', value: 'External' },
		]);
	});

	test('leaves out fields that cannot be set', async () => {
		const shown = (await projectFields()).map(({ id }) => id);
		expect(shown).not.toContain('FullName');
	});

	test('requires fields only where an entity is created', async () => {
		const required = async (operation: string) =>
			(await fieldsOf({ ...inProjects, operation })).fields
				.filter((field) => field.required)
				.map(({ id }) => id);
		expect(await required('create')).toEqual(['Title']);
		expect(await required('update')).toEqual([]);
	});

	test('follows the module, and asks for one when there is none', async () => {
		const { fields } = await fieldsOf({ businessModule: inList(ids.cases) });
		expect(fields.map(({ id }) => id)).toEqual(expect.arrayContaining(['Title', 'Received']));
		expect(await fieldsOf({ businessModule: inList('') })).toEqual({
			fields: [],
			emptyFieldsNotice: 'Choose a business module first.',
		});
	});

	/** Values that are there only at run time: n8n itself checks those that are typed in. */
	const asExpression = (value: unknown) => `={{ ${JSON.stringify(value)} }}`;

	async function update(mapping: IDataObject, item: IDataObject = {}) {
		const { fields: schema } = await fieldsOf({ ...inProjects, operation: 'update' });
		return await runNode(
			workPointNode({
				resource: 'entity',
				operation: 'update',
				...inProjects,
				entity: { __rl: true, mode: 'id', value: '1' },
				specifyFields: 'mapping',
				fields: { mappingMode: 'defineBelow', schema, ...mapping } as never,
			}),
			new TestCredentials(sandbox.connection),
			[item],
		);
	}

	test.each<[field: string, entered: unknown, sent: unknown]>([
		['Title', 'Intranet', 'Intranet'],
		['Title', 42, '42'],
		['ProjectType', 'External', 'External'],
		['Tags', 'Urgent; Support', ['Urgent', 'Support']],
		['Tags', '["Urgent"]', ['Urgent']],
		['Tags', ['Urgent'], ['Urgent']],
		['Tags', '', []],
		['Hours', '480.5', 480.5],
		['Budget', '', null],
		['Confidential', 'true', true],
		['Confidential', false, false],
		['StartDate', '2026-12-31T00:00:00', '2026-12-31'],
		['Deadline', '2026-12-31T16:00:00+01:00', '2026-12-31T15:00:00Z'],
		['ProjectManager', 'anna@contoso.com', { Email: 'anna@contoso.com' }],
		['ProjectManager', '7', { LookupId: 7 }],
		[
			'Team',
			'anna@contoso.com; bo@contoso.com',
			[{ Email: 'anna@contoso.com' }, { Email: 'bo@contoso.com' }],
		],
		['Company', '2', 2],
		['Partners', '1;#2', [1, 2]],
		['Department', 'Sales', { Label: 'Sales' }],
		['Regions', 'North; South', [{ Label: 'North' }, { Label: 'South' }]],
		[
			'Homepage',
			'https://contoso.com',
			{ Url: 'https://contoso.com', Description: 'https://contoso.com' },
		],
		[
			'Homepage',
			'https://contoso.com, Contoso',
			{ Url: 'https://contoso.com', Description: 'Contoso' },
		],
	])('sends %s entered as %j as %j', async (field, entered, sent) => {
		const { error } = await update({ value: { [field]: asExpression(entered) } });
		expect(error).toBeUndefined();
		expect(sandbox.requests.at(-1)?.body).toEqual({ [field]: sent });
	});

	test.each([
		['Hours', 'many', 'a number'],
		['Company', '1.5', 'a whole number'],
		['Confidential', 'perhaps', 'true or false'],
		['Deadline', 'soon', 'a date and time'],
		['ProjectManager', 'Anna', 'the email address or the ID of a user'],
		['Homepage', 'contoso', 'a URL'],
	])('refuses %s entered as %j before any call', async (field, entered, expected) => {
		const { error } = await update({ value: { [field]: asExpression(entered) } });
		expect(error?.message).toMatch(/^'Fields' has a value for "/);
		expect(error?.message).toContain(`that is not ${expected}`);
		// The last call is that of the editor.
		expect(sandbox.requests.at(-1)?.path).toMatch(/GetEntityFieldSchema$/);
	});

	test('leaves out fields without a value, and takes fields of the same name from the item', async () => {
		const item = { Title: 'Intranet', Hours: 7, Budget: null, Unknown: 1, FullName: 'x' };
		await update({ mappingMode: 'autoMapInputData', value: null }, item);
		expect(sandbox.requests.at(-1)?.body).toEqual({ Title: 'Intranet', Hours: 7 });
	});

	test('reports when nothing is mapped', async () => {
		const { error } = await update({ value: {} });
		expect(error?.message).toBe("'Fields' has no values");
		expect(error?.description).toBe('Map at least one field.');
	});
});
