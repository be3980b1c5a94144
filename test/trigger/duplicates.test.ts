import { forgetIds, isNew } from '../../nodes/WorkPointTrigger/duplicates';
import type { Registration, TriggerState } from '../../nodes/WorkPointTrigger/storedState';

const hour = 60 * 60 * 1_000;
const start = Date.UTC(2026, 0, 1);
let names = 0;

function registrationOf(...ids: string[]): Registration {
	return {
		instanceId: 'instance',
		workflowId: 'workflow',
		webhookUrl: 'https://n8n.example.com/webhook/1/webhook',
		route: 'webhookProxy',
		siteUrl: 'https://contoso.sharepoint.com/sites/WorkPoint',
		businessModule: 'module',
		registeredAt: start,
		webhooks: ids.map((id) => ({ id, trigger: 'trigger', token: 'token' })),
	};
}

/** A webhook of its own for each test: a process remembers. */
function fresh() {
	const id = `webhook-${++names}`;
	return { id, registration: registrationOf(id), state: {} as TriggerState };
}

describe('the Ids of deliveries', () => {
	test('are remembered for a day, and then forgotten', () => {
		const { id, registration, state } = fresh();
		const note = (time: number) => isNew(state, registration, id, 'event', time);
		expect(note(start)).toBe(true);
		expect(note(start + 23.9 * hour)).toBe(false);
		expect(note(start + 25 * hour)).toBe(true);
	});

	test('are found in the stored state by a process that does not know them', () => {
		const { id, registration, state } = fresh();
		isNew(state, registration, id, 'event', start);
		forgetIds(registration.webhooks);
		const stored = JSON.parse(JSON.stringify(state)) as TriggerState;
		expect(isNew(stored, registration, id, 'event', start)).toBe(false);
		expect(isNew(stored, registration, id, 'other', start)).toBe(true);
	});

	test('take up no more space than 10,000 of them, however many arrive in a day', () => {
		const { id, registration, state } = fresh();
		const minute = start / 60_000;
		const many = Array.from({ length: 12_000 }, (_, i) => [
			i.toString(16).padStart(16, 'a'),
			minute + Math.floor(i / 100),
		]);
		state.seen = { [id]: Object.fromEntries(many) };
		expect(isNew(state, registration, id, 'event', start + 2 * hour)).toBe(true);
		expect(Object.keys(state.seen[id] ?? {})).toHaveLength(10_000);
		expect(Object.keys(state.seen[id] ?? {})).toContain(many.at(-1)?.[0]);
		expect(JSON.stringify(state).length).toBeLessThan(300_000);
		expect(isNew(state, registration, id, 'event', start + 3 * hour)).toBe(false);
	});

	test('are no longer stored for removed webhooks', () => {
		const { id, registration, state } = fresh();
		isNew(state, registration, id, 'event', start);
		const other = `webhook-${++names}`;
		isNew(state, registrationOf(other), other, 'event', start);
		expect(Object.keys(state.seen ?? {})).toEqual([other]);
	});

	test('are separate for each webhook', () => {
		const both = registrationOf(`webhook-${++names}`, `webhook-${++names}`);
		const state: TriggerState = {};
		expect(both.webhooks.map(({ id }) => isNew(state, both, id, 'event', start))).toEqual([
			true,
			true,
		]);
		expect(both.webhooks.map(({ id }) => isNew(state, both, id, 'event', start))).toEqual([
			false,
			false,
		]);
	});
});
