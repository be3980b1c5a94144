/**
 * What the node takes from a call, and what it makes of it. The receiver keeps raw bodies, routes and starts runs as n8n
 * does; what n8n does with the state is seen in a real one (test/e2e).
 */
import crypto, { randomUUID } from 'node:crypto';

import { WebhookContext } from 'n8n-core';
import type { INodeParameters } from 'n8n-workflow';

import { byId } from '../../n8n/workflow';
import type { Registration, StoredWebhook } from '../../nodes/WorkPointTrigger/storedState';
import { WorkPointTrigger } from '../../nodes/WorkPointTrigger/WorkPointTrigger.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import { ids } from '../../sandbox/tenant/seed';
import { signatureOf } from '../../sandbox/calls/webhooks';
import { Receiver, TestTrigger, type Call, type TriggerSettings } from '../support/testTrigger';

const businessModule = '6a1f0c2e-0000-4000-8000-000000000001';
const trigger = '6a1f0c2e-0000-4000-8000-000000000002';
const id = '00112233445566778899aabbccddeeff';
const secret = '0123456789abcdef'.repeat(2);
const token = 'a'.repeat(64);
const withToken = `?secret=${token}`;

/** Vectors that the vendor's own code and an independent implementation agree on. */
const v1 = {
	secret,
	signature: 'sha256=9269B52DD6E2B14B912FCD2A8A764BB72E130817233432435D5707D5768616D7',
	body: Buffer.from(
		'ew0KICAiSWQiOiAiMDAxMTIyMzM0NDU1NjY3Nzg4OTlhYWJiY2NkZGVlZmYiLA0KICAiQXR0ZW1wdCI6IDEsDQogICJQcm9wZXJ0aWVzIjogew0KICAgICJXb3JrUG9pbnRVcmwiOiAiaHR0cHM6Ly9jb250b3NvLnNoYXJlcG9pbnQuY29tL3NpdGVzL3dwIiwNCiAgICAiQnVzaW5lc3NNb2R1bGVJZCI6ICI2YTFmMGMyZS0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwMDEiLA0KICAgICJXb3JrUG9pbnRUcmlnZ2VyIjogIjZhMWYwYzJlLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMiINCiAgfSwNCiAgIk5vdGlmaWNhdGlvbnMiOiBbDQogICAgew0KICAgICAgIkFjdGlvbiI6ICJOb3RpZnkiLA0KICAgICAgIkVudGl0eUlkIjogNDINCiAgICB9DQogIF0NCn0=',
		'base64',
	),
};
const v2 = {
	secret: 'nøgle-ægte-æøå-0123456789abcdef-x',
	signature: 'sha256=C15C272DFBCEA6DAA2A36C4657FD98532FBC85DB2A15B1CEADCAF9D11EA673AE',
	body: Buffer.from(
		'ew0KICAiSWQiOiAiMDAxMTIyMzM0NDU1NjY3Nzg4OTlhYWJiY2NkZGVlZmYiLA0KICAiQXR0ZW1wdCI6IDEsDQogICJQcm9wZXJ0aWVzIjogew0KICAgICJ3b3JrUG9pbnRVcmwiOiAiaHR0cHM6Ly9jb250b3NvLnNoYXJlcG9pbnQuY29tL3NpdGVzL3dwIiwNCiAgICAiYnVzaW5lc3NNb2R1bGVJZCI6ICI2YTFmMGMyZS0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwMDEiLA0KICAgICJ3b3JrUG9pbnRUcmlnZ2VyIjogIjZhMWYwYzJlLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMiINCiAgfSwNCiAgIk5vdGlmaWNhdGlvbnMiOiBbDQogICAgew0KICAgICAgIkFjdGlvbiI6ICJOb3RpZnkiLA0KICAgICAgIkVudGl0eUlkIjogNDIsDQogICAgICAiVGl0bGUiOiAiUsO4ZGdyw7hkIPCfmIAiDQogICAgfSwNCiAgICB7DQogICAgICAiQWN0aW9uIjogIk5vdGlmeSIsDQogICAgICAiRW50aXR5SWQiOiA0Mw0KICAgIH0NCiAgXQ0KfQ==',
		'base64',
	),
};

