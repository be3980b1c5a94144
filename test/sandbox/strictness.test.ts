import type { AxiosInstance } from 'axios';

import { contract, operationsOf } from '../../contract/contractDocument';
import { startSandbox, type Sandbox } from '../../sandbox';
import { ids, otherSiteUrl, projectSiteUrl } from '../../sandbox/tenant/seed';
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

describe('anything that the contract does not define', () => {
	test('is refused: a path', async () => {
		const { status, data } = await api.get('/api/Nothing');
		expect(status).toBe(404);
		expect(data.Message).toContain('No HTTP resource was found');
		expect(sandbox.violations).toMatchObject([{ path: '/api/Nothing', status: 404 }]);
	});

	test('is refused: a method', async () => {
		const { status, headers } = await api.patch('/api/BusinessModules', {});
		expect(status).toBe(405);
		expect(headers.allow).toContain('GET');
	});

	test('is refused: a query parameter', async () => {
		const { status, data } = await api.get('/api/BusinessModules?top=1');
		expect(status).toBe(400);
		expect(data.ModelState).toHaveProperty('top');
	});

	test.each<[what: string, change: Record<string, unknown>, member: string]>([
		['a member of another type', { EntityItemId: 'one' }, 'EntityItemId'],
		['an unknown name of an enumeration', { OverrideConstraints: 'All' }, 'OverrideConstraints'],
		['a module ID that is no GUID', { EntityListId: 'companies' }, 'EntityListId'],
	])('is refused: %s', async (_what, change, member) => {
		const { status, data } = await api.post('/api/ListItem/ChangeStage', {
			...stageChange,
			...change,
		});
		expect(status).toBe(400);
		expect(data).toEqual({
			Message: 'The request is invalid.',
			ModelState: { [member]: [expect.any(String)] },
		});
		expect(sandbox.violations).toHaveLength(1);
	});

	test('is refused: a body that is not JSON', async () => {
		const { status, data } = await api.post('/api/ListItem/ChangeStage', Buffer.from('{"a":'), {
			headers: { 'Content-Type': 'application/json' },
		});
		expect(status).toBe(400);
		expect(data.ModelState).toEqual({ body: ['An error has occurred.'] });
	});

	test('is refused: another content type', async () => {
		const { status } = await api.post('/api/ListItem/ChangeStage', 'x', {
			headers: { 'Content-Type': 'text/plain' },
		});
		expect(status).toBe(415);
	});

	test('leaves the entity as it was', () => {
		const { stageId } = sandbox.state.entity(sandbox.state.module(ids.companies), 1);
		expect(stageId).toBe(ids.stages.prospect);
	});
});

describe('the site in WorkPoint365Url', () => {
	const call = async (site: string | undefined, path = '/api/BusinessModules') =>
		await api.get(path, { headers: { WorkPoint365Url: site } });

	test('is required', async () => {
		expect((await call(undefined)).status).toBe(400);
	});

	test('must be a WorkPoint site', async () => {
		for (const site of ['https://contoso.sharepoint.com/sites/Nothing', projectSiteUrl]) {
			const { status, data } = await call(site);
			expect(status).toBe(500);
			expect(data.ExceptionMessage).toContain(site);
		}
	});

	test('can be a second site, in any letter case', async () => {
		expect((await call(otherSiteUrl)).status).toBe(200);
		expect((await call(otherSiteUrl.toLowerCase())).status).toBe(200);
	});

	test('is that of the entity when lists are requested', async () => {
		const { data } = await call(projectSiteUrl, '/api/Lists');
		expect(data.map(({ Title }: { Title: string }) => Title)).toEqual([
			'Risks',
			'Documents',
			'Contract templates',
			'Archive',
		]);
	});
});

describe('the HTTP interface', () => {
	test('returns XML to clients that do not ask for JSON', async () => {
		const accept = { headers: { Accept: 'application/xml' } };
		expect((await api.get('/api/Command/CanConnect', accept)).data).toBe('<boolean>true</boolean>');
		const { data } = await api.get(`/api/BusinessModules/${ids.companies}/Actions`, accept);
		expect(data).toMatch(/^<ArrayOfItem><Item><Title>Send welcome letter<\/Title><Id>/);
	});

	test('accepts booleans in a path as .NET writes them', async () => {
		const path = `/api/Entity/${ids.projects}/Create/True`;
		const { data } = await api.post(path, { Title: 'Northwind' });
		expect(data).toEqual(expect.any(Number));
		expect(sandbox.state.entity(sandbox.state.module(ids.projects), data).site).toBe(
			`/sites/project-${data}`,
		);
	});

	test('hides tokens and secrets from those who look at the calls', async () => {
		await api.get('/api/BusinessModules');
		const { data } = await api.get('/_sandbox/requests');
		expect(data.at(-1).headers.authorization).toBe('Bearer ***');
	});
});

const routes = operationsOf(contract)
	.map(({ name }) => name)
	.filter((name) => name.includes(' /api/'));

test.each(routes)('%s is answered, or refused with a reason', async (route) => {
	const [method = '', path = ''] = route.split(' ');
	const url = path.replace(/\{(\w+)\}/g, (_text, name: string) =>
		/module|bm/i.test(name) ? ids.projects : '1',
	);
	const { data } = await api.request({ method, url, data: method === 'GET' ? undefined : {} });
	expect(JSON.stringify(data)).not.toContain('The sandbox does not answer');
});
