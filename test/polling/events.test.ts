import { listIds } from '../../sandbox/tenant/plainLists';
import { ids, projectSiteUrl, tenantUrl } from '../../sandbox/tenant/seed';
import {
	add,
	change,
	enter,
	idsOf,
	inSandbox,
	onList,
	onProjects,
	plainList,
	polledIds,
	projects,
	sandbox,
	service,
	stamp,
	watching,
} from '../support/pollingService';
import { TestPolling } from '../support/testPolling';

inSandbox();

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
		service.clock++;
		const id = add(projects(), 'Harbor');
		service.clock++;
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
		service.clock++;
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
			if (item.fileRef?.includes('/Plans')) item.modified = stamp(service.clock);
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
