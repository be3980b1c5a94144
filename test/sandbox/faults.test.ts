import type { AxiosInstance } from 'axios';

import type { Sandbox } from '../../sandbox';
import { ids } from '../../sandbox/tenant/seed';
import { signedIn } from '../support/sandboxClient';
import { sandboxForEach } from '../support/sandboxForEach';

let sandbox: Sandbox;
let api: AxiosInstance;

sandboxForEach(
	async (started) => {
		sandbox = started;
		api = await signedIn(sandbox);
	},
	{ delays: [1, 1], requestsPerWindow: 5, window: 1_000 },
);

const create = async () =>
	await api.post(`/api/Entity/${ids.companies}/Create/false`, { Title: 'Northwind' });
const companies = () => sandbox.state.module(ids.companies).entities.size;

describe('a fault', () => {
	test('affects the next calls that match by path and method, and no others', async () => {
		sandbox.faults.add({
			path: '/BusinessModules',
			method: 'GET',
			times: 2,
			answer: { status: 503, headers: { 'Retry-After': '7' }, body: '{"Message":"Busy"}' },
		});
		expect((await api.get('/api/Command/CanConnect')).status).toBe(200);
		for (let i = 0; i < 2; i++) {
			const { status, headers, data } = await api.get('/api/BusinessModules');
			expect(status).toBe(503);
			expect(headers['retry-after']).toBe('7');
			expect(data).toEqual({ Message: 'Busy' });
		}
		expect((await api.get('/api/BusinessModules')).status).toBe(200);
	});

	test.each([
		['resetBefore', 2],
		['resetAfter', 3],
		['cutOff', 3],
	] as const)('breaks the connection: %s leaves %d companies', async (kind, expected) => {
		sandbox.faults.add({ kind });
		await expect(create()).rejects.toThrow();
		expect(companies()).toBe(expected);
	});

	test('leaves a call without an answer', async () => {
		sandbox.faults.add({ kind: 'stall' });
		await expect(api.get('/api/BusinessModules', { timeout: 200 })).rejects.toThrow('timeout');
	});

	test('sends a web page with status 200', async () => {
		sandbox.faults.add({ kind: 'html' });
		const { status, headers } = await api.get('/api/BusinessModules');
		expect(status).toBe(200);
		expect(headers['content-type']).toContain('text/html');
	});
});

test('calls beyond the limit of the window are refused, with the time to wait', async () => {
	const statuses: number[] = [];
	for (let i = 0; i < 6; i++) statuses.push((await api.get('/api/BusinessModules')).status);
	expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
	const { headers } = await api.get('/api/BusinessModules');
	expect(headers['retry-after']).toBe('1');
	await new Promise((resolve) => setTimeout(resolve, 1_100));
	expect((await api.get('/api/BusinessModules')).status).toBe(200);
});

describe('the switches over HTTP', () => {
	test('set and clear faults, also those of the sign-in service', async () => {
		await api.post('/_sandbox/faults', { times: 10, answer: { status: 500 } });
		await api.post('/_sandbox/sign-in-fault', { fault: 'down' });
		expect((await api.get('/api/BusinessModules')).status).toBe(500);
		expect(sandbox.signIn.fault).toBe('down');
		await api.delete('/_sandbox/faults');
		expect((await api.get('/api/BusinessModules')).status).toBe(200);
		expect(sandbox.signIn.fault).toBeUndefined();
	});

	test('show what the sandbox holds, and an entity', async () => {
		await create();
		const { data } = await api.get('/_sandbox');
		expect(data.connection.apiBaseUrl).toBe(sandbox.origin);
		expect(data.modules[0]).toMatchObject({ id: ids.companies, title: 'Companies', entities: 3 });
		const entity = await api.get(`/_sandbox/modules/${ids.companies}/entities/3`);
		expect(entity.data.values).toEqual({ Title: 'Northwind' });
	});

	test('fire an event, report its outcome without secrets, and clear calls and tokens', async () => {
		const look = async (at: string) => (await api.get(`/_sandbox/${at}`)).data;
		const { projectManual: trigger } = ids.triggers;
		const Properties = { BusinessModuleId: ids.projects, WorkPointTrigger: trigger };
		await api.post('/api/webhookproxy', { WebHookUri: 'http://127.0.0.1:9/', Properties });
		await api.post('/_sandbox/fire', { trigger, entities: [2] });
		expect(await look('deliveries')).toHaveLength(3);
		const [registration] = await look('registrations');
		expect(registration.Properties).toMatchObject(Properties);
		expect(registration).not.toHaveProperty('Secret');
		expect(await look('transactions')).toEqual([]);
		await api.get('/api/Nothing');
		expect(await look('violations')).toMatchObject([{ path: '/api/Nothing', status: 404 }]);
		await api.delete('/_sandbox/requests');
		expect(await look('requests')).toEqual([]);
		await api.post('/_sandbox/expire-tokens');
		expect((await api.get('/api/BusinessModules')).status).toBe(401);
	});

	test('reset everything to its initial state', async () => {
		await create();
		await api.get('/api/Nothing');
		sandbox.faults.add({ answer: { status: 500 } });
		expect((await api.post('/_sandbox/reset')).status).toBe(200);
		expect(companies()).toBe(2);
		expect([sandbox.requests, sandbox.violations]).toEqual([[], []]);
		api = await signedIn(sandbox);
		expect((await create()).data).toBe(3);
	});
});
