import axios from 'axios';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { N8n } from '../../n8n/n8n';
import { TestBed } from '../../n8n/testBed';
import { byId, chain, manualTrigger, node } from '../../n8n/workflow';
import type { Sandbox } from '../../sandbox';
import { expiredCertificate } from '../../sandbox/services/testCertificate';
import type { Fault } from '../../sandbox/server/faults';

let bed: TestBed;
let n8n: N8n;
let sandbox: Sandbox;

beforeAll(async () => {
	bed = await TestBed.share();
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

const certificateApi = 'workPointCertificateApi';

async function tryCertificate(
	change: Record<string, string>,
): Promise<{ status: string; message: string }> {
	const data = { ...sandbox.certificateConnection, ...change };
	const id = await n8n.createCredential('Test', data, certificateApi);
	return await n8n.testCredential(id, 'Test', data, certificateApi);
}

/** Gives the test an address in the open, and tells how many connections it got: on this machine, but not loopback's name. */
async function inTheOpen(test: (origin: string) => Promise<void>): Promise<number> {
	let connections = 0;
	const server = createServer((_request, response) => response.end('{}'));
	server.on('connection', () => connections++);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.2', resolve));
	await test(`http://127.0.0.2:${(server.address() as AddressInfo).port}`);
	await new Promise((resolve) => server.close(resolve));
	return connections;
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
	])('reports %s', async (_what, change, message) => {
		const result = await tryCredential(change);
		expect(result).toEqual({ status: 'Error', message: expect.stringMatching(message) });
		expect(JSON.stringify(result)).not.toContain(sandbox.connection.clientSecret);
	});

	test.each<[what: string, answer: NonNullable<Fault['answer']>, message: RegExp]>([
		['a missing permission', { status: 401 }, /Access WorkPoint365 WebAPI/],
		['a missing license', { status: 403 }, /licensed for integration/],
		['an address without the Web API', { status: 404 }, /Environment and API Base URL/],
	])('reports %s', async (_what, answer, message) => {
		sandbox.faults.add({ times: 3, answer });
		const result = await tryCredential({});
		sandbox.faults.clear();
		expect(result).toEqual({ status: 'Error', message: expect.stringMatching(message) });
	});
});

describe('plain HTTP to another machine, in a real n8n', () => {
	test.each<[field: string, message: RegExp]>([
		['loginUrl', /sign-in-url-must-start-with-https/],
		['apiBaseUrl', /api-base-url-must-start-with-https/],
	])('receives no secret: %s of the OAuth2 credential', async (field, message) => {
		const connections = await inTheOpen(async (origin) => {
			const result = await tryCredential({ [field]: origin });
			expect(result).toEqual({ status: 'Error', message: expect.stringMatching(message) });
		});
		expect(connections).toBe(0);
	});

	test.each<[field: string, message: string]>([
		['loginUrl', "'Sign-in URL' in the credential is not an https address"],
		['apiBaseUrl', "'API Base URL' in the credential is not an https address"],
	])('receives no secret: %s of the certificate', async (field, message) => {
		const connections = await inTheOpen(async (origin) => {
			const result = await tryCertificate({ [field]: origin });
			expect(result).toEqual({ status: 'Error', message: expect.stringContaining(message) });
		});
		expect(connections).toBe(0);
	});
});

test('a credential that has a token does not send it over plain HTTP either', async () => {
	const id = await n8n.createCredential('Changed', sandbox.connection);
	expect(await n8n.testCredential(id, 'Changed', sandbox.connection)).toMatchObject({
		status: 'OK',
	});
	const connections = await inTheOpen(async (apiBaseUrl) => {
		const changed = { ...sandbox.connection, apiBaseUrl };
		expect(await n8n.testCredential(id, 'Changed', changed)).toMatchObject({ status: 'Error' });
	});
	expect(connections).toBe(0);
});

describe("the certificate's test button, in a real n8n", () => {
	test('says that the connection works', async () => {
		expect(await tryCertificate({})).toEqual({ status: 'OK', message: 'Connection successful!' });
	});

	test.each<[what: string, change: Record<string, string>, message: string]>([
		[
			'an expired certificate',
			{ publicCertificate: expiredCertificate },
			"'Certificate' in the credential expired on 2025-01-01",
		],
		[
			'text that is no key',
			{ privateKey: 'secret' },
			"'Private Key' in the credential is not a PEM key",
		],
		[
			'an unknown application',
			{ clientId: 'wrong' },
			'Microsoft rejected the sign-in: AADSTS700016: Application was not found in the directory.',
		],
		['a shared tenant', { tenantId: 'common' }, `'Tenant ID' in the credential is "common"`],
		[
			'a wrong site',
			{ siteUrl: 'https://contoso.sharepoint.com/sites/Other' },
			'WorkPoint could not open the site',
		],
		[
			'a sign-in service that cannot be reached',
			{ loginUrl: 'http://127.0.0.1:9' },
			'The sign-in service could not be reached',
		],
	])('reports %s', async (_what, change, message) => {
		const result = await tryCertificate(change);
		expect(result).toEqual({ status: 'Error', message: expect.stringContaining(message) });
		expect(JSON.stringify(result)).not.toContain(
			sandbox.certificateConnection.privateKey.slice(30, 60),
		);
	});
});

