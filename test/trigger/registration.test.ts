/**
 * What the node registers, keeps and removes, on both routes.
 *
 * Not tested: a real time-out, which takes five minutes; a connection that breaks after the call was processed takes the
 * same path in the node.
 */
import { byId } from '../../n8n/workflow';
import type { StoredWebhook } from '../../nodes/WorkPointTrigger/storedState';
import { WorkPointTrigger } from '../../nodes/WorkPointTrigger/WorkPointTrigger.node';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';
import type { Fault } from '../../sandbox/server/faults';
import { ids, otherSiteUrl, siteUrl } from '../../sandbox/tenant/seed';
import { clientSecret } from '../../sandbox/services/signIn';
import { Receiver, TestTrigger, type TriggerSettings } from '../support/testTrigger';

const paths = {
	webhookProxy: '/api/webhookproxy',
	registrations: '/api/webhooks/registrations',
} as const;

/** The node's webhook, as it is stored. */
function webhookOf({ state }: TestTrigger): StoredWebhook | undefined {
	return state.registration?.webhooks[0];
}

describe.each(Object.entries(paths))('on the route %s', (route, path) => {
	let sandbox: Sandbox;

	async function start(options: SandboxOptions = {}): Promise<void> {
		await sandbox?.stop();
		sandbox = await startSandbox(options);
	}

	beforeEach(async () => {
		await start();
	});

	afterEach(async () => {
		// It never removes what others registered, and never changes a webhook.
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

	/** Misbehaves at the next call of the route that registers. */
	function fault(settings: Fault): void {
		sandbox.faults.add({ path: path.slice('/api'.length), method: 'POST', ...settings });
	}

	/** Misbehaves at every call of the route. */
	function failAll(status: number): void {
		sandbox.faults.add({ path: path.slice('/api'.length), times: 99, answer: { status } });
	}

	test('publishing sends one POST with our headers and names in PascalCase', async () => {
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

	test('each registration has its own secret of 64 hex digits', async () => {
		await triggerWith().activate();
		await triggerWith().activate();
		const secrets = [posted(0).Secret, posted(1).Secret];
		for (const secret of secrets) expect(secret).toMatch(/^[0-9a-f]{64}$/);
		expect(new Set(secrets).size).toBe(2);
		expect(new Set([posted(0).WebHookUri, posted(1).WebHookUri]).size).toBe(2);
	});

	test('the properties are the site, the module and the trigger, and nothing else', async () => {
		await triggerWith().activate();
		expect(posted().Properties).toEqual({
			WorkPointUrl: siteUrl,
			BusinessModuleId: ids.projects,
			WorkPointTrigger: ids.triggers.projectUpdated,
		});
	});

	test('the ID in the answer is used afterwards', async () => {
		const trigger = triggerWith();
		await trigger.activate();
		const [registration] = registered();
		expect(await trigger.exists()).toBe(true);
		await trigger.deactivate();
		expect(sent('GET').at(-1)?.path).toBe(`${path}/${registration?.Id}`);
		expect(sent('DELETE').map((request) => request.path)).toEqual([`${path}/${registration?.Id}`]);
	});

	test.each(['', 'not JSON', '<html></html>', 'null'])(
		'the ID is taken from Location when the answer is "%s"',
		async (body) => {
			const Location = 'https://elsewhere.example.com/api/webhooks/registrations/abc123?x=1';
			fault({ answer: { status: 201, headers: { Location }, body } });
			const trigger = triggerWith();
			await trigger.activate();
			expect(webhookOf(trigger)?.id).toBe('abc123');
		},
	);

	test('an answer without any ID fails the publishing, and nothing is stored', async () => {
		fault({ answer: { status: 201, body: '' } });
		const trigger = triggerWith();
		await expect(trigger.activate()).rejects.toThrow(
			'WorkPoint registered the webhook without returning its ID',
		);
		expect(trigger.state.registration).toBeUndefined();
	});

	test('the host of Location is never called', async () => {
		const elsewhere = await startSandbox();
		const Location = `${elsewhere.origin}${path}/abc123`;
		fault({ answer: { status: 201, headers: { Location }, body: '' } });
		const trigger = triggerWith();
		await trigger.activate();
		await trigger.deactivate();
		expect(elsewhere.requests).toEqual([]);
		await elsewhere.stop();
	});

	test('the secret in the answer takes precedence over the one that was sent', async () => {
		const Secret = 'f'.repeat(32);
		fault({ answer: { status: 201, body: JSON.stringify({ Id: 'abc', Secret }) } });
		const trigger = triggerWith();
		await trigger.activate();
		expect(webhookOf(trigger)?.secret).toBe(Secret);
	});

	test('an answer with other letter case and unknown members is understood', async () => {
		const secret = 'e'.repeat(32);
		const body = { id: 'abc', secret, description: null, filters: ['MS_Private_x'], more: {} };
		fault({ answer: { status: 201, body: JSON.stringify(body) } });
		const trigger = triggerWith();
		await trigger.activate();
		expect(webhookOf(trigger)).toMatchObject({ id: 'abc', secret });
	});

	test('a refusal shows the message of the service, without secret and token', async () => {
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

	test.each([400, 404, 409])('a bare %i shows the status and its meaning', async (status) => {
		fault({ answer: { status } });
		await expect(triggerWith().activate()).rejects.toMatchObject({
			message: expect.stringMatching(
				`WorkPoint answered ${status} .+ without saying why\\. .*\\w{4}`,
			),
			httpCode: String(status),
		});
	});

	test('the message alone says what to do when WorkPoint cannot be reached', async () => {
		const connection = { ...sandbox.connection, apiBaseUrl: 'http://127.0.0.1:9' };
		const trigger = new TestTrigger({ connection }, {});
		await expect(trigger.activate()).rejects.toMatchObject({
			message:
				'The WorkPoint Web API refused the connection. The call changed nothing in WorkPoint. Check the network and the environment of the credential, then run it again. (ECONNREFUSED)',
			description: null,
		});
	});

	test('a 401 names the credential after one refresh', async () => {
		fault({ times: 9, answer: { status: 401 } });
		await expect(triggerWith().activate()).rejects.toMatchObject({
			message: expect.stringContaining('Open the credential and test it'),
			httpCode: '401',
		});
		expect(sent('POST')).toHaveLength(2);
	});

	test('an expired token is refreshed once', async () => {
		const trigger = triggerWith();
		await trigger.activate();
		sandbox.signIn.expireTokens();
		expect(await trigger.exists()).toBe(true);
		expect(sandbox.signIn.issued).toBe(2);
	});

	test.each([500, 502, 503])(
		'a bare %i is not retried, and leaves nothing behind',
		async (status) => {
			fault({ answer: { status } });
			const trigger = triggerWith();
			await expect(trigger.activate()).rejects.toMatchObject({ httpCode: String(status) });
			expect(sent('POST')).toHaveLength(1);
			expect(registered()).toEqual([]);
			expect(trigger.state.registration).toBeUndefined();
		},
	);

	test.each([500, 502, 503])(
		'a registration that was made despite a bare %i is found and used',
		async (status) => {
			fault({ answer: { status, isProcessed: true } });
			const trigger = triggerWith();
			await trigger.activate();
			expect(sent('POST')).toHaveLength(1);
			expect(registered().map(({ Id }) => Id)).toEqual([webhookOf(trigger)?.id]);
		},
	);

	test("a failure with WorkPoint's own message leaves nothing behind, whatever was carried out", async () => {
		fault({ answer: { status: 500, isProcessed: true, body: '{"Message":"Not now"}' } });
		await expect(triggerWith().activate()).rejects.toThrow('Not now');
		expect(registered()).toEqual([]);
	});

	test('publishing waits after a 429 with Retry-After, and then registers once', async () => {
		fault({ answer: { status: 429, headers: { 'retry-after': '1' } } });
		const start = Date.now();
		await triggerWith().activate();
		expect(Date.now() - start).toBeGreaterThan(900);
		expect(registered()).toHaveLength(1);
	});

	test.each(['resetAfter', 'cutOff'] as const)(
		'a registration whose answer is lost (%s) is found and used',
		async (kind) => {
			fault({ kind });
			const trigger = triggerWith();
			await trigger.activate();
			expect(sent('POST')).toHaveLength(1);
			expect(registered()).toHaveLength(1);
			expect(webhookOf(trigger)?.id).toBe(registered()[0]?.Id);
			expect(webhookOf(trigger)?.secret).toBe(registered()[0]?.Secret);
		},
	);

	describe('at the start of n8n', () => {
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

		test('the existing registration is reused', async () => {
			const [before] = registered();
			await changed({}).activate();
			expect(registered()).toEqual([before]);
		});

		test('a missing registration is created again', async () => {
			sandbox.webhooks.registrations.clear();
			await trigger.activate();
			expect(registered()).toHaveLength(1);
		});

		test.each([{ IsPaused: true }, { WebHookUri: 'https://other.example.com/' }])(
			'a registration that was changed to %j is replaced',
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
			[
				'module with its trigger',
				{
					parameters: {
						businessModule: byId(ids.companies),
						trigger: byId(ids.triggers.companyCreated),
					},
				},
			],
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
		])('another %s replaces the registration', async (_what, settings) => {
			const [before] = registered();
			await changed(settings).activate();
			expect(registered()).toHaveLength(1);
			expect(registered()[0]?.Id).not.toBe(before?.Id);
		});

		test('the same module and trigger in another spelling do not replace it', async () => {
			const [before] = registered();
			const parameters = {
				businessModule: byId(`{${ids.projects.toUpperCase()}}`),
				trigger: byId(`={{ '${ids.triggers.projectUpdated}'.toUpperCase() }}`),
			};
			await changed({ parameters }).activate();
			expect(registered()).toEqual([before]);
		});

		test.each([401, 500])(
			'a %i is an error, and does not mean that the registration is missing',
			async (status) => {
				failAll(status);
				await expect(trigger.exists()).rejects.toMatchObject({ httpCode: String(status) });
				expect(trigger.state.registration).toBeDefined();
				sandbox.faults.clear();
				expect(registered()).toHaveLength(1);
			},
		);
	});

	test('a secret that was lost in n8n is read from the service', async () => {
		const trigger = triggerWith();
		await trigger.activate();
		delete webhookOf(trigger)?.secret;
		expect(await trigger.exists()).toBe(true);
		expect(webhookOf(trigger)?.secret).toBe(registered()[0]?.Secret);
	});

	test("unpublishing removes the trigger's own registration and no other", async () => {
		const other = triggerWith({ workflowId: 'other' });
		await other.activate();
		const trigger = triggerWith();
		await trigger.activate();
		await trigger.deactivate();
		expect(registered().map(({ Id }) => Id)).toEqual([webhookOf(other)?.id]);
		expect(trigger.state.registration).toBeUndefined();
	});

	test('a registration that is already gone counts as removed', async () => {
		const trigger = triggerWith();
		await trigger.activate();
		sandbox.webhooks.registrations.clear();
		await trigger.deactivate();
		expect(trigger.state.registration).toBeUndefined();
	});

	test.each([401, 500])(
		'a %i during removal is reported, and the next attempt removes the registration',
		async (status) => {
			const trigger = triggerWith();
			await trigger.activate();
			failAll(status);
			await expect(trigger.deactivate()).rejects.toMatchObject({ httpCode: String(status) });
			sandbox.faults.clear();
			await trigger.deactivate();
			expect(registered()).toEqual([]);
		},
	);

	test('an ID with special characters remains one segment of the path', async () => {
		const body = JSON.stringify({ Id: 'a/b?c#d', Secret: 'f'.repeat(32) });
		fault({ answer: { status: 201, body } });
		const trigger = triggerWith();
		await trigger.activate();
		await trigger.deactivate();
		expect(sent('DELETE').map((request) => request.path)).toEqual([`${path}/a%2Fb%3Fc%23d`]);
	});

	test('a changed trigger is registered again, never changed with PUT', async () => {
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

	test('the echo is answered while the registration is pending', async () => {
		await start({ checksEcho: true });
		const receiver = await new Receiver().start();
		const trigger = triggerWith({ webhookBaseUrl: receiver.baseUrl });
		receiver.trigger = trigger;
		await trigger.activate();
		expect(registered()).toHaveLength(1);
		expect(receiver.starts).toEqual([]);
		await receiver.stop();
	});

	test('n8n opens the address for the echo before it registers', () => {
		const { webhooks = [] } = new WorkPointTrigger().description;
		expect(webhooks.map(({ name }) => name)).toEqual(['setup', 'default']);
	});

	test('a registration without the echo check is not presented as proof that n8n is reachable', async () => {
		await triggerWith().activate();
		expect(registered()).toHaveLength(1);
		expect(new WorkPointTrigger().description.activationMessage).toMatch(
			/first event shows whether WorkPoint can reach n8n/,
		);
	});

	test.each(['http://n8n.example.com/webhook', 'ftp://n8n.example.com', '/webhook', 'n8n'])(
		'the callback %s is refused before any call, with advice',
		async (webhookBaseUrl) => {
			await expect(triggerWith({ webhookBaseUrl }).activate()).rejects.toMatchObject({
				message: expect.stringMatching(/WorkPoint cannot reach this n8n.+N8N_WEBHOOK_URL/),
			});
			expect(sandbox.requests).toEqual([]);
		},
	);

	test('a callback on this machine is refused for a service on another', async () => {
		const connection = { ...sandbox.connection, apiBaseUrl: 'https://api.example.com' };
		const trigger = new TestTrigger(
			{ connection },
			{ parameters: { options: { route } }, webhookBaseUrl: 'http://localhost:5678/webhook' },
		);
		await expect(trigger.activate()).rejects.toThrow('WorkPoint cannot reach this n8n');
	});

	test('no filters are sent', async () => {
		await triggerWith().activate();
		expect(posted()).not.toHaveProperty('Filters');
		expect(registered()[0]?.Filters).toEqual(['*']);
	});

	describe('a leftover registration', () => {
		test('of an n8n that ended before it stored the registration is replaced at the next attempt', async () => {
			await triggerWith().activate();
			const [left] = registered();
			await triggerWith().activate();
			expect(registered()).toHaveLength(1);
			expect(registered()[0]?.Id).not.toBe(left?.Id);
		});

		test('is removed when n8n gives up before it stored the registration', async () => {
			await triggerWith().activate();
			await triggerWith().deactivate();
			expect(registered()).toEqual([]);
		});

		test.each<[string, TriggerSettings]>([
			['workflow', { workflowId: 'other' }],
			['n8n', { instanceId: 'other' }],
			['node', { webhookId: 'f0f0f0f0-6a0e-4c8e-9f4e-0d6a5b1c2d3e' }],
			['address of n8n', { webhookBaseUrl: 'https://other.example.com/webhook' }],
			['test', { isTest: true }],
		])('of another %s is kept', async (_what, settings) => {
			await triggerWith(settings).activate();
			const [theirs] = registered();
			const trigger = triggerWith();
			await trigger.activate();
			expect(registered()).toHaveLength(2);
			await trigger.deactivate();
			await triggerWith().deactivate();
			expect(registered()).toEqual([theirs]);
		});

		test('does not remain after a failure that follows the POST', async () => {
			fault({ answer: { status: 201, isProcessed: true, body: '{"Id":"unknown"}' } });
			sandbox.faults.add({ path: '/unknown', answer: { status: 403 } });
			await expect(triggerWith().activate()).rejects.toMatchObject({ httpCode: '403' });
			expect(sent('POST')).toHaveLength(1);
			expect(registered()).toEqual([]);
		});
	});

	describe('a registration contained in a workflow that is imported', () => {
		const settings: Array<[string, TriggerSettings]> = [
			['another workflow', { workflowId: 'other' }],
			['another n8n', { instanceId: 'other' }],
			['another address', { webhookBaseUrl: 'https://other.example.com/webhook' }],
		];
		let original: TestTrigger;

		beforeEach(async () => {
			original = triggerWith();
			await original.activate();
		});

		function imported(elsewhere: TriggerSettings): TestTrigger {
			const copy = triggerWith(elsewhere);
			copy.restore(original.state);
			return copy;
		}

		test.each(settings)(
			'into %s is forgotten and kept when that is published',
			async (_where, elsewhere) => {
				const [theirs] = registered();
				const copy = imported(elsewhere);
				await copy.activate();
				expect(registered()).toHaveLength(2);
				expect(registered()[0]).toBe(theirs);
				expect(webhookOf(copy)?.id).not.toBe(theirs?.Id);
				await copy.deactivate();
				expect(registered()).toEqual([theirs]);
				expect(await original.exists()).toBe(true);
			},
		);

		test.each(settings)('into %s is kept when that is unpublished', async (_where, elsewhere) => {
			const copy = imported(elsewhere);
			await copy.deactivate();
			expect(copy.state.registration).toBeUndefined();
			expect(registered()).toHaveLength(1);
		});

		test('over the original workflow is used again', async () => {
			const [before] = registered();
			await imported({}).activate();
			expect(registered()).toEqual([before]);
		});
	});

	describe('several triggers', () => {
		const watched = [ids.triggers.projectUpdated, ids.triggers.projectCreated];
		const both = { options: { route, moreTriggers: [ids.triggers.projectCreated] } };

		test('have one registration each, and are removed together', async () => {
			const trigger = triggerWith({ parameters: both });
			await trigger.activate();
			expect(registered().map(({ Properties }) => Properties.WorkPointTrigger)).toEqual(watched);
			expect(new Set(registered().map(({ WebHookUri }) => WebHookUri)).size).toBe(2);
			expect(await trigger.exists()).toBe(true);
			await trigger.deactivate();
			expect(registered()).toEqual([]);
		});

		test.each<[what: string, moreTriggers: string[]]>([
			['none', []],
			['the main one again', [ids.triggers.projectUpdated]],
		])('given as %s leave only the main one', async (_what, moreTriggers) => {
			await triggerWith({ parameters: { options: { route, moreTriggers } } }).activate();
			expect(registered()).toMatchObject([
				{ Properties: { WorkPointTrigger: ids.triggers.projectUpdated } },
			]);
		});

		test('leave nothing behind when one fails', async () => {
			fault({ times: 1, answer: { status: 201, isProcessed: true, body: '{"Id":"a"}' } });
			sandbox.faults.add({ path: '/a', answer: { status: 200, body: '{}' } });
			const posts = () => sent('POST').length;
			const trigger = triggerWith({ parameters: both });
			const activated = trigger.activate();
			while (posts() < 1) await new Promise((resolve) => setTimeout(resolve, 1));
			fault({ answer: { status: 400, body: '{"Message":"No second one"}' } });
			await expect(activated).rejects.toThrow('No second one');
			expect(registered()).toEqual([]);
			expect(trigger.state.registration).toBeUndefined();
		});

		test('are all registered again when one is missing', async () => {
			const trigger = triggerWith({ parameters: both });
			await trigger.activate();
			const [first, second] = registered();
			sandbox.webhooks.registrations.delete(String(first?.Id));
			await trigger.activate();
			expect(registered()).toHaveLength(2);
			expect(registered().map(({ Id }) => Id)).not.toContain(second?.Id);
		});

		test('are replaced when one is added', async () => {
			const trigger = triggerWith();
			await trigger.activate();
			const more = triggerWith({ parameters: both });
			more.restore(trigger.state);
			await more.activate();
			expect(registered().map(({ Properties }) => Properties.WorkPointTrigger)).toEqual(watched);
		});

		test('are refused when one is not a GUID', async () => {
			await expect(
				triggerWith({ parameters: { options: { route, moreTriggers: ['x'] } } }).activate(),
			).rejects.toThrow("'More Triggers' holds a value that is not a GUID");
			expect(sandbox.requests).toEqual([]);
		});
	});

	describe('a trigger of another module', () => {
		const picked = (value: string, cachedResultName: string) => ({
			__rl: true,
			mode: 'list',
			value,
			cachedResultName,
		});
		const inContracts = { businessModule: picked(ids.contracts, 'Contracts') };

		async function refusal(parameters: TriggerSettings['parameters']): Promise<string> {
			const trigger = triggerWith({ parameters });
			const failure = await trigger.activate().catch((error: Error) => error);
			expect(trigger.state.registration).toBeUndefined();
			expect(registered()).toEqual([]);
			expect(sent('POST')).toEqual([]);
			return (failure as Error).message;
		}

		test('is refused with its name and those of the module, before anything is registered', async () => {
			const trigger = picked(ids.triggers.projectUpdated, 'Project updated');
			expect(await refusal({ ...inContracts, trigger })).toBe(
				`'Trigger On' has "Project updated", which is not an active trigger of the business module "Contracts". Choose one of: "Contract created".`,
			);
		});

		test('is also refused among the additional triggers', async () => {
			const trigger = picked(ids.triggers.contractCreated, 'Contract created');
			const options = { route, moreTriggers: [ids.triggers.projectUpdated] };
			expect(await refusal({ ...inContracts, trigger, options })).toBe(
				`'More Triggers' has "${ids.triggers.projectUpdated}", which is not an active trigger of the business module "Contracts". Remove it, or choose one of: "Contract created".`,
			);
		});

		test('is refused by its ID if the editor has stored no names', async () => {
			expect(await refusal({ businessModule: byId(ids.companies) })).toContain(
				`'Trigger On' has "${ids.triggers.projectUpdated}", which is not an active trigger of the business module.`,
			);
		});

		test('is refused if the module has none', async () => {
			sandbox.faults.add({ path: '/Triggers', answer: { status: 200, body: '[]' } });
			expect(await refusal({})).toContain('The module has no active trigger');
		});

		test('does not stop a published workflow: WorkPoint may switch a trigger off temporarily', async () => {
			const trigger = triggerWith();
			await trigger.activate();
			sandbox.faults.add({ path: '/Triggers', answer: { status: 200, body: '[]' } });
			expect(await trigger.exists()).toBe(true);
		});
	});

	test.each([
		'*'.repeat(32),
		`__n8n_BLANK_VALUE_${'e'.repeat(20)}`,
		'short',
		'x'.repeat(65),
		`${'*'.repeat(40)}abcd`,
	])('the value %s is not a signature key', async (Secret) => {
		fault({ answer: { status: 201, body: JSON.stringify({ Id: 'abc', Secret }) } });
		sandbox.faults.add({
			path: '/abc',
			answer: { status: 200, body: JSON.stringify({ Id: 'abc', Secret }) },
		});
		const trigger = triggerWith();
		await trigger.activate();
		expect(webhookOf(trigger)).toMatchObject({ id: 'abc' });
		expect(webhookOf(trigger)?.secret).toBeUndefined();
	});

	test('Require Signature is refused when WorkPoint returns no secret, and nothing is left behind', async () => {
		fault({ answer: { status: 201, isProcessed: true, body: JSON.stringify({ Id: 'abc' }) } });
		sandbox.faults.add({ path: '/abc', answer: { status: 200, body: '{}' } });
		const parameters = { options: { route, requireSignature: true } };
		await expect(triggerWith({ parameters }).activate()).rejects.toMatchObject({
			message: expect.stringMatching(/does not return the secret.+'Require Signature'/),
		});
		expect(registered()).toEqual([]);
	});

	test('listening for a test event registers the test address', async () => {
		const trigger = triggerWith({ isTest: true });
		await trigger.activate();
		expect(posted().WebHookUri).toMatch(/^https:\/\/n8n\.example\.com\/webhook-test\//);
		await trigger.deactivate();
		expect(registered()).toEqual([]);
	});

	test('the description is taken from an expression, otherwise from the workflow', async () => {
		await triggerWith({
			workflowId: 'other',
			parameters: { options: { route, description: '={{ "To " + "n8n" }}' } },
		}).activate();
		await triggerWith().activate();
		expect(registered().map(({ Description }) => Description)).toEqual([
			'To n8n',
			'n8n workflow workflow',
		]);
	});

	test.each([
		['businessModule', '\'Business Module\' is "Projekter", which is none of the business modules'],
		['trigger', '\'Trigger On\' is "Projekter", which is none of the triggers of the business'],
	])('a %s with an unknown name is refused', async (name, message) => {
		await expect(
			triggerWith({ parameters: { [name]: byId('Projekter') } }).activate(),
		).rejects.toThrow(message);
		expect(registered()).toEqual([]);
	});

	test('module and trigger can be given by name', async () => {
		await triggerWith({
			parameters: { businessModule: byId(' projects '), trigger: byId('project UPDATED') },
		}).activate();
		expect(registered()[0]?.Properties).toMatchObject({
			BusinessModuleId: ids.projects,
			WorkPointTrigger: ids.triggers.projectUpdated,
		});
	});
});

test('a proxy that returns no secret leaves none, so the token decides', async () => {
	const sandbox = await startSandbox({ dialects: { proxySecret: 'untold' } });
	const trigger = new TestTrigger(sandbox);
	await trigger.activate();
	expect(webhookOf(trigger)?.secret).toBeUndefined();
	expect(webhookOf(trigger)?.token).toMatch(/^[0-9a-f]{64}$/);
	await sandbox.stop();
});
