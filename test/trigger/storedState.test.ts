/** What the node does with a state that it has not stored in this form: of another version of itself, or damaged. */
import type { IDataObject } from 'n8n-workflow';

import { WorkPointTrigger } from '../../nodes/WorkPointTrigger/WorkPointTrigger.node';
import { ids } from '../../sandbox/tenant/seed';
import type { Sandbox } from '../../sandbox';
import { sandboxForEach } from '../support/sandboxForEach';
import { Receiver, TestTrigger, type TriggerSettings } from '../support/testTrigger';

let sandbox: Sandbox;
let receiver: Receiver;
let live: TestTrigger;

sandboxForEach((started) => (sandbox = started), { delays: [10, 10] });

beforeEach(async () => {
	receiver = await new Receiver().start();
	live = new TestTrigger(sandbox, settings());
	await live.activate();
});

afterEach(async () => await receiver.stop());

const settings = (): TriggerSettings => ({ webhookBaseUrl: receiver.baseUrl });

const registered = () => [...sandbox.webhooks.registrations.values()];

type Stored = IDataObject & { registration: IDataObject & { webhooks: IDataObject[] } };

const withRegistration =
	(changes: IDataObject) =>
	({ registration, ...state }: Stored): IDataObject => ({
		...state,
		registration: { ...registration, ...changes },
	});

const withWebhook = (changes: IDataObject) => (state: Stored) =>
	withRegistration({ webhooks: [{ ...state.registration.webhooks[0], ...changes }] })(state);

const oddStates: Array<[form: string, change: (state: Stored) => IDataObject]> = [
	['of a later version', (state) => ({ ...state, version: 2 })],
	['of a later version in another form', () => ({ version: 2, webhooks: { a: 1 } })],
	['whose registration is null', (state) => ({ ...state, registration: null })],
	['whose registration is text', (state) => ({ ...state, registration: 'webhook' })],
	['without webhooks', withRegistration({ webhooks: undefined })],
	['whose webhooks are an object', withRegistration({ webhooks: {} })],
	['with a webhook that is null', withRegistration({ webhooks: [null] as never })],
	['without an ID', withWebhook({ id: undefined })],
	['whose token is a number', withWebhook({ token: 7 })],
	['whose secret is a list', withWebhook({ secret: [] as never })],
	['without a route', withRegistration({ route: undefined })],
	['with an unknown route', withRegistration({ route: 'constructor' })],
	['without an address', withRegistration({ webhookUrl: undefined })],
	['without a time', withRegistration({ registeredAt: undefined })],
	['whose Ids are a list', (state) => ({ ...state, seen: [] as never })],
	['whose Ids are texts', (state) => ({ ...state, seen: { a: { b: 'c' } } })],
];

/** The node in a process that has registered nothing itself, with a state. */
async function restarted(
	change: (state: Stored) => IDataObject,
	work: (trigger: TestTrigger) => Promise<void>,
): Promise<void> {
	const stored = JSON.parse(JSON.stringify(live.state)) as Stored;
	await jest.isolateModulesAsync(async () => {
		const copy = await import('../../nodes/WorkPointTrigger/WorkPointTrigger.node');
		const trigger = new TestTrigger(sandbox, settings(), new copy.WorkPointTrigger());
		trigger.restore(change(stored) as never);
		await work(trigger);
	});
}

describe.each(oddStates)('a state %s', (_form, change) => {
	test('is ignored for a delivery, which finds the registration by its address', async () => {
		await restarted(change, async (trigger) => {
			receiver.trigger = trigger;
			await sandbox.webhooks.fire(ids.triggers.projectUpdated, 2);
			await receiver.settled();
			expect(sandbox.webhooks.deliveries).toMatchObject([{ status: 200 }]);
			expect(receiver.starts).toHaveLength(1);
			expect(trigger.state).toMatchObject({ version: 1, registration: { route: 'webhookProxy' } });
		});
	});

	test('is ignored for a call from elsewhere, which is answered that there is no webhook', async () => {
		await restarted(change, async (trigger) => {
			receiver.trigger = trigger;
			const { status } = await receiver.call('POST', { body: Buffer.from('{}') });
			expect(status).toBe(404);
		});
	});

	test('is ignored when the workflow is published, which replaces the leftover registration', async () => {
		await restarted(change, async (trigger) => {
			const [left] = registered();
			await trigger.activate();
			expect(registered()).toHaveLength(1);
			expect(registered()[0]?.Id).not.toBe(left?.Id);
			expect(trigger.state.registration?.webhooks).toMatchObject([{ id: registered()[0]?.Id }]);
		});
	});

	test('is ignored when the workflow is unpublished, which removes the leftover registration', async () => {
		await restarted(change, async (trigger) => {
			await trigger.deactivate();
			expect(registered()).toEqual([]);
		});
	});
});

test('a state without a version counts as the first version', async () => {
	const before: IDataObject = { ...live.state };
	delete before.version;
	const trigger = new TestTrigger(sandbox, settings(), new WorkPointTrigger());
	trigger.restore(before);
	const [registration] = registered();
	await trigger.activate();
	expect(registered()).toEqual([registration]);
	expect(live.state.version).toBe(1);
});
