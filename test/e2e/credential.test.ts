import axios from 'axios';

import type { N8n } from '../../demo/n8n';
import { TestBed } from '../../demo/testBed';
import { chain, manualTrigger, node } from '../../demo/workflow';
import type { Sandbox } from '../../sandbox';
import type { Fault } from '../../sandbox/faults';

let bed: TestBed;
let n8n: N8n;
let sandbox: Sandbox;

beforeAll(async () => {
	bed = await TestBed.start();
	({ n8n, sandbox } = bed);
});

afterAll(async () => {
	await bed?.stop();
});

async function tryCredential(
	change: Record<string, string>,
): Promise<{ status: string; message: string }> {
	const data = { ...sandbox.connection, ...change };
	const id = await n8n.createCredential('Test', data);
	return await n8n.testCredential(id, 'Test', data);
}

// When no token is issued, n8n shows the OAuth text only; the node shows Microsoft's own (AADSTS).
describe("the credential's test button, in a real n8n", () => {
	test('says that the connection works', async () => {
		expect(await tryCredential({})).toEqual({ status: 'OK', message: 'Connection successful!' });
	});

	test.each<[what: string, change: Record<string, string>, message: RegExp]>([
		['a wrong secret', { clientSecret: 'wrong' }, /Client authentication failed/],
		['an unknown application', { clientId: 'wrong' }, /not authorized/],
		['an unknown tenant', { tenantId: 'wrong' }, /Failed to acquire OAuth2 access token/],
		[
			'a tenant that applications cannot use',
			{ tenantId: 'common' },
			/Failed to acquire OAuth2 access token/,
		],
		[
			'a wrong site',
			{ siteUrl: 'https://contoso.sharepoint.com/sites/Other' },
			/WorkPoint could not open the site/,
		],
		[
			'another address than that of the Web API',
			{ apiBaseUrl: 'http://127.0.0.1:9' },
			/ECONNREFUSED/,
		],
	])('tells of %s', async (_what, change, message) => {
		const result = await tryCredential(change);
		expect(result).toEqual({ status: 'Error', message: expect.stringMatching(message) });
		expect(JSON.stringify(result)).not.toContain(sandbox.connection.clientSecret);
	});

	test.each<[what: string, answer: NonNullable<Fault['answer']>, message: RegExp]>([
		['a missing permission', { status: 401 }, /Access WorkPoint365 WebAPI/],
		['a missing licence', { status: 403 }, /licensed for integration/],
		['an address without the Web API', { status: 404 }, /Environment and API Base URL/],
	])('tells of %s', async (_what, answer, message) => {
		sandbox.faults.add({ times: 3, answer });
		const result = await tryCredential({});
		sandbox.faults.clear();
		expect(result).toEqual({ status: 'Error', message: expect.stringMatching(message) });
	});
});

test('a user signs in through the browser, and workflows then act as this user', async () => {
	const data = { ...sandbox.connection, grantType: 'authorizationCode' };
	const id = await n8n.createCredential('User', data);
	const authorize = await n8n.call<string>('get', `/oauth2-credential/auth?id=${id}`);
	expect(authorize).toContain('offline_access');
	// The sandbox signs its user in without asking and sends the browser back to n8n.
	const { headers } = await axios.get(authorize, { maxRedirects: 0, validateStatus: () => true });
	const back = new URL(String(headers.location));
	const connected = await axios.get(`${n8n.address}${back.pathname}${back.search}`, {
		headers: { Cookie: n8n.cookie },
	});
	expect(connected.data).toContain('Connection successful');

	const list = node(
		'List',
		'n8n-nodes-workpoint.workPoint',
		1,
		{ resource: 'businessModule', operation: 'getAll', returnAll: true },
		{ credentials: { workPointOAuth2Api: { id, name: 'User' } } },
	);
	const workflow = await n8n.createWorkflow(chain('As a user', manualTrigger(), list));
	const { nodes } = await n8n.run(workflow.id, 'Start');
	expect(nodes.find(({ name }) => name === 'List')?.items).toHaveLength(3);
});