const properties = {
	WorkPointUrl: 'https://contoso.sharepoint.com/sites/wp',
	BusinessModuleId: businessModule,
	WorkPointTrigger: trigger,
};
const item = { Id: id, Attempt: 1, Action: 'Notify', EntityId: 42, Properties: properties };

let sandbox: Sandbox;
let receiver: Receiver;
let registrations = 0;

beforeAll(async () => {
	sandbox = await startSandbox({ delays: [10, 10] });
});

afterAll(async () => {
	await sandbox.stop();
});

beforeEach(async () => {
	receiver = await new Receiver().start();
	receiver.trigger = listening();
});

afterEach(async () => {
	await receiver.stop();
});

/** A trigger that is registered with the module, trigger and secret of the vectors. */
function listening(settings: TriggerSettings = {}, nodeType?: WorkPointTrigger): TestTrigger {
	const listener = new TestTrigger(sandbox, { webhookId: randomUUID(), ...settings }, nodeType);
	listener.state.registration = {
		instanceId: 'instance',
		workflowId: 'workflow',
		webhookUrl: listener.address,
		route: 'registrations',
		siteUrl: sandbox.seed.siteUrl,
		businessModule,
		registeredAt: Date.now(),
		webhooks: [{ id: `webhook-${++registrations}`, trigger, token, secret }],
	};
	return listener;
}

function listener(): TestTrigger {
	return receiver.trigger as TestTrigger;
}

/** The node's webhook, as it is stored. */
function webhook(): StoredWebhook {
	return listener().state.registration?.webhooks[0] as StoredWebhook;
}

async function post(body: Buffer, headers: Record<string, string | string[]> = {}, query = '') {
	return await receiver.call('POST', { body, headers, query });
}

async function postV1(headers: Record<string, string> = {}): Promise<Call> {
	return await post(v1.body, { 'ms-signature': v1.signature, ...headers });
}

/** Signs what is given as a body and posts it. */
async function postSigned(content: unknown, key = secret): Promise<Call> {
	const body = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
	return await post(body, { 'ms-signature': signatureOf(key, body) });
}

/** The envelope of a notification with some members changed; undefined ones are absent. */
function envelope(changes: Record<string, unknown> = {}): Record<string, unknown> {
	const Notifications = [{ Action: 'Notify', EntityId: 42 }];
	return { Id: id, Attempt: 1, Properties: properties, Notifications, ...changes };
}

