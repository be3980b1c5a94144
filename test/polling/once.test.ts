import type { IDataObject } from 'n8n-workflow';
import { setTimeout as delay } from 'node:timers/promises';

import { byId } from '../../n8n/workflow';
import { listIds } from '../../sandbox/tenant/plainLists';
import { ids, tenantUrl } from '../../sandbox/tenant/seed';
import { setDate } from '../support/clock';
import {
	add,
	callsOf,
	change,
	enter,
	inSandbox,
	itemsCall,
	onList,
	onProjects,
	plainList,
	polledIds,
	projects,
	sandbox,
	service,
	stamp,
	start,
	watching,
	workedThrough,
} from '../support/pollingService';
import { TestPolling } from '../support/testPolling';

// Ten thousand changes are read many times over.
jest.setTimeout(300_000);

inSandbox();

afterEach(() => jest.useRealTimers());

describe('nothing is lost and nothing is returned twice', () => {
	const trigger = async () => await watching(onProjects('entityCreatedOrUpdated'));

	test('when two changes share a second, with a poll between them', async () => {
		const polling = await trigger();
		change(projects(), 2);
		expect(await polledIds(polling)).toEqual([2]);
		change(projects(), 3);
		expect(await polledIds(polling)).toEqual([3]);
		expect(await polling.poll()).toBeUndefined();
	});

	test('when the same entity changes again within the second in which it was returned', async () => {
		const polling = await trigger();
		change(projects(), 2, { Title: 'Once' });
		expect(await polling.poll()).toMatchObject([{ ID: 2, Title: 'Once' }]);
		change(projects(), 2, { Title: 'Twice' });
		expect(await polling.poll()).toMatchObject([{ ID: 2, Title: 'Twice' }]);
		expect(await polling.poll()).toBeUndefined();
	});

	test('when the service returns no version of an item', async () => {
		const withoutVersion = (rows: Array<{ ID: number; Modified: string; Title: string }>) => {
			const Items = rows.map(({ ID, ...values }) => ({
				ID,
				FieldValues: Object.entries(values).map(([InternalFieldName, Value]) => ({
					InternalFieldName,
					Value,
				})),
			}));
			const answer = { status: 200, body: JSON.stringify({ Items, PagingInfo: null }) };
			sandbox.faults.add({ path: '/Items', answer });
		};
		const polling = await trigger();
		const Modified = stamp(service.clock);
		withoutVersion([{ ID: 2, Modified, Title: 'Once' }]);
		expect(await polledIds(polling)).toEqual([2]);
		withoutVersion([{ ID: 2, Modified, Title: 'Once' }]);
		expect(await polledIds(polling)).toBeUndefined();
		withoutVersion([{ ID: 2, Modified, Title: 'Twice' }]);
		expect(await polledIds(polling)).toEqual([2]);
	});

	test('when a change becomes visible only after a later one', async () => {
		const polling = await trigger();
		change(projects(), 2);
		expect(await polledIds(polling)).toEqual([2]);
		service.clock -= 5;
		change(projects(), 3);
		expect(await polledIds(polling)).toEqual([3]);
		expect(await polling.poll()).toBeUndefined();
	});

	test('when n8n stops, even before the first change', async () => {
		const before = await trigger();
		change(projects(), 2);
		const after = new TestPolling(sandbox, onProjects('entityCreatedOrUpdated')).restore(
			before.stored,
		);
		expect(await polledIds(after)).toEqual([2]);
		const again = new TestPolling(sandbox, onProjects('entityCreatedOrUpdated')).restore(
			after.stored,
		);
		expect(await again.poll()).toBeUndefined();
	});

	test.each([
		['an hour ahead', 3_600],
		['an hour back', -3_600],
	])('when the clock of n8n jumps %s', async (_, seconds) => {
		const polling = await trigger();
		change(projects(), 2);
		expect(await polledIds(polling)).toEqual([2]);
		setDate(Date.now() + seconds * 1_000);
		service.clock++;
		change(projects(), 3);
		expect(await polledIds(polling)).toEqual([3]);
		jest.useRealTimers();
		service.clock++;
		change(projects(), 2);
		expect(await polledIds(polling)).toEqual([2]);
		expect(await polling.poll()).toBeUndefined();
	});

	test('when a change is already old by the time another one is found', async () => {
		const polling = await trigger();
		for (const id of [2, 3, 2]) {
			service.clock += 600;
			change(projects(), id);
			expect(await polledIds(polling)).toEqual([id]);
		}
	});

	test('when the last change is deleted again', async () => {
		const polling = await trigger();
		const id = add(projects(), 'Mistake');
		expect(await polledIds(polling)).toEqual([id]);
		projects().entities.delete(id);
		expect(await polling.poll()).toBeUndefined();
		expect(await callsOf(async () => await polling.poll())).toHaveLength(1);
		change(projects(), 2);
		expect(await polledIds(polling)).toEqual([2]);
	});
});

