import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { setTimeout as delay } from 'node:timers/promises';

import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';
import { listIds } from '../../sandbox/plainLists';
import type { Entity, Module } from '../../sandbox/records';
import { ids, projectSiteUrl, tenantUrl } from '../../sandbox/seed';
import { byId, TestPolling } from './trigger';

// Ten thousand changes are read many times over.
jest.setTimeout(300_000);

let sandbox: Sandbox;

/** The service's clock, in seconds. */
let clock: number;

const stamp = (seconds: number) => `${new Date(seconds * 1_000).toISOString().slice(0, 19)}Z`;

async function start(options: SandboxOptions = {}): Promise<void> {
	await sandbox?.stop();
	sandbox = await startSandbox(options);
	clock = Date.parse('2026-03-02T08:00:00Z') / 1_000;
	for (const list of [...sandbox.state.modules.values(), ...sandbox.state.lists])
		for (const item of list.entities.values()) item.modified = stamp(clock);
	clock += 3_600;
}

beforeEach(async () => await start());

afterEach(() => {
	expect(sandbox.violations).toEqual([]);
	jest.useRealTimers();
});

afterAll(async () => await sandbox.stop());

const projects = () => sandbox.state.module(ids.projects);

function plainList(id: string): Module {
	return sandbox.state.lists.find((list) => list.id === id) as Module;
}

/** Changes an item by the service's clock. */
function change(list: Module, id: number, values: IDataObject = { Title: `Changed ${id}` }): void {
	const item = list.entities.get(id) as Entity;
	sandbox.state.write(item, values);
	item.modified = stamp(clock);
}

function add(list: Module, Title: string): number {
	const item = sandbox.state.addEntity(list, { Title }, false);
	item.modified = stamp(clock);
	return item.id;
}

function enter(id: number, stageId: string): void {
	(projects().entities.get(id) as Entity).stageId = stageId;
	change(projects(), id);
}

const onProjects = (event: string, options: INodeParameters = {}): INodeParameters => ({
	event,
	businessModule: byId(ids.projects),
	options,
});

const onList = (event: string, list: string, listSiteUrl = ''): INodeParameters => ({
	event,
	list: byId(list),
	listSiteUrl,
});

/** A trigger that has begun to watch. */
async function watching(parameters: INodeParameters): Promise<TestPolling> {
	const trigger = new TestPolling(sandbox, parameters);
	expect(await trigger.poll()).toBeUndefined();
	return trigger;
}

const idsOf = (items: IDataObject[] | undefined) => items?.map(({ ID }) => ID);

async function polledIds(trigger: TestPolling): Promise<unknown[] | undefined> {
	return idsOf(await trigger.poll());
}

/** The calls of the Web API that something makes. */
async function callsOf(work: () => Promise<unknown>): Promise<string[]> {
	const before = sandbox.requests.length;
	await work();
	return sandbox.requests.slice(before).map(({ method, path }) => `${method} ${path}`);
}

/** All items that polls give until there are no more, poll by poll. */
async function workedThrough(trigger: TestPolling): Promise<unknown[][]> {
	const batches: unknown[][] = [];
	for (let ids = await polledIds(trigger); ids; ids = await polledIds(trigger)) batches.push(ids);
	return batches;
}

/** The next page of a list has these rows instead of its own. */
function answerWith(rows: Array<{ ID: number; Modified?: string | null }>): void {
	const Items = rows.map(({ ID, Modified }) => ({
		ID,
		FieldValues: [{ InternalFieldName: 'Modified', Value: Modified, TextValue: Modified }],
	}));
	const body = JSON.stringify({ Items, PagingInfo: null });
	sandbox.faults.add({ path: '/Items', answer: { status: 200, body } });
}

const itemsCall = (list: string) => `POST /api/List/${list}/Items`;