describe('signature', () => {
	test('the first vector of the vendor starts the workflow', async () => {
		expect(await postV1()).toMatchObject({ status: 200 });
		expect(receiver.starts).toEqual([[item]]);
	});

	test('the second vector, whose secret and body are not ASCII, also starts the workflow', async () => {
		webhook().secret = v2.secret;
		expect(await post(v2.body, { 'ms-signature': v2.signature })).toMatchObject({ status: 200 });
		expect(receiver.starts).toMatchObject([[{ Title: 'Rødgrød 😀' }, { EntityId: 43 }]]);
	});

	test.each([
		['one byte', v1.body.toString('latin1').replace('42', '43')],
		['the line ends', v1.body.toString('latin1').replaceAll('\r\n', '\n')],
	])('a body with %s changed is refused', async (_what, text) => {
		const { status } = await post(Buffer.from(text), { 'ms-signature': v1.signature });
		expect(status).toBe(401);
		expect(receiver.starts).toEqual([]);
	});

	test.each([
		v1.signature.toLowerCase(),
		v1.signature.replace('sha256', 'SHA256'),
		v1.signature.replace('=', ' = '),
	])('the spelling %s is accepted', async (signature) => {
		expect(await postV1({ 'ms-signature': signature })).toMatchObject({ status: 200 });
		expect(receiver.starts).toHaveLength(1);
	});

	test.each([
		v1.signature.slice(0, -1),
		`${v1.signature}0`,
		`sha256=${'x'.repeat(64)}`,
		'',
		v1.signature.replace('sha256', 'sha1'),
		v1.signature.slice('sha256='.length),
		`${v1.signature}, ${v1.signature}`,
	])('the signature "%s" is refused', async (signature) => {
		expect(await postV1({ 'ms-signature': signature })).toMatchObject({ status: 401 });
		expect(receiver.starts).toEqual([]);
	});

	test('two headers are refused', async () => {
		const { status } = await post(v1.body, { 'ms-signature': [v1.signature, v1.signature] });
		expect(status).toBe(401);
		expect(receiver.starts).toEqual([]);
	});

	test('no signature is refused', async () => {
		expect(await post(v1.body)).toMatchObject({ status: 401 });
		expect(receiver.starts).toEqual([]);
	});

	test('the signature of another secret is refused', async () => {
		expect(await postSigned(envelope(), 'f'.repeat(32))).toMatchObject({ status: 401 });
		expect(receiver.starts).toEqual([]);
	});

	test('a body on one line is also accepted', async () => {
		expect(await postSigned(envelope())).toMatchObject({ status: 200 });
		expect(receiver.starts).toEqual([[item]]);
	});

	test('escapes, emoji and line separators keep their values', async () => {
		const text = JSON.stringify(envelope({ Notifications: [{ Title: 'TITLE' }] }));
		await postSigned(text.replace('TITLE', 'R\\u00f8d 😀 \u2028 \\u2029'));
		expect(receiver.starts).toMatchObject([[{ Title: 'Rød 😀 \u2028 \u2029' }]]);
	});

	test.each(['no JSON', '[]', '42', '"text"', 'null', '{}', '', '{"Id":7}'])(
		'the signed body %s is not a notification',
		async (body) => {
			const { status } = await postSigned(body);
			expect(status).toBe(400);
			expect(receiver.starts).toEqual([]);
		},
	);

	test.each(['signed', 'with the token only'])(
		'a byte order mark before the text, %s, is not part of it',
		async (how) => {
			const body = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), v1.body]);
			const signed = { 'ms-signature': signatureOf(secret, body) };
			const { status } = await (how === 'signed' ? post(body, signed) : post(body, {}, withToken));
			expect(status).toBe(200);
			expect(receiver.starts).toEqual([[item]]);
		},
	);

	test('a byte order mark that was added after signing is refused', async () => {
		const body = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), v1.body]);
		expect(await post(body, { 'ms-signature': v1.signature })).toMatchObject({ status: 401 });
		expect(receiver.starts).toEqual([]);
	});

	test('a delivery without its raw body is refused', async () => {
		receiver.rawBodiesToLose = 1;
		expect(await postV1()).toMatchObject({ status: 400 });
		expect(receiver.starts).toEqual([]);
	});

	test('a delivery without a known key and without the token is refused', async () => {
		delete webhook().secret;
		expect(await postV1()).toMatchObject({ status: 401 });
		for (const query of ['?secret=', '?secret=a', `?secret=${'b'.repeat(64)}`, '?secret[]=a']) {
			expect(await post(v1.body, {}, query)).toMatchObject({ status: 401 });
		}
		expect(receiver.starts).toEqual([]);
	});

	test('the token of the address decides when the service returned no secret, signed or not', async () => {
		delete webhook().secret;
		const withoutModule = Buffer.from(JSON.stringify(envelope({ Properties: {} })));
		expect(await post(withoutModule, {}, withToken)).toMatchObject({ status: 401 });
		expect(await post(v1.body, {}, withToken)).toMatchObject({ status: 200 });
		const other = Buffer.from(JSON.stringify(envelope({ Id: 'other' })));
		const signed = { 'ms-signature': signatureOf('f'.repeat(32), other) };
		expect(await post(other, signed, withToken)).toMatchObject({ status: 200 });
		expect(receiver.starts).toHaveLength(2);
	});

	test('the signature is compared in constant time, at equal lengths', async () => {
		const compare = jest.spyOn(crypto, 'timingSafeEqual');
		await postV1();
		const lengths = compare.mock.calls.map(([a, b]) => [a.byteLength, b.byteLength]);
		compare.mockRestore();
		expect(lengths).toEqual([[32, 32]]);
	});
});