describe('when very many changes happen at once', () => {
	const count = 10_000;

	/** The seconds of the service over which the changes are spread. */
	test.each([1, 600])(
		'10,000 changes within %i s are returned once each, 1,000 per poll',
		async (seconds) => {
			await start({ entities: count });
			const polling = await watching(onProjects('entityCreatedOrUpdated'));
			const changed = [...projects().entities.keys()].filter((id) => id !== 1).slice(0, count);
			const begin = service.clock;
			changed.forEach((id, n) => {
				service.clock = begin + Math.floor((n * seconds) / count);
				change(projects(), id);
			});
			const batches = await workedThrough(polling);
			expect(batches.map((batch) => batch.length)).toEqual(Array(10).fill(1_000));
			expect(batches.flat().sort()).toEqual([...changed].sort());
			// What is young is read again some times; then a poll is one call.
			for (let quiet = 0; quiet < 3; quiet++) expect(await polling.poll()).toBeUndefined();
			expect(await callsOf(async () => await polling.poll())).toEqual([itemsCall(ids.projects)]);
			expect(JSON.stringify(polling.stored).length).toBeLessThan(20 * 1_024);
			service.clock += 5;
			change(projects(), 2);
			expect(await polledIds(polling)).toEqual([2]);
		},
	);

	test('10,000 new entities are returned once each', async () => {
		await start();
		const polling = await watching(onProjects('entityCreated'));
		const added = Array.from({ length: count }, (_, n) => add(projects(), `New ${n}`));
		expect((await workedThrough(polling)).flat()).toEqual(added);
	});

	test('watching begins after 10,000 entities that changed in one second', async () => {
		await start({ entities: count });
		const polling = await watching(onProjects('entityCreatedOrUpdated'));
		expect(await polling.poll()).toBeUndefined();
	});

	test.each([999, 1_000, 1_001])('%i changes, close to full pages', async (changes) => {
		await start({ entities: changes });
		const polling = await watching(onProjects('entityCreatedOrUpdated'));
		const changed = [...projects().entities.keys()].slice(-changes);
		for (const id of changed) change(projects(), id);
		expect((await workedThrough(polling)).flat()).toEqual(changed);
	});

	test('the stages of 10,000 entities take up little space', async () => {
		await start({ entities: count });
		const polling = await watching(onProjects('stageChanged'));
		const { mark } = polling.stored as { mark: IDataObject };
		expect(JSON.stringify(mark.stages).length / count).toBeLessThan(7);
	});
});

describe('a poll that fails', () => {
	/** The next calls of a page fail so often that the node gives up. */
	const failing = { path: '/Items', answer: { status: 500, body: '{"Message":"Down"}' } };

	test('is made up for by the next one, also when it failed at its second page', async () => {
		await start({ entities: 1_800 });
		const polling = await watching(onProjects('entityCreatedOrUpdated'));
		const changed = [...projects().entities.keys()].slice(-1_800);
		for (const id of changed) change(projects(), id);
		const before = polling.stored;
		await failAtSecondPage(polling);
		expect(polling.stored).toEqual(before);
		expect((await workedThrough(polling)).flat()).toEqual(changed);
	});

	test('is made up for by the next one when the fields cannot be read', async () => {
		const polling = await watching(onList('listItemCreatedOrUpdated', listIds.tasks));
		change(plainList(listIds.tasks), 1);
		sandbox.faults.add({ path: '/Lists/', times: 3, answer: { status: 500 } });
		await expect(polling.poll()).rejects.toThrow();
		expect(await polledIds(polling)).toEqual([1]);
	});

	test('reports everything in its message, because n8n shows nothing else when it publishes a workflow', async () => {
		const connection = { ...sandbox.connection, apiBaseUrl: 'http://127.0.0.1:9' };
		const polling = new TestPolling({ connection }, onProjects('stageChanged'));
		const message = 'The WorkPoint Web API refused the connection';
		const advice = expect.stringMatching(/^The call changed nothing.+\(ECONNREFUSED\)$/);
		await expect(polling.poll()).rejects.toMatchObject({
			message: expect.stringMatching(`^${message}\\. The call changed nothing.+ECONNREFUSED`),
			description: null,
		});
		// The panel of the editor shows both.
		await expect(polling.poll('manual')).rejects.toMatchObject({ message, description: advice });
	});

	test('stores nothing that counts as started when it is the first', async () => {
		const polling = new TestPolling(sandbox, onProjects('stageChanged'));
		sandbox.faults.add({ ...failing, times: 3 });
		await expect(polling.poll()).rejects.toThrow();
		expect(polling.stored).toEqual({});
		expect(await polling.poll()).toBeUndefined();
		enter(2, ids.stages.closed);
		expect(await polledIds(polling)).toEqual([2]);
	});

	/** Lets the first page through and refuses each further one. */
	async function failAtSecondPage(polling: TestPolling): Promise<void> {
		const pageOne = sandbox.requests.length;
		const failLater = setInterval(() => {
			if (sandbox.requests.length > pageOne) sandbox.faults.add({ ...failing, times: 3 });
			if (sandbox.requests.length > pageOne) clearInterval(failLater);
		}, 1);
		await expect(polling.poll()).rejects.toThrow();
		sandbox.faults.clear();
	}
});