describe('each event', () => {
	test('Entity Created gives entities that are new, and none that changed', async () => {
		const trigger = await watching(onProjects('entityCreated'));
		change(projects(), 2);
		expect(await trigger.poll()).toBeUndefined();
		const id = add(projects(), 'Harbor');
		expect(await trigger.poll()).toMatchObject([{ ID: id, Title: 'Harbor' }]);
		expect(await trigger.poll()).toBeUndefined();
	});

	test('Entity Created or Updated gives both, in the order of their changes', async () => {
		const trigger = await watching(onProjects('entityCreatedOrUpdated'));
		change(projects(), 3);
		clock++;
		const id = add(projects(), 'Harbor');
		clock++;
		change(projects(), 2);
		expect(await polledIds(trigger)).toEqual([3, id, 2]);
		expect(await trigger.poll()).toBeUndefined();
	});

	test('Stage Changed gives the entity with the stage that it came from, and no other change', async () => {
		const trigger = await watching(onProjects('stageChanged'));
		change(projects(), 3);
		add(projects(), 'Harbor');
		enter(2, ids.stages.execution);
		expect(await trigger.poll()).toMatchObject([
			{
				ID: 2,
				ContentType: 'Execution',
				PreviousStage: 'Idea',
				PreviousStageId: ids.stages.idea,
			},
		]);
		clock++;
		enter(2, ids.stages.closed);
		expect(await trigger.poll()).toMatchObject([{ ID: 2, PreviousStage: 'Execution' }]);
		change(projects(), 2);
		expect(await trigger.poll()).toBeUndefined();
	});

	test('List Item Created or Updated gives items of a list, also on the site of an entity', async () => {
		const tasks = await watching(onList('listItemCreatedOrUpdated', listIds.tasks));
		const risks = await watching(onList('listItemCreatedOrUpdated', listIds.risks, projectSiteUrl));
		const task = add(plainList(listIds.tasks), 'Call back');
		change(plainList(listIds.risks), 1);
		expect(await polledIds(tasks)).toEqual([task]);
		expect(await polledIds(risks)).toEqual([1]);
	});

	test('Document Created or Updated gives documents, also in folders, but no folders', async () => {
		const library = plainList(listIds.documents);
		const trigger = await watching(
			onList('documentCreatedOrUpdated', listIds.documents, projectSiteUrl),
		);
		const url = `${projectSiteUrl}/Shared Documents/Plans`;
		sandbox.state.addFolder(url);
		sandbox.state.saveFile(`${url}/Ground floor.docx`, Buffer.from('plan'));
		for (const item of library.entities.values())
			if (item.fileRef?.includes('/Plans')) item.modified = stamp(clock);
		expect(await trigger.poll()).toMatchObject([
			{
				FileLeafRef: 'Ground floor.docx',
				Url: `${tenantUrl}/sites/project-1/Shared Documents/Plans/Ground floor.docx`,
			},
		]);
	});

	test.each(['entityCreated', 'entityCreatedOrUpdated', 'stageChanged'])(
		'%s finds the first entity of a module that was empty',
		async (event) => {
			projects().entities.clear();
			const trigger = await watching(onProjects(event));
			const id = add(projects(), 'First');
			expect(await polledIds(trigger)).toEqual(event === 'stageChanged' ? undefined : [id]);
		},
	);

	test.each(['entityCreatedOrUpdated', 'stageChanged'])(
		'%s never gives the item from which sites are made',
		async (event) => {
			const trigger = await watching(onProjects(event));
			enter(1, ids.stages.closed);
			expect(await trigger.poll()).toBeUndefined();
			expect(await trigger.poll('manual')).not.toMatchObject([{ ID: 1 }]);
		},
	);
});