describe('a call without a signature, at the secret address', () => {
	const unsigned = (changes: Record<string, unknown> = {}) =>
		Buffer.from(JSON.stringify(envelope(changes)));

	test('is accepted until the first correctly signed one', async () => {
		expect(await post(unsigned({ Id: 'before' }), {}, withToken)).toMatchObject({ status: 200 });
		expect(await postV1()).toMatchObject({ status: 200 });
		expect(await post(unsigned({ Id: 'after' }), {}, withToken)).toMatchObject({ status: 401 });
		expect(receiver.starts.flat().map(({ Id }) => Id)).toEqual(['before', id]);
	});

	test('is also refused after a restart', async () => {
		await postV1();
		const restarted = listening();
		restarted.restore(listener().state);
		receiver.trigger = restarted;
		expect(await post(unsigned({ Id: 'after' }), {}, withToken)).toMatchObject({ status: 401 });
	});

	test('is accepted only with the registered module and trigger', async () => {
		for (const name of ['BusinessModuleId', 'WorkPointTrigger']) {
			for (const value of [ids.projects, undefined]) {
				const body = unsigned({ Properties: { ...properties, [name]: value } });
				expect(await post(body, {}, withToken)).toMatchObject({ status: 401 });
			}
		}
		expect(receiver.starts).toEqual([]);
	});

	test('is refused from the start when signatures are required', async () => {
		receiver.trigger = listening({ parameters: { options: { requireSignature: true } } });
		expect(await post(unsigned(), {}, withToken)).toMatchObject({ status: 401 });
		expect(await postV1()).toMatchObject({ status: 200 });
	});

	test('receives the reason for a refusal', async () => {
		const wrong = { 'ms-signature': signatureOf('f'.repeat(32), unsigned()) };
		expect((await post(unsigned(), wrong, withToken)).text).toBe(
			'The signature of the call is wrong',
		);
		expect((await post(unsigned(), {}, '?secret=other')).text).toBe(
			'The URL of the call is not the registered one',
		);
		await postV1();
		expect((await post(unsigned(), {}, withToken)).text).toContain('has signed calls');
		receiver.trigger = listening({ parameters: { options: { requireSignature: true } } });
		expect((await post(unsigned(), {}, withToken)).text).toContain("'Require Signature' is on");
	});

	test('is not accepted with a wrong signature, not even an empty one', async () => {
		for (const signature of ['', 'sha256=', signatureOf('f'.repeat(32), unsigned())]) {
			const headers = { 'ms-signature': signature };
			expect(await post(unsigned(), headers, withToken)).toMatchObject({ status: 401 });
		}
		expect(receiver.starts).toEqual([]);
	});
});

describe('several triggers', () => {
	const other = { trigger: ids.triggers.projectUpdated, token: 'b'.repeat(64) };

	beforeEach(() => {
		listener().state.registration?.webhooks.push({
			...other,
			id: `other-${registrations}`,
			secret: 'f'.repeat(32),
		});
	});

	const forOther = (changes: Record<string, unknown> = {}) =>
		envelope({ Properties: { ...properties, WorkPointTrigger: other.trigger }, ...changes });

	test('each accept deliveries under their own secret', async () => {
		expect(await postV1()).toMatchObject({ status: 200 });
		expect(await postSigned(forOther({ Id: 'two' }), 'f'.repeat(32))).toMatchObject({
			status: 200,
		});
		expect(await postSigned(forOther({ Id: 'three' }), secret)).toMatchObject({ status: 401 });
		expect(receiver.starts.flat()).toMatchObject([
			{ Properties: { WorkPointTrigger: trigger } },
			{ Properties: { WorkPointTrigger: other.trigger } },
		]);
	});

	test('each accept deliveries under their own token', async () => {
		const body = Buffer.from(JSON.stringify(forOther()));
		expect(await post(body, {}, withToken)).toMatchObject({ status: 401 });
		expect(await post(body, {}, `?secret=${other.token}`)).toMatchObject({ status: 200 });
	});

	test('no longer accept calls without a signature once one call has been signed', async () => {
		await postV1();
		const body = Buffer.from(JSON.stringify(forOther({ Id: 'two' })));
		expect(await post(body, {}, `?secret=${other.token}`)).toMatchObject({ status: 401 });
	});

	test('can send the same Id', async () => {
		await postV1();
		await postSigned(forOther(), 'f'.repeat(32));
		expect(receiver.starts).toHaveLength(2);
	});
});