describe('overlapping polls', () => {
	test('return each change once', async () => {
		const polling = await watching(onProjects('entityCreatedOrUpdated'));
		change(projects(), 2);
		const both = await Promise.all([polledIds(polling), polledIds(polling)]);
		expect(both).toContainEqual([2]);
		expect(both).toContain(undefined);
		expect(await polling.poll()).toBeUndefined();
	});

	test('do not wait for one that gets no answer', async () => {
		const polling = await watching(onProjects('entityCreatedOrUpdated'));
		change(projects(), 2);
		sandbox.faults.add({ path: '/Items', kind: 'stall' });
		const stalled = polledIds(polling);
		while (sandbox.requests.at(-1)?.path !== `/api/List/${ids.projects}/Items`) await delay(5);
		expect(await polledIds(polling)).toEqual([2]);
		await sandbox.stop();
		await expect(stalled).rejects.toThrow();
		await start();
	});

	test('start watching from the first that finishes', async () => {
		const polling = new TestPolling(sandbox, onProjects('entityCreatedOrUpdated'));
		expect(await Promise.all([polling.poll(), polling.poll()])).toEqual([undefined, undefined]);
		change(projects(), 2);
		expect(await polledIds(polling)).toEqual([2]);
	});

	test('of two workflows do not wait for each other', async () => {
		const one = await watching(onProjects('entityCreatedOrUpdated'));
		const other = new TestPolling(sandbox, onProjects('entityCreatedOrUpdated'), {
			workflowId: 'other',
		});
		await other.poll();
		change(projects(), 2);
		expect(await Promise.all([polledIds(one), polledIds(other)])).toEqual([[2], [2]]);
	});
});

describe('the stored state', () => {
	const parameters = onProjects('entityCreatedOrUpdated');

	test.each([
		['in another n8n', parameters, { instanceId: 'other' }],
		['in another workflow', parameters, { workflowId: 'other' }],
		['of another event', onProjects('entityCreated'), {}],
		['of another module', { ...parameters, businessModule: byId(ids.companies) }, {}],
		[
			'of another WorkPoint site',
			onProjects('entityCreatedOrUpdated', {
				siteUrl: `${tenantUrl}/sites/WorkPointTest`,
			}),
			{},
		],
	])('%s does not count', async (_, other, place) => {
		const { stored } = await watching(parameters);
		change(projects(), 2);
		add(projects(), 'Harbor');
		change(sandbox.state.module(ids.companies), 2);
		const polling = new TestPolling(sandbox, other, place).restore(stored);
		expect(await polling.poll()).toBeUndefined();
		expect(polling.stored.of).not.toEqual(stored.of);
	});

	const odd: Array<[form: string, change: IDataObject]> = [
		['of a later version', { version: 2 }],
		['of a version that is no number', { version: 'two' }],
		['without a cursor', { mark: undefined }],
		['with a cursor that is text', { mark: 'yesterday' }],
		['with a cursor that is a list', { mark: [] as never }],
		['with an empty cursor', { mark: {} }],
		['with a time that is none', { mark: { from: 'yesterday', seen: {} } }],
		['with a time that is a number', { mark: { from: 7, seen: {} } }],
		['with rows at no time', { mark: { seen: { soon: { 2: 'v1' } } } }],
		['with rows that are no texts', { mark: { seen: { '2026-03-02T08:00:00Z': { 2: 1 } } } }],
		['with rows that are null', { mark: { seen: null } }],
		['with stages that are null', { mark: { seen: {}, stages: null } }],
		['with stages that hold no lists', { mark: { seen: {}, stages: { '0x01': 2 } } }],
		['with an ID that is text', { mark: { id: '2' } }],
	];
	const names = ['entityCreated', 'entityCreatedOrUpdated', 'stageChanged'];

	test.each(
		names.flatMap((name) =>
			odd
				// A cursor of changes has no stages that could be odd.
				.filter(([form]) => !(name === 'entityCreatedOrUpdated' && form.startsWith('with stages')))
				.map(([form, change]) => [name, form, change] as const),
		),
	)('of %s %s is ignored: watching starts again', async (name, _form, change) => {
		const { stored } = await watching(onProjects(name));
		const polling = new TestPolling(sandbox, onProjects(name)).restore({ ...stored, ...change });
		expect(await polling.poll()).toBeUndefined();
		expect(polling.stored).toEqual(stored);
	});

	test.each(names)('of %s without a version is continued', async (name) => {
		const { stored } = await watching(onProjects(name));
		expect(stored.version).toBe(1);
		const before: IDataObject = { ...stored };
		delete before.version;
		const polling = new TestPolling(sandbox, onProjects(name)).restore(before);
		const id = add(projects(), 'Harbor');
		enter(2, ids.stages.closed);
		expect(await polledIds(polling)).toContain(name === 'stageChanged' ? 2 : id);
	});
});