test.each(['workPointOAuth2Api', certificateApi])(
	"n8n's HTTP Request node calls the Web API with %s, and renews its token",
	async (type) => {
		const data = type === certificateApi ? sandbox.certificateConnection : sandbox.connection;
		const id = await n8n.createCredential('For HTTP', data, type);
		const request = node(
			'Ask',
			'n8n-nodes-base.httpRequest',
			4.2,
			{
				url: `${sandbox.origin}/api/BusinessModules`,
				authentication: 'predefinedCredentialType',
				nodeCredentialType: type,
				sendHeaders: true,
				headerParameters: {
					parameters: [{ name: 'WorkPoint365Url', value: sandbox.connection.siteUrl }],
				},
			},
			{ credentials: { [type]: { id, name: 'For HTTP' } } },
		);
		const workflow = await n8n.createWorkflow(chain(type, manualTrigger(), request));
		const run = async () =>
			(await n8n.run(workflow.id, 'Start')).nodes.find(({ name }) => name === 'Ask');
		expect((await run())?.items).toHaveLength(sandbox.state.modules.size);
		const { issued } = sandbox.signIn;
		expect((await run())?.items).toHaveLength(sandbox.state.modules.size);
		expect(sandbox.signIn.issued).toBe(issued);
		sandbox.signIn.expireTokens();
		expect((await run())?.items).toHaveLength(sandbox.state.modules.size);
		expect(sandbox.signIn.issued).toBe(issued + 1);
	},
);

test('workflows and their lists sign in with a certificate, and OAuth2 stays the default', async () => {
	const name = 'Certificate';
	const id = await n8n.createCredential(name, sandbox.certificateConnection, certificateApi);
	const list = node(
		'List',
		'n8n-nodes-workpoint.workPoint',
		1,
		{ authentication: 'certificate', resource: 'businessModule', operation: 'getAll' },
		{ credentials: { [certificateApi]: { id, name } } },
	);
	const saved = node(
		'Saved before',
		'n8n-nodes-workpoint.workPoint',
		1,
		{ resource: 'businessModule', operation: 'getAll' },
		{ credentials: await bed.connect() },
	);
	const { size: modules } = sandbox.state.modules;
	const { issued } = sandbox.signIn;
	const { id: workflowId } = await n8n.createWorkflow(chain('Both', manualTrigger(), list, saved));
	const { nodes } = await n8n.run(workflowId, 'Start');
	expect(nodes.map(({ name: ran, items }) => [ran, items.length])).toEqual([
		['Start', 1],
		['List', modules],
		['Saved before', modules * modules],
	]);
	expect(sandbox.signIn.issued).toBe(issued + 2);

	const { results } = await n8n.call<{ results: unknown[] }>(
		'post',
		'/dynamic-node-parameters/resource-locator-results',
		{
			nodeTypeAndVersion: { name: list.type, version: 1 },
			path: 'parameters.businessModule',
			methodName: 'searchBusinessModules',
			currentNodeParameters: { authentication: 'certificate', resource: 'entity' },
			credentials: list.credentials,
		},
	);
	expect(results).toHaveLength(sandbox.state.modules.size);
});

test('a trigger registers and unregisters with a certificate', async () => {
	const name = 'For the trigger';
	const id = await n8n.createCredential(name, sandbox.certificateConnection, certificateApi);
	const { ids } = sandbox.seed;
	const event = node(
		'Event',
		'n8n-nodes-workpoint.workPointTrigger',
		1,
		{
			authentication: 'certificate',
			businessModule: byId(ids.projects),
			trigger: byId(ids.triggers.projectUpdated),
		},
		{
			credentials: { [certificateApi]: { id, name } },
			webhookId: '5d1b9c1e-2a44-4a0e-9a3c-6b1f3f0f7c11',
		},
	);
	const workflow = await n8n.createWorkflow(
		chain('By certificate', event, node('Done', 'n8n-nodes-base.noOp', 1)),
	);
	await n8n.activate(workflow);
	expect(sandbox.webhooks.registrations.size).toBe(1);
	await n8n.deactivate(workflow.id);
	expect(sandbox.webhooks.registrations.size).toBe(0);
});

test('the account at a signing provider is tested for completeness', async () => {
	const type = 'workPointXwsseApi';
	const check = async (data: Record<string, string>) => {
		const id = await n8n.createCredential('Provider', data, type);
		return await n8n.testCredential(id, 'Provider', data, type);
	};
	expect(await check({ userName: 'key', password: 'secret' })).toMatchObject({ status: 'OK' });
	expect(await check({ userName: 'key', password: '' })).toEqual({
		status: 'Error',
		message: "'Password' is empty",
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
	expect(nodes.find(({ name }) => name === 'List')?.items).toHaveLength(sandbox.state.modules.size);
});