describe('echo', () => {
	test('the token is returned as plain text and nothing else', async () => {
		const { status, text, headers } = await receiver.call('GET', { query: `?echo=${id}` });
		expect({ status, text }).toEqual({ status: 200, text: id });
		expect(headers['content-type']).toBe('text/plain; charset=utf-8');
		expect(headers['x-content-type-options']).toBe('nosniff');
	});

	test.each([
		'',
		'?echo=',
		'?echo=a&echo=b',
		'?echo=<script>alert(1)</script>',
		`?echo=${'a'.repeat(5_000)}`,
		'?other=a',
	])('the query "%s" is refused, and no part of it is returned', async (query) => {
		const { status, text } = await receiver.call('GET', { query });
		expect({ status, text }).toEqual({ status: 400, text: '' });
		expect(receiver.starts).toEqual([]);
	});

	test('the echo is answered before the registration is known', async () => {
		delete listener().state.registration;
		expect(await receiver.call('GET', { query: `?echo=${id}` })).toMatchObject({ status: 200 });
	});

	test('only POST starts the workflow', async () => {
		for (const method of ['GET', 'HEAD', 'PUT', 'DELETE']) {
			await receiver.call(method, {
				body: v1.body,
				headers: { 'ms-signature': v1.signature },
				query: `?echo=${id}`,
			});
		}
		expect(receiver.starts).toEqual([]);
		const { webhooks = [] } = new WorkPointTrigger().description;
		expect(webhooks.map(({ httpMethod }) => httpMethod)).toEqual(['GET', 'POST']);
	});
});

describe('body', () => {
	test.each([
		properties,
		{
			workPointUrl: properties.WorkPointUrl,
			businessModuleId: businessModule,
			workPointTrigger: trigger,
		},
		{
			WORKPOINTURL: properties.WorkPointUrl,
			BusinessModuleId: businessModule,
			workpointtrigger: trigger,
		},
	])('the spelling %j yields the same item', async (Properties) => {
		await postSigned(envelope({ Properties }));
		expect(receiver.starts).toEqual([[item]]);
	});

	test.each([{}, undefined, null, { ...properties, WorkPointUrl: undefined }])(
		'properties %j are accepted under a signature',
		async (Properties) => {
			expect(await postSigned(envelope({ Properties }))).toMatchObject({ status: 200 });
			expect(receiver.starts).toMatchObject([[{ EntityId: 42 }]]);
		},
	);

	test('each notification is an item, in order', async () => {
		const Notifications = [3, 1, 2].map((EntityId) => ({ Action: 'Notify', EntityId }));
		await postSigned(envelope({ Notifications }));
		expect(receiver.starts).toEqual([[3, 1, 2].map((EntityId) => ({ ...item, EntityId }))]);
	});

	test.each([[[]], [undefined], [null]])(
		'notifications given as %j are answered and start nothing',
		async (Notifications) => {
			expect(await postSigned(envelope({ Notifications }))).toMatchObject({ status: 200 });
			expect(receiver.starts).toEqual([]);
		},
	);

	test.each<[unknown, unknown]>([
		[42, 42],
		['42', 42],
		[undefined, null],
	])(
		'the entity Id %j is read, and all other members are passed on',
		async (EntityId, expected) => {
			const Notifications = [
				{ action: 'Notify', entityId: EntityId, Title: 'A', More: { b: [1] } },
			];
			await postSigned(envelope({ Notifications }));
			expect(receiver.starts).toEqual([
				[{ ...item, EntityId: expected, Title: 'A', More: { b: [1] } }],
			]);
		},
	);

	test.each(['BusinessModuleId', 'WorkPointTrigger'])(
		'a %s other than the registered one is refused, another spelling of it is not',
		async (name) => {
			const of = (value: string) => envelope({ Properties: { ...properties, [name]: value } });
			expect(await postSigned(of(ids.projects))).toMatchObject({ status: 401 });
			expect(receiver.starts).toEqual([]);
			const registered = name === 'BusinessModuleId' ? businessModule : trigger;
			expect(await postSigned(of(`{${registered.toUpperCase()}}`))).toMatchObject({ status: 200 });
			expect(receiver.starts).toHaveLength(1);
		},
	);

	test.each<unknown>([1, true, {}, [], null, { toString: 0 }])(
		'the property value %j causes no crash',
		async (value) => {
			const Properties = { ...properties, WorkPointUrl: value, Other: value };
			expect(await postSigned(envelope({ Properties }))).toMatchObject({ status: 200 });
			const odd = envelope({ Id: 'odd', Properties: { ...properties, WorkPointTrigger: value } });
			expect([200, 401]).toContain((await postSigned(odd)).status);
		},
	);
});

