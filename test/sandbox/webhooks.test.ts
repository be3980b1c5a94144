import type { AxiosInstance } from 'axios';
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';
import { ids, siteUrl } from '../../sandbox/tenant/seed';
import { signedIn } from '../support/sandboxClient';

interface Received {
	method: string;
	url: string;
	headers: IncomingHttpHeaders;
	body: string;
}

let sandbox: Sandbox;
let api: AxiosInstance;
let receiver: Server;
let received: Received[];
/** Status of the next answers; 200 when there is none left. */
let statuses: number[];
let echoes: boolean;

const secret = 'a secret of more than 32 characters';
const route = '/api/webhooks/registrations';

async function start(options: SandboxOptions = {}): Promise<void> {
	await sandbox?.stop();
	sandbox = await startSandbox({ delays: [1, 1], ...options });
	api = await signedIn(sandbox);
}

beforeAll(async () => {
	receiver = createServer(async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const { method = '', url = '', headers } = request;
		received.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
		const echo = new URL(url, 'http://x').searchParams.get('echo');
		response.writeHead(statuses.shift() ?? 200).end(echoes ? echo : '');
	});
	await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
});

afterAll(() => {
	receiver.closeAllConnections();
	receiver.close();
});

beforeEach(async () => {
	[received, statuses, echoes] = [[], [], false];
	await start();
});

afterEach(async () => {
	await sandbox.stop();
});

const callback = (query = '') =>
	`http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook${query}`;

function registration(change: object = {}) {
	return {
		WebHookUri: callback(),
		Secret: secret,
		Properties: {
			WorkPointUrl: siteUrl,
			BusinessModuleId: ids.projects,
			WorkPointTrigger: ids.triggers.projectUpdated,
		},
		...change,
	};
}

const register = async (change: object = {}, path = route) =>
	await api.post(path, registration(change));

describe('a registration', () => {
	test('is answered with 201, an ID from the server and its address', async () => {
		const { status, data, headers } = await register({ Id: 'mine' });
		expect(status).toBe(201);
		expect(data).toMatchObject({
			Id: expect.stringMatching(/^[0-9a-f]{32}$/),
			Secret: secret,
			Filters: ['*'],
			IsPaused: false,
		});
		expect(headers.location.endsWith(`/${data.Id}`)).toBe(true);
		expect((await api.get(`${route}/${data.Id.toUpperCase()}`)).data).toEqual(data);
	});

	test('gets a secret when it has none', async () => {
		const { data } = await register({ Secret: '' });
		expect(data.Secret).toMatch(/^[0-9a-f]{32}$/);
	});

	test('is refused with a filter that does not exist', async () => {
		const { status, data } = await register({ Filters: ['a', '*', 'b'] });
		expect(status).toBe(400);
		expect(data.Message).toContain("The following filters are not valid: 'a, b'.");
	});

	test('is refused without an address, with the message of the framework', async () => {
		const { status, data } = await register({ WebHookUri: undefined });
		expect(status).toBe(400);
		expect(data).toEqual({
			Message: 'The request is invalid.',
			ModelState: { 'webHook.WebHookUri': ['The WebHookUri field is required.'] },
		});
	});

	test('is reset by PUT in all omitted members', async () => {
		const { data } = await register({ Description: 'One', Headers: { 'X-One': '1' } });
		const put = registration({ Id: data.Id, Secret: undefined });
		expect(await api.put(`${route}/${data.Id}`, put)).toMatchObject({ status: 200, data: '' });
		const now = (await api.get(`${route}/${data.Id}`)).data;
		expect(now).toMatchObject({ Description: null, Headers: {} });
		expect(now.Secret).not.toBe(secret);
		const other = { ...put, Id: 'other' };
		expect(await api.put(`${route}/${data.Id}`, other)).toMatchObject({ status: 400, data: '' });
	});

	test('belongs to the account that created it', async () => {
		const { data } = await register();
		sandbox.webhooks.owners.set(data.Id, 'somebody else');
		await register();
		expect((await api.get(route)).data).toHaveLength(1);
		expect(await api.get(`${route}/${data.Id}`)).toMatchObject({ status: 404, data: '' });
		expect((await api.delete(`${route}/${data.Id}`)).status).toBe(404);
		expect((await api.delete(route)).status).toBe(200);
		expect([...sandbox.webhooks.registrations.keys()]).toEqual([data.Id]);
	});

	test('through the proxy hides the secret if configured', async () => {
		await start({ dialects: { proxySecret: 'untold' } });
		const { data } = await register({}, '/api/webhookproxy');
		expect(data).not.toHaveProperty('Secret');
		expect((await api.get(`/api/webhookproxy/${data.Id}`)).data).not.toHaveProperty('Secret');
		expect(sandbox.webhooks.registrations.get(data.Id)?.Secret).not.toBe(secret);
	});

	test('asks the callback for an echo only if configured', async () => {
		await register();
		expect(received).toEqual([]);
		await start({ checksEcho: true });
		expect((await register()).data.Message).toContain('was not returned as plain text');
		echoes = true;
		expect((await register({ WebHookUri: callback('?token=x') })).status).toBe(201);
		expect(received.at(-1)?.url).toMatch(/^\/hook\?echo=[0-9a-f]{32}$/);
		const calls = received.length;
		expect((await register({ WebHookUri: callback('?noecho') })).status).toBe(201);
		expect(received).toHaveLength(calls);
	});
});

