import type { AxiosInstance } from 'axios';

import { startSandbox, type Sandbox } from '../../sandbox';
import { ids } from '../../sandbox/tenant/seed';
import { signedIn } from '../support/sandboxClient';

let sandbox: Sandbox;
let api: AxiosInstance;

beforeEach(async () => {
	sandbox = await startSandbox();
	api = await signedIn(sandbox);
});

afterEach(async () => {
	expect(sandbox.violations).toEqual([]);
	await sandbox.stop();
});

const project = (id: number) => sandbox.state.entity(sandbox.state.module(ids.projects), id);

describe('the fields of an entity', () => {
	const create = async (fields: Record<string, unknown>) =>
		await api.post(`/api/Entity/${ids.projects}/Create/false`, fields);

	test('are described by the schema under jsonItems, including which are required and read-only', async () => {
		const { data } = await api.get(`/api/Entity/${ids.projects}/GetEntityFieldSchema`);
		const { properties, required } = data.jsonItems;
		expect(required).toEqual(['Title']);
		expect(properties.ProjectType.enum).toEqual(['Internal', 'External']);
		expect(properties.FullName.readOnly).toBe(true);
		expect(properties.Place.type).toBe('geolocation');
	});

	test('accept a value of every kind', async () => {
		const fields = {
			Title: 'New depot',
			Description: 'In the north',
			ProjectType: 'External',
			Tags: ['Urgent', 'Support'],
			Hours: 12.5,
			Budget: 1000,
			Confidential: true,
			StartDate: '2026-12-01',
			Deadline: '2026-12-31T16:00:00Z',
			ProjectManager: { Email: 'bo@contoso.com' },
			Team: [{ LookupId: 7 }, { LookupId: 8 }],
			Company: 1,
			Partners: [1, 2],
			Department: { Label: 'IT' },
			Regions: [{ Label: 'North' }, { Label: 'South' }],
			Homepage: { Url: 'https://contoso.com', Description: 'Contoso' },
		};
		const { data } = await create(fields);
		expect(project(data).values).toEqual(fields);
	});

	test.each<[what: string, field: string, value: unknown]>([
		['an unknown field', 'Nothing', 'x'],
		['text for a number', 'Hours', '12'],
		['an unknown choice', 'ProjectType', 'Secret'],
		['a person who does not exist', 'ProjectManager', { Email: 'nobody@contoso.com' }],
		['no date', 'Deadline', 'tomorrow'],
		['a value for a calculated field', 'FullName', 'x'],
	])('refuse %s by name, and nothing is created', async (_what, field, value) => {
		const { status, data } = await create({ Title: 'x', [field]: value });
		expect(status).toBe(500);
		expect(data.ExceptionMessage).toContain(`Current field: ${field}`);
		expect(sandbox.state.module(ids.projects).entities.size).toBe(3);
	});

	test('are copied from another entity, except those that are set', async () => {
		const { data } = await api.post(`/api/Entity/${ids.projects}/Copy/2`, { Title: 'A copy' });
		expect(project(data).values).toEqual({ ...project(2).values, Title: 'A copy' });
	});
});

describe('a stage', () => {
	async function change(stageId: string, fields: object, overrides: string, required: boolean) {
		const path = `ChangeStage/3/${stageId}/${overrides}/${required}`;
		return await api.post(`/api/Entity/${ids.projects}/${path}`, fields);
	}

	test.each<[what: string, stage: keyof typeof ids.stages, override: string, required: boolean]>([
		['a warning', 'planning', 'OverrideWarnings', false],
		['a missing required field', 'execution', 'NoOverride', true],
	])('is refused for %s, unless that is overridden', async (_what, stage, override, required) => {
		const stageId = ids.stages[stage];
		const { status, data } = await change(stageId, {}, 'NoOverride', false);
		expect(status).toBe(500);
		expect(data.ExceptionMessage).toMatch(/requires values|because of warnings/);
		expect(project(3).stageId).toBe(ids.stages.idea);
		expect((await change(stageId, {}, override, required)).data).toBe(true);
		expect(project(3).stageId).toBe(stageId);
	});

	test('is refused for an error, even when warnings are overridden', async () => {
		project(3).values.Hours = null;
		const { closed } = ids.stages;
		expect((await change(closed, {}, 'OverrideWarnings', true)).status).toBe(500);
		expect((await change(closed, {}, 'OverrideWarningsAndErrors', true)).data).toBe(true);
	});

	test('is entered when the call itself sets the missing values', async () => {
		const fields = { Deadline: '2027-01-01T00:00:00Z' };
		const { data } = await change(ids.stages.execution, fields, 'NoOverride', false);
		expect(data).toBe(true);
		expect(project(3).values).toMatchObject(fields);
	});
});

describe('moving an entity', () => {
	const move = async (change: object) =>
		await api.post('/api/Entity/Move', {
			SourceEntityListID: ids.projects,
			SourceEntityID: 2,
			TargetEntityListID: ids.companies,
			TargetEntityContentTypeID: ids.stages.prospect,
			ValidateOnly: false,
			IncludeProgressLogInResult: false,
			RunAsJob: false,
			...change,
		});

	test('only validates when only that is requested', async () => {
		const { data } = await move({ ValidateOnly: true, IncludeProgressLogInResult: true });
		expect(data).toMatchObject({ Ok: true, Errors: [], ProgressLog: expect.any(String) });
		expect(data.Warnings[0]).toContain('ProjectType');
		expect(project(2)).toBeDefined();
	});

	test('answers 200 and reports the failure', async () => {
		const { status, data } = await move({ TargetEntityContentTypeID: '0x01' });
		expect(status).toBe(200);
		expect(data).toMatchObject({ Ok: false, Errors: [expect.stringContaining('0x01')] });
	});

	test('moves the entity from one module to the other', async () => {
		await move({});
		expect(sandbox.state.module(ids.projects).entities.has(2)).toBe(false);
		const { values } = sandbox.state.entity(sandbox.state.module(ids.companies), 3);
		expect(values).toEqual({ Title: 'New intranet' });
	});
});

test('10,000 entities and 200 modules are available at once', async () => {
	const started = Date.now();
	const large = await startSandbox({ entities: 10_000, modules: 200 });
	expect(Date.now() - started).toBeLessThan(2_000);
	expect(large.state.modules.size).toBe(200);
	expect(large.state.module(ids.projects).entities.size).toBe(10_003);
	await large.stop();
});