describe('duplicates', () => {
	test('the same bytes sent twice start one run', async () => {
		expect([await postV1(), await postV1()]).toMatchObject([{ status: 200 }, { status: 200 }]);
		expect(receiver.starts).toHaveLength(1);
	});

	test('a second attempt with its own signature starts nothing', async () => {
		await postV1();
		expect(await postSigned(envelope({ Attempt: 2 }))).toMatchObject({ status: 200 });
		expect(receiver.starts).toHaveLength(1);
	});

	test('many simultaneous deliveries with the same Id start one run', async () => {
		const calls = await Promise.all(Array.from({ length: 20 }, async () => await postV1()));
		expect(calls.every(({ status }) => status === 200)).toBe(true);
		expect(receiver.starts).toHaveLength(1);
	});

	test('other Ids with the same content start another run', async () => {
		await postSigned(envelope({ Id: 'a' }));
		await postSigned(envelope({ Id: 'b' }));
		expect(receiver.starts).toHaveLength(2);
	});

	test('an Id whose run failed to start is not remembered', async () => {
		jest.spyOn(WebhookContext.prototype, 'getNodeParameter').mockImplementationOnce(() => {
			throw new Error('The options cannot be read');
		});
		expect(await postV1()).toMatchObject({ status: 500 });
		expect(await postV1()).toMatchObject({ status: 200 });
		expect(receiver.starts).toEqual([[item]]);
	});

	test('a repeated delivery after a restart starts nothing', async () => {
		await postV1();
		await jest.isolateModulesAsync(async () => {
			const copy = await import('../../nodes/WorkPointTrigger/WorkPointTrigger.node');
			const restarted = new TestTrigger(sandbox, {}, new copy.WorkPointTrigger());
			restarted.restore(listener().state);
			receiver.trigger = restarted;
			expect(await postV1()).toMatchObject({ status: 200 });
			expect(receiver.starts).toHaveLength(1);
			expect(await postSigned(envelope({ Id: 'new' }))).toMatchObject({ status: 200 });
			expect(receiver.starts).toHaveLength(2);
		});
	});

	test('a forged call does not use up the Id of a genuine one', async () => {
		await postV1({ 'ms-signature': signatureOf('f'.repeat(32), v1.body) });
		await postV1();
		expect(receiver.starts).toEqual([[item]]);
	});

	test('among 1,000 simultaneous calls with repeats and forgeries, each genuine one starts one run', async () => {
		const genuine = Array.from({ length: 800 }, (_, n) => envelope({ Id: `event-${n}` }));
		const repeats = genuine.slice(0, 100).map((sent) => ({ ...sent, Attempt: 2 }));
		const forged = Array.from({ length: 100 }, (_, n) => envelope({ Id: `forged-${n}` }));
		const calls = [
			...genuine.map((content) => ({ content, key: secret })),
			...repeats.map((content) => ({ content, key: secret })),
			...forged.map((content) => ({ content, key: 'f'.repeat(32) })),
		];
		// A fixed order in which they are mixed: 7 shares no factor with 1,000.
		const mixed = calls.map((_, n) => calls[(n * 7) % calls.length] as (typeof calls)[number]);
		const statuses: number[] = [];
		for (let start = 0; start < mixed.length; start += 100) {
			const answers = await Promise.all(
				mixed
					.slice(start, start + 100)
					.map(async ({ content, key }) => await postSigned(content, key)),
			);
			statuses.push(...answers.map(({ status }) => status));
		}
		expect(statuses.filter((status) => status === 200)).toHaveLength(900);
		expect(statuses.filter((status) => status === 401)).toHaveLength(100);
		const started = receiver.starts.flat().map(({ Id }) => String(Id));
		expect(started.sort()).toEqual(genuine.map(({ Id }) => String(Id)).sort());
	});
});

