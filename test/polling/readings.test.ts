import { listIds } from '../../sandbox/tenant/plainLists';
import { ids } from '../../sandbox/tenant/seed';
import {
	add,
	answerWith,
	callsOf,
	change,
	enter,
	inSandbox,
	itemsCall,
	onList,
	onProjects,
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

inSandbox();

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

describe('a service that does not do what it is asked is detected', () => {
	const stampAt = (seconds: number) => stamp(service.clock + seconds);

	test('when it does not sort by the time of the change', async () => {
		const polling = await watching(onProjects('entityCreatedOrUpdated'));
		answerWith([
			{ ID: 3, Modified: stampAt(5) },
			{ ID: 2, Modified: stampAt(4) },
		]);
		await expect(polling.poll()).rejects.toThrow(
			'did not return the changes in the requested order',
		);
	});

	test('when it does not filter by the time of the change', async () => {
		const polling = await watching(onProjects('entityCreatedOrUpdated'));
		answerWith([{ ID: 2, Modified: stampAt(-90_000) }]);
		await expect(polling.poll()).rejects.toThrow(
			'did not return the changes in the requested order',
		);
	});

	test('when it interprets the time in another time zone as watching begins', async () => {
		answerWith([{ ID: 2, Modified: stampAt(3_600) }]);
		answerWith([]);
		await expect(
			new TestPolling(sandbox, onProjects('entityCreatedOrUpdated')).poll(),
		).rejects.toThrow('reads times differently than it writes them');
	});

	test('when it starts to interpret the time in another time zone', async () => {
		const polling = await watching(onProjects('entityCreatedOrUpdated'));
		const before = polling.stored;
		answerWith([]);
		await expect(polling.poll()).rejects.toThrow('reads times differently than it writes them');
		expect(polling.stored).toEqual(before);
	});

	test('when it does not sort or filter by ID', async () => {
		const polling = await watching(onProjects('entityCreated'));
		answerWith([{ ID: 2 }]);
		await expect(polling.poll()).rejects.toThrow(
			'did not return the new items in the requested order',
		);
		answerWith([{ ID: 900 }]);
		answerWith([]);
		await expect(new TestPolling(sandbox, onProjects('entityCreated')).poll()).rejects.toThrow(
			'did not return the items whose IDs follow another one',
		);
	});

	test.each([
		['03/02/2026 09:00', 'of the last change of item 2 in an unknown form: "03/02/2026 09:00"'],
		['yesterday', 'in an unknown form'],
		[null, 'does not return when item 2 was changed'],
	])('when it reports the time of a change as %s', async (Modified, message) => {
		const polling = await watching(onProjects('entityCreatedOrUpdated'));
		answerWith([{ ID: 2, Modified }]);
		await expect(polling.poll()).rejects.toThrow(message);
	});

	test('when its pages form a loop', async () => {
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
		await expect(polling.poll()).rejects.toThrow('returned the same page of the list twice');
	});
});

describe('in each reading of the guesses that the polling trigger relies on', () => {
	test.each(['nothing', 'emptyText', 'emptyPage', 'sameToken'] as const)(
		'a list ends: %s',
		async (pagingEnd) => {
			await start({ entities: 2_000, dialects: { pagingEnd } });
			const polling = await watching(onProjects('entityCreatedOrUpdated'));
			const changed = [...projects().entities.keys()].slice(-2_000);
			for (const id of changed) change(projects(), id);
			expect((await workedThrough(polling)).flat()).toEqual(changed);
		},
	);

	test('publishing fails with a clear message when times are written in a regional format', async () => {
		await start({ dialects: { itemTexts: 'localized' } });
		const polling = new TestPolling(sandbox, onProjects('entityCreatedOrUpdated'));
		await expect(polling.poll()).rejects.toThrow('in an unknown form');
		const creations = await watching(onProjects('entityCreated'));
		const id = add(projects(), 'Harbor');
		expect(await polledIds(creations)).toEqual([id]);
	});

	test('publishing fails when a view is refused', async () => {
		await start({ dialects: { camlForm: 'whereOnly' } });
		for (const event of ['entityCreated', 'entityCreatedOrUpdated', 'stageChanged'])
			await expect(new TestPolling(sandbox, onProjects(event)).poll()).rejects.toThrow();
	});

	test.each(['entityCreated', 'entityCreatedOrUpdated', 'stageChanged'])(
		'an ignored view is detected by %s when something changes',
		async (event) => {
			await start({ dialects: { camlForm: 'viewIgnored' } });
			const polling = new TestPolling(sandbox, onProjects(event));
			const begin = async () => {
				await polling.poll();
				enter(2, ids.stages.closed);
				await polling.poll();
			};
			await expect(begin()).rejects.toThrow('in the requested order');
		},
	);
});