describe('what is given', () => {
	test('is flat and typed, or raw without Simplify', async () => {
		const simple = await watching(onProjects('entityCreatedOrUpdated'));
		const raw = await watching(onProjects('entityCreatedOrUpdated', { simplify: false }));
		change(projects(), 2, { Hours: 12 });
		expect(await simple.poll()).toMatchObject([{ ID: 2, Hours: 12 }]);
		const [item] = (await raw.poll()) ?? [];
		expect(item).toMatchObject({ ID: 2, IsEntity: true });
		expect(item?.FieldValues).toContainEqual(
			expect.objectContaining({ InternalFieldName: 'Hours', Value: '12' }),
		);
	});

	test('in a test in the editor is the latest, and nothing is remembered of it', async () => {
		change(projects(), 3);
		const trigger = new TestPolling(sandbox, onProjects('entityCreatedOrUpdated'));
		expect(idsOf(await trigger.poll('manual'))).toEqual([3]);
		expect(trigger.stored).toEqual({});
		const created = new TestPolling(sandbox, onProjects('entityCreated'));
		expect(idsOf(await created.poll('manual'))).toEqual([Math.max(...projects().entities.keys())]);
	});

	test('in a test of Stage Changed has the fields that an event has', async () => {
		const trigger = new TestPolling(sandbox, onProjects('stageChanged'));
		expect(await trigger.poll('manual')).toMatchObject([
			{ PreviousStage: null, PreviousStageId: null },
		]);
	});

	test('in a test of an empty list is nothing', async () => {
		plainList(listIds.risks).entities.clear();
		const trigger = new TestPolling(
			sandbox,
			onList('listItemCreatedOrUpdated', listIds.risks, projectSiteUrl),
		);
		expect(await trigger.poll('manual')).toBeUndefined();
	});
});

