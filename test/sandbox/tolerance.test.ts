import type { AxiosInstance } from 'axios';

import { startSandbox, type Sandbox } from '../../sandbox';
import { ids, siteUrl } from '../../sandbox/tenant/seed';
import { signedIn } from '../support/sandboxClient';

let sandbox: Sandbox;
let api: AxiosInstance;

beforeAll(async () => {
	sandbox = await startSandbox();
	api = await signedIn(sandbox);
});

afterEach(() => {
	sandbox.violations.length = 0;
});

afterAll(async () => {
	await sandbox.stop();
});

const stageChange = {
	EntityListId: ids.companies,
	EntityItemId: 1,
	StageId: ids.stages.customer,
	OverrideConstraints: 'NoOverride',
	OverrideRequiredFields: false,
};

describe('what the service accepts beyond the contract', () => {
	test.each<[what: string, change: Record<string, unknown>]>([
		['the number of an enumeration', { OverrideConstraints: 3 }],
		['the name of an enumeration in other letters', { OverrideConstraints: 'nooverride' }],
		['null for what may be left out', { StageModelId: null, SubStageTermId: null }],
		['an empty list', { FieldValues: [] }],
		['a member in other letters', { EntityItemId: undefined, entityItemID: 1 }],
		['a number as text', { EntityItemId: '1' }],
		['a boolean as text', { OverrideRequiredFields: 'False' }],
		['a GUID in braces', { EntityListId: `{${ids.companies}}` }],
		['a GUID without dashes', { EntityListId: ids.companies.replaceAll('-', '') }],
	])('is accepted: %s', async (_what, change) => {
		const { status } = await api.post('/api/ListItem/ChangeStage', { ...stageChange, ...change });
		expect(status).toBe(200);
		expect(sandbox.violations).toEqual([]);
	});

	test('is accepted and noted: a member that it does not read', async () => {
		const body = { ...stageChange, FieldValues: [{ InternalFieldName: 'A', Value: 1, Id: 7 }] };
		await api.post('/api/ListItem/ChangeStage', { ...body, Stage: 'x' });
		const notes = sandbox.violations.map(({ status, message }) => [status, message]);
		expect(notes).toEqual([
			[200, 'FieldValues[0].Id is not read'],
			[200, 'Stage is not read'],
		]);
	});

	test('is accepted and noted: a missing member for which the class has a default', async () => {
		const body: Record<string, unknown> = { ...stageChange };
		delete body.OverrideRequiredFields;
		const { status } = await api.post('/api/ListItem/ChangeStage', body);
		expect(status).toBe(200);
		expect(sandbox.violations.map(({ message }) => message)).toEqual([
			'OverrideRequiredFields is left out',
		]);
	});

	test.each(['2026-01-01T00:00:00', '0001-01-01T00:00:00'])(
		'is accepted: the date %s without a time zone',
		async (date) => {
			const query = `entityListID=${ids.cases}&entityID=2`;
			const { status } = await api.post(`/api/Task/CreateTask?${query}`, {
				StartDate: date,
				DueDate: date,
				Priority: 'Low',
				Status: 'Waiting',
			});
			expect(status).toBe(200);
		},
	);

	test.each([
		['without properties', {}],
		['with null for its properties', { Properties: null }],
		['with a boolean as text', { IsPaused: 'true' }],
		['with a number as text', { Description: 12 }],
	])('is accepted: a registration %s', async (_what, more) => {
		const body = { WebHookUri: 'https://example.com/hook', ...more };
		expect((await api.post('/api/webhooks/registrations', body)).status).toBe(201);
	});

	test('is accepted: a registration as text/json; is refused: a form, or nothing', async () => {
		const post = async (body: unknown, type: string) =>
			await api.post('/api/webhooks/registrations', body, { headers: { 'content-type': type } });
		const body = JSON.stringify({ WebHookUri: 'https://example.com/hook' });
		expect((await post(body, 'text/json')).status).toBe(201);
		const form = await post('WebHookUri=https://example.com', 'application/x-www-form-urlencoded');
		expect([form.status, form.data.ModelState]).toEqual([400, expect.anything()]);
		const nothing = await api.post('/api/webhooks/registrations');
		expect([nothing.status, nothing.data]).toEqual([400, '']);
	});

	test('is accepted: null as a value', async () => {
		const { status } = await api.post('/api/ListItem/Update', {
			ListName: 'Companies',
			ListItemID: 1,
			IdentifierFieldValues: null,
			FieldValues: [{ InternalFieldName: 'CompanyNumber', Value: null }],
		});
		expect(status).toBe(200);
	});

	test('is accepted: a number and a capital letter in a path', async () => {
		const path = `/api/Entity/${ids.companies}/ChangeStage/1/${ids.stages.customer}/3/True`;
		expect((await api.post(path, {})).status).toBe(200);
	});

	test('is accepted: a query as .NET escapes it, with names in any letter case', async () => {
		const url = `${siteUrl}/Shared+Documents/(A)+!'*.pdf`;
		const { data } = await api.post(
			`/api/RecordManagement/Declare?SITEURL=${siteUrl}&documenturl=${url}`,
		);
		expect(data.ModelState).toBeUndefined();
		expect(data.ExceptionMessage).toContain("/Shared Documents/(A) !'*.pdf");
	});

	test('is accepted: any properties of a registration', async () => {
		const registration = {
			WebHookUri: 'https://example.com/hook',
			Properties: { businessModuleId: 7, more: { a: null } },
		};
		const { status, data } = await api.post('/api/webhookproxy', registration);
		expect(status).toBe(201);
		expect(data.Properties).toMatchObject(registration.Properties);
	});
});
