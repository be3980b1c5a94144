import { NodeApiError, type INodeParameters, type NodeOperationError } from 'n8n-workflow';

import { TestCredentials } from '../../n8n/n8nEngine';
import { byId } from '../../n8n/workflow';
import { WorkPointPollingTrigger } from '../../nodes/WorkPointPollingTrigger/WorkPointPollingTrigger.node';
import { listIds } from '../../sandbox/tenant/plainLists';
import { ids, people, projectSiteUrl, tenantUrl } from '../../sandbox/tenant/seed';
import type { Entity } from '../../sandbox/tenant/tenantTypes';
import {
	add,
	answerWith,
	change,
	enter,
	idsOf,
	inSandbox,
	onLibrary,
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
import { editorContext, workPointNode } from '../support/runNode';
import { runOperation } from '../support/runOperation';
import { pollingType, TestPolling } from '../support/testPolling';

inSandbox();

describe('each event', () => {
	test('Entity Created returns new entities, and none that changed', async () => {
		const trigger = await watching(onProjects('entityCreated'));
		change(projects(), 2);
		expect(await trigger.poll()).toBeUndefined();
		const id = add(projects(), 'Harbor');
		expect(await trigger.poll()).toMatchObject([{ ID: id, Title: 'Harbor' }]);
		expect(await trigger.poll()).toBeUndefined();
	});

	test('Entity Created or Updated returns both, in the order of their changes', async () => {
		const trigger = await watching(onProjects('entityCreatedOrUpdated'));
		change(projects(), 3);
		service.clock++;
		const id = add(projects(), 'Harbor');
		service.clock++;
		change(projects(), 2);
		expect(await polledIds(trigger)).toEqual([3, id, 2]);
		expect(await trigger.poll()).toBeUndefined();
	});

	test('Stage Changed returns the entity with its previous stage, and no other change', async () => {
		const trigger = await watching(onProjects('stageChanged'));
		change(projects(), 3);
		add(projects(), 'Harbor');
		enter(2, ids.stages.execution);
		expect(await trigger.poll()).toMatchObject([
			{
				ID: 2,
				wpStage: 'Execution',
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

	test('List Item Created or Updated returns items of a list, also on the site of an entity', async () => {
		const tasks = await watching(onList('listItemCreatedOrUpdated', listIds.tasks));
		const risks = await watching(onList('listItemCreatedOrUpdated', listIds.risks, projectSiteUrl));
		const task = add(plainList(listIds.tasks), 'Call back');
		change(plainList(listIds.risks), 1);
		expect(await polledIds(tasks)).toEqual([task]);
		expect(await polledIds(risks)).toEqual([1]);
	});

	test('Document Created or Updated returns documents, also in folders, but no folders', async () => {
		const library = plainList(listIds.documents);
		const trigger = await watching(onLibrary('Documents'));
		const url = `${projectSiteUrl}/Shared Documents/Plans`;
		sandbox.state.addFolder(url);
		sandbox.state.saveFile(`${url}/Ground floor.docx`, Buffer.from('plan'));
		for (const item of library.entities.values())
			if (item.fileRef?.includes('/Plans')) item.modified = stamp(service.clock);
		expect(await trigger.poll()).toMatchObject([
			{
				FileName: 'Ground floor.docx',
				FileUrl: `${tenantUrl}/sites/project-1/Shared%20Documents/Plans/Ground%20floor.docx`,
			},
		]);
	});

	test('Document Created or Updated returns the same as Get Many for documents', async () => {
		const trigger = new TestPolling(sandbox, onLibrary('Documents'));
		const [polled] = (await trigger.poll('manual')) ?? [];
		const { json } = await runOperation(sandbox, 'document.getAll', {
			libraryOf: 'site',
			librarySiteUrl: projectSiteUrl,
			libraryName: { __rl: true, mode: 'name', value: 'Documents' },
			returnAll: true,
		});
		expect(json).toContainEqual(polled);
	});

	describe('the library of Document Created or Updated', () => {
		const onSite = (site: string, name: string): INodeParameters => ({
			...onLibrary(name),
			libraryOf: 'site',
			librarySiteUrl: site,
		});

		test.each([projectSiteUrl, '/sites/project-1'])(
			'can also be one of the site %s',
			async (site) => {
				const trigger = await watching(onSite(site, 'Archive'));
				sandbox.state.saveFile(`${projectSiteUrl}/Archive/Plan.docx`, Buffer.from('plan'));
				for (const item of plainList(listIds.archive).entities.values())
					if (item.fileRef?.endsWith('/Plan.docx')) item.modified = stamp(service.clock);
				expect(await trigger.poll()).toMatchObject([{ FileName: 'Plan.docx' }]);
			},
		);

		test('cannot be a list of another kind', async () => {
			const trigger = new TestPolling(sandbox, onLibrary('Risks'));
			await expect(trigger.poll()).rejects.toThrow(
				`The site ${projectSiteUrl} has no library "Risks". Its libraries are: "Documents", "Contract templates", "Archive".`,
			);
		});

		test('is offered among libraries only, and an invalid site causes the same error as in a run', async () => {
			const offers = async (parameters: INodeParameters) => {
				const node = workPointNode(parameters, { type: pollingType });
				const context = editorContext(node, new TestCredentials(sandbox.connection));
				const { listSearch } = new WorkPointPollingTrigger().methods;
				return (await listSearch.searchLibraries.call(context)).results.map(({ name }) => name);
			};
			expect(await offers(onLibrary(''))).toEqual(['Archive', 'Contract templates', 'Documents']);
			expect(await offers(onSite('/sites/project-1', ''))).toHaveLength(3);
			const wrong = onSite('project-1', '');
			const inPicker = await offers(wrong).catch((error: NodeApiError) => error);
			const inRun = await new TestPolling(sandbox, onSite('project-1', 'Archive'))
				.poll('manual')
				.catch((error: NodeOperationError) => error);
			expect(inPicker).toMatchObject({
				message: "'Library Site URL' is not the URL of a site",
				description: expect.stringContaining('Enter an address such as'),
			});
			expect(inRun).toMatchObject({
				message: (inPicker as NodeApiError).message,
				description: (inPicker as NodeApiError).description,
			});
			// n8n's editor gets the advice of no other error.
			expect(inPicker).toBeInstanceOf(NodeApiError);
		});

		test('is on the site of the entity, which must have one', async () => {
			const entity = { __rl: true, mode: 'id', value: String(ids.warehouseMove) };
			const trigger = new TestPolling(sandbox, { ...onLibrary('Documents'), entity });
			await expect(trigger.poll()).rejects.toThrow('The entity "Warehouse move" has no site');
		});
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
		'%s never returns the item that serves as the template for sites',
		async (event) => {
			const trigger = await watching(onProjects(event));
			enter(1, ids.stages.closed);
			expect(await trigger.poll()).toBeUndefined();
			expect(await trigger.poll('manual')).not.toMatchObject([{ ID: 1 }]);
		},
	);
});

describe('the output', () => {
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

	test('is the latest entity in a test in the editor, and nothing about it is stored', async () => {
		change(projects(), 3);
		const trigger = new TestPolling(sandbox, onProjects('entityCreatedOrUpdated'));
		expect(idsOf(await trigger.poll('manual'))).toEqual([3]);
		expect(trigger.stored).toEqual({});
		const created = new TestPolling(sandbox, onProjects('entityCreated'));
		expect(idsOf(await created.poll('manual'))).toEqual([Math.max(...projects().entities.keys())]);
	});

	test('has the fields of an event in a test of Stage Changed', async () => {
		const trigger = new TestPolling(sandbox, onProjects('stageChanged'));
		expect(await trigger.poll('manual')).toMatchObject([
			{ PreviousStage: null, PreviousStageId: null },
		]);
	});

	test('is empty in a test of an empty list', async () => {
		plainList(listIds.risks).entities.clear();
		const trigger = new TestPolling(
			sandbox,
			onList('listItemCreatedOrUpdated', listIds.risks, projectSiteUrl),
		);
		expect(await trigger.poll('manual')).toBeUndefined();
	});
});

describe('Ignore Changes By', () => {
	const [anna, bo] = people;

	/** Somebody else than the account of the connection changes a project. */
	function changeByBo(id: number): void {
		service.clock++;
		change(projects(), id);
		(projects().entities.get(id) as Entity).editor = bo;
	}

	/** The workflow updates the entity that it got, as the account of the connection. */
	async function update(id: unknown): Promise<void> {
		const { error } = await runOperation(sandbox, 'entity.update', {
			...{ businessModule: byId(ids.projects), entity: byId(String(id)) },
			...{ specifyFields: 'json', fieldsJson: '{ "Hours": 1 }' },
		});
		expect(error).toBeUndefined();
		service.clock++;
		(projects().entities.get(Number(id)) as Entity).modified = stamp(service.clock);
	}

	test('stops the loop of a workflow that updates what it watches', async () => {
		const options = { ignoreChangesBy: anna.LookupValue };
		const polling = await watching(onProjects('entityCreatedOrUpdated', options));
		const endless = await watching(onProjects('entityCreatedOrUpdated'));
		changeByBo(2);
		expect(await polledIds(polling)).toEqual([2]);
		expect(await polledIds(endless)).toEqual([2]);
		await update(2);
		expect(await polledIds(polling)).toBeUndefined();
		expect(await polledIds(endless)).toEqual([2]);
		changeByBo(3);
		expect(await polledIds(polling)).toEqual([3]);
	});

	test.each<[form: string, Editor: string | null, ignored: unknown, isIgnored: boolean]>([
		['a name', 'Anna Berg', 'anna berg', true],
		['a name with a comma', 'Berg, Anna', 'Holm, Bo; Berg, Anna', true],
		['one of a list', 'Anna Berg', ['Bo Holm', 'Anna Berg'], true],
		['another name', 'Anna Berg', 'Anna', false],
		['a name behind its ID', '7;#Anna Berg', 'Anna Berg', true],
		['the ID before the name', '7;#Anna Berg', '7', true],
		['the ID as a number', '7', 7, true],
		['an address in a claim', 'i:0#.f|membership|anna@contoso.com', 'Anna@contoso.com', true],
		['a claim for an address', 'anna@contoso.com', 'i:0#.f|membership|anna@contoso.com', true],
		['nobody', null, 'Anna Berg', false],
		['nothing', 'Anna Berg', '', false],
	])('recognizes the account by %s', async (_form, Editor, ignored, isIgnored) => {
		const ignoreChangesBy = `={{ ${JSON.stringify(ignored)} }}`;
		const polling = await watching(onProjects('entityCreatedOrUpdated', { ignoreChangesBy }));
		answerWith([{ ID: 2, Modified: stamp(service.clock), Editor }]);
		expect(await polledIds(polling)).toEqual(isIgnored ? undefined : [2]);
	});

	test('fails when WorkPoint does not return who changed a row', async () => {
		const options = { ignoreChangesBy: 'Anna Berg' };
		const polling = await watching(onProjects('entityCreatedOrUpdated', options));
		answerWith([{ ID: 2, Modified: stamp(service.clock) }]);
		await expect(polling.poll()).rejects.toThrow('does not return who changed item 2');
	});

	test('does not accept an object as an account', async () => {
		const options = { ignoreChangesBy: '={{ [{}] }}' };
		const polling = new TestPolling(sandbox, onProjects('entityCreated', options));
		await expect(polling.poll()).rejects.toThrow("'Ignore Changes By' is not a list of accounts");
	});

	test('does not hide the latest row in a test in the editor, which shows its Editor', async () => {
		const options = { ignoreChangesBy: anna.LookupValue };
		const polling = new TestPolling(sandbox, onProjects('entityCreatedOrUpdated', options));
		expect(await polling.poll('manual')).toMatchObject([{ Editor: anna.LookupValue }]);
	});
});