describe('nothing is lost and nothing comes twice', () => {
	const trigger = async () => await watching(onProjects('entityCreatedOrUpdated'));

	test('when two changes share a second, with a poll between them', async () => {
		const polling = await trigger();
		change(projects(), 2);
		expect(await polledIds(polling)).toEqual([2]);
		change(projects(), 3);
		expect(await polledIds(polling)).toEqual([3]);
		expect(await polling.poll()).toBeUndefined();
	});

	test('when the same entity changes again in the second in which it was given out', async () => {
		const polling = await trigger();
		change(projects(), 2, { Title: 'Once' });
		expect(await polling.poll()).toMatchObject([{ ID: 2, Title: 'Once' }]);
		change(projects(), 2, { Title: 'Twice' });
		expect(await polling.poll()).toMatchObject([{ ID: 2, Title: 'Twice' }]);
		expect(await polling.poll()).toBeUndefined();
	});

	test('when the service tells no version of an item', async () => {
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
		const Modified = stamp(clock);
		withoutVersion([{ ID: 2, Modified, Title: 'Once' }]);
		expect(await polledIds(polling)).toEqual([2]);
		withoutVersion([{ ID: 2, Modified, Title: 'Once' }]);
		expect(await polledIds(polling)).toBeUndefined();
		withoutVersion([{ ID: 2, Modified, Title: 'Twice' }]);
		expect(await polledIds(polling)).toEqual([2]);
	});

	test('when a change shows only after a later one', async () => {
		const polling = await trigger();
		change(projects(), 2);
		expect(await polledIds(polling)).toEqual([2]);
		clock -= 5;
		change(projects(), 3);
		expect(await polledIds(polling)).toEqual([3]);
		expect(await polling.poll()).toBeUndefined();
	});

	test('when n8n stops, also before the first change', async () => {
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
		jest.useFakeTimers({
			now: Date.now() + seconds * 1_000,
			doNotFake: [
				'setTimeout',
				'setInterval',
				'setImmediate',
				'clearTimeout',
				'clearInterval',
				'clearImmediate',
				'nextTick',
				'performance',
				'hrtime',
				'queueMicrotask',
			],
		});
		clock++;
		change(projects(), 3);
		expect(await polledIds(polling)).toEqual([3]);
		jest.useRealTimers();
		clock++;
		change(projects(), 2);
		expect(await polledIds(polling)).toEqual([2]);
		expect(await polling.poll()).toBeUndefined();
	});

	test('when a change is old by the time that another one is found', async () => {
		const polling = await trigger();
		for (const id of [2, 3, 2]) {
			clock += 600;
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

describe('when very much changes at once', () => {
	const count = 10_000;

	/** The seconds of the service over which the changes are spread. */
	test.each([1, 600])(
		'10,000 changes within %i s are given once each, 1,000 a poll',
		async (seconds) => {
			await start({ entities: count });
			const polling = await watching(onProjects('entityCreatedOrUpdated'));
			const changed = [...projects().entities.keys()].filter((id) => id !== 1).slice(0, count);
			const begin = clock;
			changed.forEach((id, n) => {
				clock = begin + Math.floor((n * seconds) / count);
				change(projects(), id);
			});
			const batches = await workedThrough(polling);
			expect(batches.map((batch) => batch.length)).toEqual(Array(10).fill(1_000));
			expect(batches.flat().sort()).toEqual([...changed].sort());
			// What is young is read again some times; then a poll is one call.
			for (let quiet = 0; quiet < 3; quiet++) expect(await polling.poll()).toBeUndefined();
			expect(await callsOf(async () => await polling.poll())).toEqual([itemsCall(ids.projects)]);
			expect(JSON.stringify(polling.stored).length).toBeLessThan(20 * 1_024);
			clock += 5;
			change(projects(), 2);
			expect(await polledIds(polling)).toEqual([2]);
		},
	);

	test('10,000 new entities are given once each', async () => {
		await start();
		const polling = await watching(onProjects('entityCreated'));
		const added = Array.from({ length: count }, (_, n) => add(projects(), `New ${n}`));
		expect((await workedThrough(polling)).flat()).toEqual(added);
	});

	test('watching begins behind 10,000 entities that changed in one second', async () => {
		await start({ entities: count });
		const polling = await watching(onProjects('entityCreatedOrUpdated'));
		expect(await polling.poll()).toBeUndefined();
	});

	test.each([999, 1_000, 1_001])('%i changes, around full pages', async (changes) => {
		await start({ entities: changes });
		const polling = await watching(onProjects('entityCreatedOrUpdated'));
		const changed = [...projects().entities.keys()].slice(-changes);
		for (const id of changed) change(projects(), id);
		expect((await workedThrough(polling)).flat()).toEqual(changed);
	});

	test('the stages of 10,000 entities take little room', async () => {
		await start({ entities: count });
		const polling = await watching(onProjects('stageChanged'));
		const { mark } = polling.stored as { mark: IDataObject };
		expect(JSON.stringify(mark.stages).length / count).toBeLessThan(7);
	});
});

describe('a poll that does not come through', () => {
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

	test('when it is the first, leaves nothing that counts as begun', async () => {
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

describe('polls that overlap', () => {
	test('give each change once', async () => {
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

	test('begin to watch from the first that is done', async () => {
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

describe('what was stored', () => {
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
});

describe('a poll without news is one call', () => {
	test.each(['entityCreated', 'entityCreatedOrUpdated', 'stageChanged'])('of %s', async (event) => {
		const polling = await watching(onProjects(event));
		change(projects(), 1);
		change(projects(), 2);
		add(projects(), 'Harbor');
		await polling.poll();
		for (let n = 0; n < 3; n++)
			expect(await callsOf(async () => await polling.poll())).toEqual([itemsCall(ids.projects)]);
	});

	test('of a list', async () => {
		const polling = await watching(onList('listItemCreatedOrUpdated', listIds.tasks));
		expect(await callsOf(async () => await polling.poll())).toEqual([itemsCall(listIds.tasks)]);
	});
});

describe('a service that does not do what it is asked is found out', () => {
	const stampAt = (seconds: number) => stamp(clock + seconds);

	test('when it does not sort by the time of the change', async () => {
		const polling = await watching(onProjects('entityCreatedOrUpdated'));
		answerWith([
			{ ID: 3, Modified: stampAt(5) },
			{ ID: 2, Modified: stampAt(4) },
		]);
		await expect(polling.poll()).rejects.toThrow('did not give the changes in the order');
	});

	test('when it does not filter by the time of the change', async () => {
		const polling = await watching(onProjects('entityCreatedOrUpdated'));
		answerWith([{ ID: 2, Modified: stampAt(-90_000) }]);
		await expect(polling.poll()).rejects.toThrow('did not give the changes in the order');
	});

	test('when it takes the time for that of another zone, as watching begins', async () => {
		answerWith([{ ID: 2, Modified: stampAt(3_600) }]);
		answerWith([]);
		await expect(
			new TestPolling(sandbox, onProjects('entityCreatedOrUpdated')).poll(),
		).rejects.toThrow('reads the moment in another way than it writes it');
	});

	test('when it begins to take the time for that of another zone', async () => {
		const polling = await watching(onProjects('entityCreatedOrUpdated'));
		const before = polling.stored;
		answerWith([]);
		await expect(polling.poll()).rejects.toThrow(
			'reads the moment in another way than it writes it',
		);
		expect(polling.stored).toEqual(before);
	});

	test('when it does not sort or filter by ID', async () => {
		const polling = await watching(onProjects('entityCreated'));
		answerWith([{ ID: 2 }]);
		await expect(polling.poll()).rejects.toThrow('did not give the new items in the order');
		answerWith([{ ID: 900 }]);
		answerWith([]);
		await expect(new TestPolling(sandbox, onProjects('entityCreated')).poll()).rejects.toThrow(
			'did not give the items whose IDs follow another one',
		);
	});

	test.each([
		['03/02/2026 09:00', 'in a form that is not known when item 2 was changed: "03/02/2026 09:00"'],
		['yesterday', 'in a form that is not known'],
		[null, 'does not tell when item 2 was changed'],
	])('when it tells the time of a change as %s', async (Modified, message) => {
		const polling = await watching(onProjects('entityCreatedOrUpdated'));
		answerWith([{ ID: 2, Modified }]);
		await expect(polling.poll()).rejects.toThrow(message);
	});

	test('when its pages go round in a circle', async () => {
		const polling = await watching(onProjects('entityCreatedOrUpdated'));
		const Modified = stampAt(0);
		const page = (ID: number, PagingInfo: string) => ({
			status: 200,
			body: JSON.stringify({
				Items: [{ ID, FieldValues: [{ InternalFieldName: 'Modified', Value: Modified }] }],
				PagingInfo,
			}),
		});
		for (const [id, next] of [
			[2, 'b'],
			[3, 'a'],
			[2, 'b'],
		] as const)
			sandbox.faults.add({ path: '/Items', answer: page(id, next) });
		await expect(polling.poll()).rejects.toThrow('gave the same page of the list twice');
	});
});

describe('in each reading of the guesses that it rests on', () => {
	test.each(['nothing', 'emptyText', 'emptyPage', 'sameToken'] as const)(
		'a list ends: %s',
		async (pagingEnd) => {
			await start({ entities: 2_000, readings: { pagingEnd } });
			const polling = await watching(onProjects('entityCreatedOrUpdated'));
			const changed = [...projects().entities.keys()].slice(-2_000);
			for (const id of changed) change(projects(), id);
			expect((await workedThrough(polling)).flat()).toEqual(changed);
		},
	);

	test('publishing fails with words where times are written in the way of a country', async () => {
		await start({ readings: { itemTexts: 'localized' } });
		const polling = new TestPolling(sandbox, onProjects('entityCreatedOrUpdated'));
		await expect(polling.poll()).rejects.toThrow('in a form that is not known');
		const creations = await watching(onProjects('entityCreated'));
		const id = add(projects(), 'Harbor');
		expect(await polledIds(creations)).toEqual([id]);
	});

	test('publishing fails where a view is refused', async () => {
		await start({ readings: { camlForm: 'whereOnly' } });
		for (const event of ['entityCreated', 'entityCreatedOrUpdated', 'stageChanged'])
			await expect(new TestPolling(sandbox, onProjects(event)).poll()).rejects.toThrow();
	});

	test.each(['entityCreated', 'entityCreatedOrUpdated', 'stageChanged'])(
		'a view that is ignored is found out by %s when something changes',
		async (event) => {
			await start({ readings: { camlForm: 'viewIgnored' } });
			const polling = new TestPolling(sandbox, onProjects(event));
			const begin = async () => {
				await polling.poll();
				enter(2, ids.stages.closed);
				await polling.poll();
			};
			await expect(begin()).rejects.toThrow('in the order in which they were asked for');
		},
	);
});
