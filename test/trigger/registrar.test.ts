/**
 * Items a1 to a23 of the webhook checklist, each named by its number, on both routes.
 *
 * Not tested: a12 with a real timeout, which takes five minutes; a connection that breaks after the call was processed
 * takes the same path in the node.
 */
import { WorkPointTrigger } from '../../nodes/WorkPointTrigger/WorkPointTrigger.node';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';
import type { Fault } from '../../sandbox/faults';
import { ids, otherSiteUrl, siteUrl } from '../../sandbox/seed';
import { clientSecret } from '../../sandbox/signIn';
import { byId, Receiver, TestTrigger, type TriggerSettings } from './trigger';

const paths = {
	webhookProxy: '/api/webhookproxy',
	registrations: '/api/webhooks/registrations',
} as const;

describe.each(Object.entries(paths))('a23 on the route %s', (route, path) => {
	let sandbox: Sandbox;

	async function start(options: SandboxOptions = {}): Promise<void> {
		await sandbox?.stop();
		sandbox = await startSandbox(options);
	}

	beforeEach(async () => {
		await start();
	});

	afterEach(async () => {
		// a17, a18 and a22 hold for every test.
		expect(sent('DELETE').filter((request) => request.path === path)).toEqual([]);
		expect(sent('PUT')).toEqual([]);
		expect(sandbox.violations).toEqual([]);
		await sandbox.stop();
	});

	function triggerWith({ parameters, ...settings }: TriggerSettings = {}): TestTrigger {
		return new TestTrigger(sandbox, {
			parameters: { options: { route }, ...parameters },
			...settings,
		});
	}

	function sent(method: string) {
		return sandbox.requests.filter((request) => request.method === method);
	}

	function posted(index = 0): Record<string, unknown> {
		return sent('POST')[index]?.body as Record<string, unknown>;
	}

	function registered() {
		return [...sandbox.webhooks.registrations.values()];
	}

	/** Misbehaves at the next call of the route. */
	function fault(settings: Fault): void {
		sandbox.faults.add({ path: path.slice('/api'.length), ...settings });
	}

	test('a1 activation sends one POST with our headers and names in PascalCase', async () => {
		await triggerWith().activate();
		expect(sent('POST')).toMatchObject([
			{
				path,
				headers: {
					'content-type': 'application/json',
					accept: 'application/json',
					authorization: 'Bearer ***',
					workpoint365url: siteUrl,
				},
			},
		]);
		expect(Object.keys(posted()).sort()).toEqual([
			'Description',
			'IsPaused',
			'Properties',
			'Secret',
			'WebHookUri',
		]);
	});

	test('a2 every activation has a secret of its own, of 64 hex digits', async () => {
		await triggerWith().activate();
		await triggerWith().activate();
		const secrets = [posted(0).Secret, posted(1).Secret];
		for (const secret of secrets) expect(secret).toMatch(/^[0-9a-f]{64}$/);
		expect(new Set(secrets).size).toBe(2);
		expect(new Set([posted(0).WebHookUri, posted(1).WebHookUri]).size).toBe(2);
	});

	test('a3 the properties are the site, the module and the trigger', async () => {
		await triggerWith().activate();
		expect(posted().Properties).toEqual({
			WorkPointUrl: siteUrl,
			BusinessModuleId: ids.projects,
			WorkPointTrigger: ids.triggers.projectUpdated,
		});
	});

	test('a4 the Id of the answer is the one that is used afterwards', async () => {
		const trigger = triggerWith();
		await trigger.activate();
		const [registration] = registered();
		expect(await trigger.exists()).toBe(true);
		await trigger.deactivate();
		expect(sent('GET').at(-1)?.path).toBe(`${path}/${registration?.Id}`);
		expect(sent('DELETE').map((request) => request.path)).toEqual([`${path}/${registration?.Id}`]);
	});

	test.each(['', 'not JSON', '<html></html>', 'null'])(
		'a5 an answer of "%s" leaves the Id of Location',
		async (body) => {
			const Location = 'https://elsewhere.example.com/api/webhooks/registrations/abc123?x=1';
			fault({ answer: { status: 201, headers: { Location }, body } });
			const trigger = triggerWith();
			await trigger.activate();
			expect(trigger.state.registration?.id).toBe('abc123');
		},
	);

	test('a5 an answer without any Id fails the activation, and nothing is stored', async () => {
		fault({ answer: { status: 201, body: '' } });
		const trigger = triggerWith();
		await expect(trigger.activate()).rejects.toThrow(
			'WorkPoint registered the webhook without telling its ID',
		);
		expect(trigger.state.registration).toBeUndefined();
	});

	test('a6 the host of Location is never called', async () => {
		const elsewhere = await startSandbox();
		const Location = `${elsewhere.origin}${path}/abc123`;
		fault({ answer: { status: 201, headers: { Location }, body: '' } });
		const trigger = triggerWith();
		await trigger.activate();
		await trigger.deactivate();
		expect(elsewhere.requests).toEqual([]);
		await elsewhere.stop();
	});

	test('a7 the secret of the answer wins over the one that was sent', async () => {
		const Secret = 'f'.repeat(32);
		fault({ answer: { status: 201, body: JSON.stringify({ Id: 'abc', Secret }) } });
		const trigger = triggerWith();
		await trigger.activate();
		expect(trigger.state.registration?.secret).toBe(Secret);
	});

	test('a8 an answer in other spelling and with unknown members is understood', async () => {
		const secret = 'e'.repeat(32);
		const body = { id: 'abc', secret, description: null, filters: ['MS_Private_x'], more: {} };
		fault({ answer: { status: 201, body: JSON.stringify(body) } });
		const trigger = triggerWith();
		await trigger.activate();
		expect(trigger.state.registration).toMatchObject({ id: 'abc', secret });
	});

	test('a9 a refusal shows what the service says, without secret and token', async () => {
		const Message = `Could not register WebHook. Secret: ${'a'.repeat(64)}, https://n8n.example.com/?secret=${'b'.repeat(64)}`;
		const ModelState = { 'webHook.Description': ['The Description is too long.'] };
		fault({ answer: { status: 400, body: JSON.stringify({ Message, ModelState }) } });
		const failure = await triggerWith()
			.activate()
			.catch((error: Error) => error as Error & { description?: string });
		const shown = `${failure?.message} ${failure?.description}`;
		expect(shown).toContain('Could not register WebHook.');
		expect(shown).toContain('Description: The Description is too long.');
		// Neither what the service quoted nor what the node sent.
		const whole = shown + JSON.stringify(failure);
		expect(whole).not.toMatch(/[0-9a-f]{64}|Bearer (?!\*)/);
		expect(whole).not.toContain(clientSecret);
	});

	test.each([400, 404, 409])('a10 a bare %i shows the status and what it means', async (status) => {
		fault({ answer: { status } });
		await expect(triggerWith().activate()).rejects.toMatchObject({
			message: expect.stringContaining(`WorkPoint answered ${status}`),
			description: expect.stringMatching(/\w{4}/),
			httpCode: String(status),
		});
	});

	test('a11 a 401 names the credential after one refresh', async () => {
		fault({ times: 9, answer: { status: 401 } });
		await expect(triggerWith().activate()).rejects.toMatchObject({
			description: expect.stringContaining('credential'),
			httpCode: '401',
		});
		expect(sent('POST')).toHaveLength(2);
	});

	test('a11 an expired token is refreshed once', async () => {
		const trigger = triggerWith();
		await trigger.activate();
		sandbox.signIn.expireTokens();
		expect(await trigger.exists()).toBe(true);
		expect(sandbox.signIn.issued).toBe(2);
	});

	test.each([500, 502, 503, 429])(
		'a12 a %i is not repeated blindly, and leaves nothing behind',
		async (status) => {
			fault({ answer: { status } });
			const trigger = triggerWith();
			await expect(trigger.activate()).rejects.toMatchObject({ httpCode: String(status) });
			expect(sandbox.requests.map(({ method }) => method)).toEqual(['POST', 'GET']);
			expect(registered()).toEqual([]);
			expect(trigger.state.registration).toBeUndefined();
		},
	);

	test.each(['resetAfter', 'cutOff'] as const)(
		'a12 a registration whose answer is lost (%s) is adopted',
		async (kind) => {
			fault({ kind });
			const trigger = triggerWith();
			await trigger.activate();
			expect(sent('POST')).toHaveLength(1);
			expect(registered()).toHaveLength(1);
			expect(trigger.state.registration?.id).toBe(registered()[0]?.Id);
			expect(trigger.state.registration?.secret).toBe(registered()[0]?.Secret);
		},
	);

	describe('a13 at a start of n8n', () => {
		let trigger: TestTrigger;

		beforeEach(async () => {
			trigger = triggerWith();
			await trigger.activate();
		});

		/** The same trigger with other parameters, as after the workflow was changed. */
		function changed(settings: TriggerSettings): TestTrigger {
			const other = triggerWith(settings);
			other.restore(trigger.state);
			return other;
		}

		test('the registration is used again', async () => {
			const [before] = registered();
			await changed({}).activate();
			expect(registered()).toEqual([before]);
		});

		test('one that is gone is made anew', async () => {
			sandbox.webhooks.registrations.clear();
			await trigger.activate();
			expect(registered()).toHaveLength(1);
		});

		test.each([{ IsPaused: true }, { WebHookUri: 'https://other.example.com/' }])(
			'one that was changed to %j is replaced',
			async (change) => {
				const [before] = registered();
				Object.assign(before as object, change);
				await trigger.activate();
				expect(registered()).toHaveLength(1);
				expect(registered()[0]?.Id).not.toBe(before?.Id);
				expect(registered()[0]).toMatchObject({ IsPaused: false });
			},
		);

		test.each<[string, TriggerSettings]>([
			['address', { webhookBaseUrl: 'https://moved.example.com/webhook' }],
			['module', { parameters: { businessModule: byId(ids.companies) } }],
			['trigger', { parameters: { trigger: byId(ids.triggers.projectCreated) } }],
			['site', { parameters: { options: { route, siteUrl: otherSiteUrl } } }],
			[
				'route',
				{
					parameters: {
						options: { route: route === 'webhookProxy' ? 'registrations' : 'webhookProxy' },
					},
				},
			],
		])('another %s replaces it', async (_what, settings) => {
			const [before] = registered();
			await changed(settings).activate();
			expect(registered()).toHaveLength(1);
			expect(registered()[0]?.Id).not.toBe(before?.Id);
		});

		test('the same module and trigger in another spelling do not', async () => {
			const [before] = registered();
			const parameters = {
				businessModule: byId(`{${ids.projects.toUpperCase()}}`),
				trigger: byId(`={{ '${ids.triggers.projectUpdated}'.toUpperCase() }}`),
			};
			await changed({ parameters }).activate();
			expect(registered()).toEqual([before]);
		});

		test.each([401, 500])('a %i is an error and no "it is gone"', async (status) => {
			fault({ times: 9, answer: { status } });
			await expect(trigger.exists()).rejects.toMatchObject({ httpCode: String(status) });
			expect(trigger.state.registration).toBeDefined();
			sandbox.faults.clear();
			expect(registered()).toHaveLength(1);
		});
	});

	test('a14 a secret that was lost here is taken over from the service', async () => {
		const trigger = triggerWith();
		await trigger.activate();
		delete trigger.state.registration?.secret;
		expect(await trigger.exists()).toBe(true);
		expect(trigger.state.registration?.secret).toBe(registered()[0]?.Secret);
	});

	test('a15 deactivation removes the own registration and no other', async () => {
		const other = triggerWith();
		await other.activate();
		const trigger = triggerWith();
		await trigger.activate();
		await trigger.deactivate();
		expect(registered().map(({ Id }) => Id)).toEqual([other.state.registration?.id]);
		expect(trigger.state.registration).toBeUndefined();
	});

	test('a15 one that is gone already counts as removed', async () => {
		const trigger = triggerWith();
		await trigger.activate();
		sandbox.webhooks.registrations.clear();
		await trigger.deactivate();
		expect(trigger.state.registration).toBeUndefined();
	});

	test.each([401, 500])(
		'a15 a %i is reported, and the next deactivation removes it',
		async (status) => {
			const trigger = triggerWith();
			await trigger.activate();
			fault({ times: 9, answer: { status } });
			await expect(trigger.deactivate()).rejects.toMatchObject({ httpCode: String(status) });
			sandbox.faults.clear();
			await trigger.deactivate();
			expect(registered()).toEqual([]);
		},
	);

	test('a16 an Id with odd characters stays one segment of the path', async () => {
		const body = JSON.stringify({ Id: 'a/b?c#d', Secret: 'f'.repeat(32) });
		fault({ answer: { status: 201, body } });
		const trigger = triggerWith();
		await trigger.activate();
		await trigger.deactivate();
		expect(sent('DELETE').map((request) => request.path)).toEqual([`${path}/a%2Fb%3Fc%23d`]);
	});

	test('a17 without a stored registration, deactivation calls nobody', async () => {
		await triggerWith().deactivate();
		expect(sandbox.requests).toEqual([]);
	});

	test('a18 a changed trigger is registered anew, never changed with PUT', async () => {
		const trigger = triggerWith();
		await trigger.activate();
		const changed = triggerWith({ parameters: { trigger: byId(ids.triggers.projectCreated) } });
		changed.restore(trigger.state);
		await changed.activate();
		expect(sandbox.requests.map(({ method }) => method).filter((name) => name !== 'GET')).toEqual([
			'POST',
			'DELETE',
			'POST',
		]);
	});

	test('a19 the echo is answered while the registration is pending', async () => {
		await start({ checksEcho: true });
		const receiver = await new Receiver().start();
		const trigger = triggerWith({ webhookBaseUrl: receiver.baseUrl });
		receiver.trigger = trigger;
		await trigger.activate();
		expect(registered()).toHaveLength(1);
		expect(receiver.starts).toEqual([]);
		await receiver.stop();
	});

	test('a19 n8n opens the address of the echo before it registers', () => {
		const { webhooks = [] } = new WorkPointTrigger().description;
		expect(webhooks.map(({ name }) => name)).toEqual(['setup', 'default']);
	});

	test('a20 a registration without the echo check is not called a proof that n8n is reachable', async () => {
		await triggerWith().activate();
		expect(registered()).toHaveLength(1);
		expect(new WorkPointTrigger().description.activationMessage).toMatch(
			/first event shows whether WorkPoint can reach n8n/,
		);
	});

	test.each(['http://n8n.example.com/webhook', 'ftp://n8n.example.com', '/webhook', 'n8n'])(
		'a21 the callback %s is refused before any call, with advice',
		async (webhookBaseUrl) => {
			await expect(triggerWith({ webhookBaseUrl }).activate()).rejects.toMatchObject({
				message: expect.stringContaining('WorkPoint cannot reach this n8n'),
				description: expect.stringContaining('N8N_WEBHOOK_URL'),
			});
			expect(sandbox.requests).toEqual([]);
		},
	);

	test('a21 a callback on this machine is refused for a service that is not', async () => {
		const connection = { ...sandbox.connection, apiBaseUrl: 'https://api.example.com' };
		const trigger = new TestTrigger(
			{ connection },
			{ parameters: { options: { route } }, webhookBaseUrl: 'http://localhost:5678/webhook' },
		);
		await expect(trigger.activate()).rejects.toThrow('WorkPoint cannot reach this n8n');
	});

	test('a22 no filters are sent', async () => {
		await triggerWith().activate();
		expect(posted()).not.toHaveProperty('Filters');
		expect(registered()[0]?.Filters).toEqual(['*']);
	});

	test('listening for a test event registers the test address', async () => {
		const trigger = triggerWith({ isTest: true });
		await trigger.activate();
		expect(posted().WebHookUri).toMatch(/^https:\/\/n8n\.example\.com\/webhook-test\//);
		await trigger.deactivate();
		expect(registered()).toEqual([]);
	});

	test('the description comes from an expression, else from the workflow', async () => {
		await triggerWith({
			parameters: { additionalFields: { description: '={{ "To " + "n8n" }}' } },
		}).activate();
		await triggerWith().activate();
		expect(registered().map(({ Description }) => Description)).toEqual([
			'To n8n',
			'n8n workflow workflow',
		]);
	});

	test.each(['businessModule', 'trigger'])('a %s that is no GUID is refused', async (name) => {
		await expect(
			triggerWith({ parameters: { [name]: byId('Projects') } }).activate(),
		).rejects.toThrow('is not a GUID');
		expect(sandbox.requests).toEqual([]);
	});
});

test('a14 the proxy that confirms no secret leaves none, so that the token decides', async () => {
	const sandbox = await startSandbox({ proxyConfirmsSecret: false });
	const trigger = new TestTrigger(sandbox);
	await trigger.activate();
	expect(trigger.state.registration?.secret).toBeUndefined();
	expect(trigger.state.registration?.token).toMatch(/^[0-9a-f]{64}$/);
	await sandbox.stop();
});