describe('life cycle', () => {
	test('late calls after unpublishing start nothing', async () => {
		delete listener().state.registration;
		expect(await postV1()).toMatchObject({ status: 404 });
		expect(receiver.starts).toEqual([]);
	});

	test('after a new registration the old secret is refused', async () => {
		webhook().secret = 'f'.repeat(64);
		expect(await postV1()).toMatchObject({ status: 401 });
		expect(receiver.starts).toEqual([]);
	});

	test.each([
		['the entity', { path: '/Item/' }],
		['the sign-in', { path: '/token' }],
	])(
		'the answer is immediate, and the event is passed on, when %s is not available',
		async (_what, fault) => {
			const own = await startSandbox();
			const limit = new AbortController();
			const timeout = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(limit.signal);
			receiver.trigger = new TestTrigger(own, {
				webhookId: randomUUID(),
				parameters: { includeEntity: true },
			});
			listener().state.registration = listening().state.registration;
			own.faults.add({ ...fault, kind: 'stall', times: 9 });
			const headers = { 'ms-signature': v1.signature };
			const { status } = await receiver.answerTo('POST', { body: v1.body, headers });
			expect(status).toBe(200);
			expect(receiver.starts).toEqual([]);
			limit.abort();
			await receiver.settled();
			timeout.mockRestore();
			await own.stop();
			expect(receiver.starts).toMatchObject([
				[
					{
						EntityId: 42,
						Entity: null,
						EntityError: 'WorkPoint did not return the entity within 30 s',
					},
				],
			]);
		},
	);

	test.each<[what: string, changes: INodeParameters, options: INodeParameters, entity: object]>([
		[
			'of the registered module, though the workflow names another by now',
			{ businessModule: byId(ids.companies) },
			{},
			{ Title: 'New intranet' },
		],
		['flat, as Entity → Get gives it', {}, {}, { Title: 'New intranet' }],
		[
			'as WorkPoint gives it without Simplify',
			{},
			{ simplify: false },
			{
				FieldValues: expect.arrayContaining([
					expect.objectContaining({ InternalFieldName: 'Title', Value: 'New intranet' }),
				]),
			},
		],
	])('the entity is %s', async (_what, changes, options, entity) => {
		const own = await startSandbox();
		receiver.trigger = new TestTrigger(own, {
			webhookId: randomUUID(),
			parameters: { ...changes, includeEntity: true, options },
		});
		const { registration } = listening().state;
		listener().state.registration = {
			...(registration as Registration),
			businessModule: ids.projects,
		};
		const Notifications = [{ Action: 'Notify', EntityId: 2 }];
		await postSigned(envelope({ Properties: undefined, Notifications }));
		await own.stop();
		expect(receiver.starts).toMatchObject([[{ EntityId: 2, Entity: entity }]]);
	});

	test('no other site is called when the address of the site cannot be used: the event is passed on and says so', async () => {
		const own = await startSandbox();
		const parameters = { includeEntity: true, options: { siteUrl: 'contoso' } };
		const trigger = new TestTrigger(own, { webhookId: randomUUID(), parameters });
		const event = { EntityId: 2, Properties: { BusinessModuleId: ids.projects } };
		expect(await trigger.run([{ json: event }])).toEqual([
			{
				...event,
				Entity: null,
				EntityError: "'WorkPoint Site URL' is not an absolute https address",
			},
		]);
		expect(own.requests).toEqual([]);
		await own.stop();
	});

	test('an old state that n8n saved over a new registration is ignored', async () => {
		const own = await startSandbox();
		const settings = { webhookId: randomUUID(), webhookBaseUrl: receiver.baseUrl };
		const live = new TestTrigger(own, settings);
		receiver.trigger = live;
		await live.activate();
		const old = new TestTrigger(own, settings);
		old.restore(live.state);
		await live.deactivate();
		await live.activate();
		receiver.trigger = old;
		await own.webhooks.fire(ids.triggers.projectUpdated, 1);
		await receiver.settled();
		await own.stop();
		expect(own.webhooks.deliveries).toMatchObject([{ status: 200 }]);
		expect(receiver.starts).toHaveLength(1);
		expect(old.state.registration?.webhooks).toMatchObject(live.state.registration?.webhooks ?? []);
	});

	test('a registration that n8n lost is recovered by a call to its address, and by no other', async () => {
		const own = await startSandbox();
		const settings = { webhookId: randomUUID(), webhookBaseUrl: receiver.baseUrl };
		const live = new TestTrigger(own, settings);
		await live.activate();
		const [callback = ''] = [...own.webhooks.registrations.values()].map(
			({ WebHookUri }) => WebHookUri,
		);
		const calls = () => own.requests.filter(({ method }) => method === 'GET').length;
		const before = calls();
		await jest.isolateModulesAsync(async () => {
			const copy = await import('../../nodes/WorkPointTrigger/WorkPointTrigger.node');
			receiver.trigger = new TestTrigger(own, settings, new copy.WorkPointTrigger());
			expect(await post(v1.body, {}, withToken)).toMatchObject({ status: 404 });
			expect(calls()).toBe(before);
			const guessed = new URL(callback).search.replace(/secret=.*/, `secret=${token}`);
			expect(await post(v1.body, {}, guessed)).toMatchObject({ status: 404 });
			expect(receiver.starts).toEqual([]);
			await own.webhooks.fire(ids.triggers.projectUpdated, 2);
			await receiver.settled();
		});
		await own.stop();
		expect(own.webhooks.deliveries).toMatchObject([{ status: 200 }]);
		expect(receiver.starts).toHaveLength(1);
		expect(listener().state.registration).toMatchObject({
			...live.state.registration,
			registeredAt: expect.any(Number),
			webhooks: live.state.registration?.webhooks.map((one) => ({ ...one, isSigned: true })),
		});
	});

	test('a sender that waits for 100 Continue is served', async () => {
		expect(await postV1({ Expect: '100-continue' })).toMatchObject({ status: 200 });
		expect(receiver.starts).toHaveLength(1);
	});

	test('a body above the size limit is refused', async () => {
		const More = 'x'.repeat(1024 * 1024);
		expect(await postSigned(envelope({ More }))).toMatchObject({ status: 413 });
		expect(receiver.starts).toEqual([]);
	});

	test('the log contains neither secret nor signature nor body', async () => {
		await postV1({ 'ms-signature': signatureOf('f'.repeat(32), v1.body) });
		await postSigned('no JSON');
		await postSigned(envelope({ Properties: { ...properties, WorkPointTrigger: ids.projects } }));
		expect(listener().logged).toHaveLength(3);
		const text = listener().logged.join('\n');
		expect(text).not.toMatch(/[0-9a-f]{32}|sha256|Notifications|no JSON/i);
	});
});

