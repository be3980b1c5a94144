/** What earlier releases left in an n8n goes on with this one. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { INodeParameters } from 'n8n-workflow';

import { byId } from '../../n8n/workflow';
import { startSandbox } from '../../sandbox';
import { signatureOf } from '../../sandbox/calls/webhooks';
import { listIds } from '../../sandbox/tenant/plainLists';
import { ids } from '../../sandbox/tenant/seed';
import { setDate } from '../support/clock';
import {
	add,
	change,
	enter,
	onLibrary,
	onList,
	plainList,
	polledIds,
	projects,
	sandbox,
	service,
	start,
} from '../support/pollingService';
import {
	asText,
	changeBeforeRecord,
	n8nAddress,
	recordPolling,
	recordState,
	recordTrigger,
	replaced,
	runAlone,
	type RecordedState,
} from '../support/recordedState';
import { TestPolling } from '../support/testPolling';
import { Receiver, TestTrigger } from '../support/testTrigger';

const folder = join(__dirname, 'states');
const fileOf = (release: string) => join(folder, `${release}.json`);

function read(release: string): RecordedState {
	return JSON.parse(readFileSync(fileOf(release), 'utf8')) as RecordedState;
}

const states = readdirSync(folder).map((file) => {
	const release = file.replace('.json', '');
	return { release, ...read(release) };
});

/**
 * The parameters of a trigger by the names of the first release, for the states before it: a user chose these anew. What
 * was stored beside them stays as it was.
 */
function byFinalNames({
	triggers,
	list,
	listSiteUrl,
	...others
}: INodeParameters): INodeParameters {
	const { event, listOf, options } = others;
	if (Array.isArray(triggers)) {
		const [trigger = '', ...moreTriggers] = triggers.map(String);
		return { ...others, trigger: byId(trigger), options: { ...(options as object), moreTriggers } };
	}
	if (list === undefined || listOf !== undefined) return { ...others, list, listSiteUrl };
	return event === 'documentCreatedOrUpdated'
		? onLibrary('Documents')
		: onList(String(event), listIds.tasks);
}

const simplified = 'simplified items have fewer fields of SharePoint itself';

/**
 * Operations that no longer do what they did with the parameters of a release, and why. After the first release, a line
 * here is a major version.
 */
const differences: Record<string, Record<string, string>> = {
	'2026-11-25': {
		'activity.create': 'Event Type ID is required, as the service refuses an activity without it',
		'businessModule.synchronizeFromMasterSite': 'View ID is required for the list that it is of',
		'document.convertToPdf': 'the address of the PDF is optional, among the additional fields',
		'document.get': simplified,
		'document.getAll': simplified,
		'entity.changeStageOfMany': 'the service reads the IDs from Entities alone',
		'entity.changeStageAndSetFields': 'what to override is among the options',
		'entity.findByEmail': 'the business module is no additional field',
		'entity.get': simplified,
		'integrationParameter.create': 'the library is optional, among the additional fields',
		...Object.fromEntries(
			['create', 'delete', 'get', 'getAll', 'update', 'upsert'].map((name) => [
				`listItem.${name}`,
				'List Of is an entity unless it says a site',
			]),
		),
	},
};

if (process.env.RECORD) {
	test('this release is recorded [record]', async () => {
		writeFileSync(fileOf(process.env.RECORD ?? ''), asText(await recordState()));
	}, 300_000);
}

type Recorded = RecordedState['operations'][number];

/** Each workflow once, with what it did in the releases that have it. */
const workflows = new Map<
	string,
	{ what: Omit<Recorded, 'sent' | 'gives'>; in: Map<string, Recorded> }
>();
for (const { release, operations } of states) {
	for (const recorded of operations) {
		const { operation, parameters, after } = recorded;
		const what = { operation, parameters, after };
		const known = workflows.get(JSON.stringify(what)) ?? { what, in: new Map() };
		known.in.set(release, recorded);
		workflows.set(JSON.stringify(what), known);
	}
}

describe('an operation with the parameters of an earlier release', () => {
	const rows = [...workflows.values()].map(({ what, in: releases }) => ({
		operation: what.operation,
		releases: [...releases.keys()].join(' and '),
		what,
		recorded: [...releases],
	}));

	test.each(rows)('$operation sends the same as in $releases', async ({ what, recorded }) => {
		const { error, sent, gives } = await runAlone(what);
		for (const [release, before] of recorded) {
			const missing = before.gives.filter((name) => !gives.includes(name));
			const done = { error, sent, missing };
			const wanted = { error: undefined, sent: before.sent, missing: [] };
			if (differences[release]?.[what.operation] === undefined) expect(done).toEqual(wanted);
			else expect(done).not.toEqual(wanted);
		}
	});
});

/** The names within a value and the kinds of what they hold; what is named by IDs or moments counts once. */
function formOf(value: unknown): unknown {
	if (Array.isArray(value)) return [...new Set(value.map((one) => JSON.stringify(formOf(one))))];
	if (typeof value !== 'object' || value === null) return typeof value;
	const entries = Object.entries(value).map(([name, within]): [string, unknown] => [
		/^[a-z]+$/i.test(name) ? name : '*',
		formOf(within),
	]);
	return Object.fromEntries(entries.sort(([one], [other]) => one.localeCompare(other)));
}