describe('a delivery', () => {
	test('is indented JSON with Windows line endings, signed in upper-case hex', async () => {
		await register({ WebHookUri: callback('?token=x'), Headers: { 'X-One': '1' } });
		await sandbox.webhooks.fire(ids.triggers.projectUpdated, 1, 2);
		expect(received).toHaveLength(1);
		const [{ method, url, headers, body } = {} as Received] = received;
		expect({ method, url }).toEqual({ method: 'POST', url: '/hook?token=x' });
		expect(body).toMatch(
			/^\{\r\n {2}"Id": "[0-9a-f]{32}",\r\n {2}"Attempt": 1,\r\n {2}"Properties"/,
		);
		expect(JSON.parse(body)).toMatchObject({
			Properties: registration().Properties,
			Notifications: [
				{ Action: expect.any(String), EntityId: 1 },
				{ Action: expect.any(String), EntityId: 2 },
			],
		});
		const hex = createHmac('sha256', secret).update(body).digest('hex').toUpperCase();
		expect(headers).toMatchObject({
			'ms-signature': `sha256=${hex}`,
			'content-type': 'application/json; charset=utf-8',
			'x-one': '1',
		});
		expect(headers).not.toHaveProperty('user-agent');
	});

	test.each<[NonNullable<SandboxOptions['sender']>, attempts: number[]]>([
		['memory', [1, 2, 3]],
		['queue', [1, 1, 1]],
	])('is attempted three times by the sender %s', async (sender, attempts) => {
		await start({ sender });
		statuses = [500, 404, 503, 500];
		await register();
		await sandbox.webhooks.fire(ids.triggers.projectUpdated, 1);
		const bodies = received.map(({ body }) => JSON.parse(body));
		expect(bodies.map(({ Attempt }) => Attempt)).toEqual(attempts);
		expect(new Set(bodies.map(({ Id }) => Id)).size).toBe(1);
		expect(new Set(received.map(({ body }) => body)).size).toBe(sender === 'queue' ? 1 : 3);
	});

	test('is not retried after 410', async () => {
		statuses = [410];
		await register();
		await sandbox.webhooks.fire(ids.triggers.projectUpdated, 1);
		expect(received).toHaveLength(1);
		expect(sandbox.webhooks.registrations.size).toBe(1);
	});

	test('is not sent to a paused registration', async () => {
		await register({ IsPaused: true });
		await sandbox.webhooks.fire(ids.triggers.projectUpdated, 1);
		expect(received).toEqual([]);
	});
});

describe('an event', () => {
	async function eventOf(trigger: string, call: () => Promise<unknown>): Promise<number[]> {
		await register({
			Properties: { ...registration().Properties, WorkPointTrigger: trigger },
		});
		await call();
		await new Promise((resolve) => setTimeout(resolve, 200));
		return received.map(({ body }) => JSON.parse(body).Notifications[0].EntityId);
	}
	const create = (module: string) => async () =>
		await api.post(`/api/Entity/${module}/Create/false`, { Title: 'New' });

	test('starts when an entity is created', async () => {
		expect(await eventOf(ids.triggers.projectCreated, create(ids.projects))).toEqual([4]);
	});

	test('starts when an entity is updated', async () => {
		const update = async () => await api.post(`/api/Entity/${ids.projects}/Update/2`, { Hours: 1 });
		expect(await eventOf(ids.triggers.projectUpdated, update)).toEqual([2]);
	});

	test('starts when an entity changes stage', async () => {
		const path = `ChangeStage/2/${ids.stages.planning}/NoOverride/false`;
		const change = async () => await api.post(`/api/Entity/${ids.projects}/${path}`, {});
		expect(await eventOf(ids.triggers.projectStageChanged, change)).toEqual([2]);
	});

	test('does not start when the trigger does not notify webhooks', async () => {
		const { companyCreatedSilently } = ids.triggers;
		expect(await eventOf(companyCreatedSilently, create(ids.companies))).toEqual([]);
	});
});