describe.each(['memory', 'queue'] as const)(
	'the %s sender, which sends no user agent',
	(sender) => {
		let own: Sandbox;

		beforeEach(async () => {
			own = await startSandbox({ sender, delays: [10, 10] });
			receiver.trigger = new TestTrigger(own, {
				webhookId: randomUUID(),
				webhookBaseUrl: receiver.baseUrl,
				parameters: { includeEntity: true },
			});
			await listener().activate();
		});

		afterEach(async () => {
			await own.stop();
		});

		test('starts the workflow once, with the entity', async () => {
			await own.webhooks.fire(ids.triggers.projectUpdated, 2);
			await receiver.settled();
			expect(receiver.starts).toMatchObject([[{ EntityId: 2, Entity: { Title: 'New intranet' } }]]);
			expect(own.webhooks.deliveries).toMatchObject([{ attempt: 1, status: 200 }]);
		});

		test('is accepted when it tries again', async () => {
			receiver.rawBodiesToLose = 1;
			await own.webhooks.fire(ids.triggers.projectUpdated, 1, 2);
			await receiver.settled();
			expect(own.webhooks.deliveries).toMatchObject([{ status: 400 }, { status: 200 }]);
			const Attempt = sender === 'memory' ? 2 : 1;
			expect(receiver.starts).toMatchObject([
				[
					{ EntityId: 1, Attempt },
					{ EntityId: 2, Attempt },
				],
			]);
		});
	},
);