/** The form of a stored state without its version; the first version was not noted. */
function versionAndForm({ version = 1, ...state }: { version?: unknown }) {
	return { version, form: formOf(state) };
}

/** A form may differ from that of an earlier release only if its version does. */
function expectOtherVersionForOtherForm(before: object, now: object): void {
	const [old, present] = [versionAndForm(before), versionAndForm(now)];
	if (old.version === present.version) expect(present.form).toEqual(old.form);
	else expect(present.form).not.toEqual(old.form);
}

const ofTriggers = states.flatMap(({ release, triggers }) =>
	triggers.map(({ parameters, ...recorded }, i) => ({
		release,
		kind: i + 1,
		recorded: { ...recorded, parameters: byFinalNames(parameters) },
	})),
);

describe('a trigger that was published by an earlier release', () => {
	afterEach(() => jest.useRealTimers());

	test.each(ofTriggers)(
		'keeps its registration, and recognizes past deliveries: $release, kind $kind',
		async ({ recorded }) => {
			const own = await startSandbox();
			const receiver = await new Receiver().start();
			try {
				const { parameters, stored, registrations, delivery } = replaced(
					recorded,
					n8nAddress,
					receiver.baseUrl,
				);
				for (const { owner, ...registration } of registrations) {
					own.webhooks.registrations.set(registration.Id, registration);
					own.webhooks.owners.set(registration.Id, owner);
				}
				const trigger = new TestTrigger(own, { parameters, webhookBaseUrl: receiver.baseUrl });
				trigger.restore(stored);
				receiver.trigger = trigger;
				setDate(Number(trigger.state.registration?.registeredAt));

				const body = Buffer.from(delivery);
				const signature = signatureOf(registrations[0]?.Secret ?? '', body);
				const repeated = await receiver.call('POST', {
					body,
					headers: { 'ms-signature': signature },
				});
				expect(repeated.status).toBe(200);
				expect(receiver.starts).toEqual([]);
				await own.webhooks.fire(ids.triggers.projectUpdated, 3);
				await receiver.settled();
				expect(receiver.starts).toMatchObject([[{ EntityId: 3 }]]);

				await trigger.activate();
				const { webhooks = [] } = trigger.state.registration ?? {};
				expect([...own.webhooks.registrations.keys()]).toEqual(webhooks.map(({ id }) => id));
				expect(webhooks.map(({ id }) => id)).toEqual(registrations.map(({ Id }) => Id));
				await trigger.deactivate();
				expect(own.webhooks.registrations.size).toBe(0);
				expect(own.violations).toEqual([]);
			} finally {
				await receiver.stop();
				await own.stop();
			}
		},
	);

	test.each(ofTriggers)(
		'stores the form of its version: $release, kind $kind',
		async ({ recorded }) => {
			const { stored } = await recordTrigger(recorded.parameters);
			expectOtherVersionForOtherForm(recorded.stored, stored);
		},
	);
});

/** Something that each event is about; returns the ID of the row. */
const happenings: Record<string, () => number> = {
	entityCreated: () => add(projects(), 'Harbor'),
	entityCreatedOrUpdated: () => changed(projects(), 3),
	stageChanged() {
		enter(2, ids.stages.execution);
		return 2;
	},
	listItemCreatedOrUpdated: () => changed(plainList(listIds.tasks), 1),
	documentCreatedOrUpdated: () => changed(plainList(listIds.documents), 1),
};

function changed(...[list, id]: Parameters<typeof change>): number {
	change(list, id);
	return id;
}

const ofPolling = states.flatMap(({ release, polling }) =>
	polling.map(({ parameters, stored }) => ({
		release,
		event: String(parameters.event),
		recorded: { stored, parameters: byFinalNames(parameters) },
	})),
);

describe('a polling trigger that was published by an earlier release', () => {
	test.each(ofPolling)(
		'returns what has happened since, and nothing twice: $release, $event',
		async ({ event, recorded: { parameters, stored } }) => {
			await start();
			changeBeforeRecord();
			const polling = new TestPolling(sandbox, parameters).restore(stored);
			expect(await polling.poll()).toBeUndefined();
			service.clock += 3_600;
			const id = happenings[event]?.();
			const restarted = new TestPolling(sandbox, parameters).restore(stored);
			for (const one of [polling, restarted]) {
				expect(await polledIds(one)).toEqual([id]);
				expect(await one.poll()).toBeUndefined();
			}
			expect(sandbox.violations).toEqual([]);
			await sandbox.stop();
		},
	);

	test.each(ofPolling)(
		'stores the form of its version: $release, $event',
		async ({ recorded: { parameters, stored } }) => {
			expectOtherVersionForOtherForm(stored, (await recordPolling(parameters)).stored);
		},
	);
});
