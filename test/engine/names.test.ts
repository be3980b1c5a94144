import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { TestCredentials } from '../../n8n/n8nEngine';
import { byId } from '../../n8n/workflow';
import { WorkPoint } from '../../nodes/WorkPoint/WorkPoint.node';
import type { Sandbox } from '../../sandbox';
import { ids } from '../../sandbox/tenant/seed';
import { json, onProject } from '../support/cases/case';
import { mappableFields } from '../support/fieldMapping';
import { editorContext, runNode, workPointNode } from '../support/runNode';
import { sandboxForEach } from '../support/sandboxForEach';
import { TestPolling } from '../support/testPolling';

let sandbox: Sandbox;

sandboxForEach((started) => (sandbox = started));

const run = async (key: string, parameters: INodeParameters, items: IDataObject[] = [{}]) => {
	const [resource, operation] = key.split('.') as [string, string];
	return await runNode(
		workPointNode({ resource, operation, ...parameters }),
		new TestCredentials(sandbox.connection),
		items,
	);
};
const paths = () => sandbox.requests.map(({ path }) => path);
const projects = () => sandbox.state.module(ids.projects);
/** Names the stage "Idea" of the projects otherwise. */
const nameFirstStage = (title: string) => {
	projects().stages = projects().stages.map((stage, i) => (i === 0 ? { ...stage, title } : stage));
};
const changeStage = async (parameters: INodeParameters, items?: IDataObject[]) =>
	await run(
		'entity.changeStage',
		{ ...onProject, stage: byId(ids.stages.closed), ...parameters },
		items,
	);

describe('a name can replace an ID', () => {
	test.each(['Closed', ' closed ', 'CLOSED', "={{ 'closed' }}"])(
		'of a stage: %s',
		async (stage) => {
			const { error } = await changeStage({ stage: byId(stage) });
			expect(error).toBeUndefined();
			expect(sandbox.requests.at(-1)?.body).toMatchObject({ StageId: ids.stages.closed });
		},
	);

	test('of a stage of a module that is given by name, with one extra call for both', async () => {
		await changeStage({ businessModule: byId('projects'), stage: byId('closed') });
		expect(sandbox.requests.at(-1)?.body).toMatchObject({
			EntityListId: ids.projects,
			StageId: ids.stages.closed,
		});
		expect(paths()).toEqual(['/api/BusinessModules', '/api/ListItem/ChangeStage']);
	});

	test('of an action', async () => {
		const workPointAction = byId('archive project');
		expect(
			(await run('entity.executeAction', { ...onProject, workPointAction })).error,
		).toBeUndefined();
		expect(paths().at(-1)).toContain(ids.actions.archiveProject);
	});

	test('of the module and the content type that an entity moves to', async () => {
		await run('entity.move', {
			...onProject,
			targetBusinessModule: byId('Cases'),
			targetContentType: byId('open'),
			validateOnly: true,
		});
		expect(sandbox.requests.at(-1)?.body).toMatchObject({
			TargetEntityListID: ids.cases,
			TargetEntityContentTypeID: ids.stages.caseOpen,
		});
	});

	test('of the module of an entity that is given by the address of its site', async () => {
		const entity = {
			__rl: true,
			mode: 'url',
			value: 'https://contoso.sharepoint.com/sites/project-1',
		};
		const { json: found } = await run('entity.get', { businessModule: byId('Projects'), entity });
		expect(found).toMatchObject([{ Title: 'New intranet' }]);
	});

	test('of the module whose fields determine the meaning of a point in time in JSON', async () => {
		await run('entity.update', {
			...onProject,
			businessModule: byId('Projects'),
			...json({ StartDate: '2026-07-01T00:00:00Z' }),
		});
		expect(sandbox.requests.at(-1)?.body).toEqual({ StartDate: '2026-07-01' });
	});

	test('of a module in a collection', async () => {
		const { error } = await run('document.createFromTemplate', {
			...onProject,
			templateId: ids.template,
			includeHtml: false,
			includeFile: true,
			additionalFields: {
				commonFieldsBusinessModule: byId('companies'),
				commonFieldsEntity: byId(1),
			},
		});
		expect(error).toBeUndefined();
		expect(sandbox.requests.at(-1)?.query).toMatchObject({
			commonFieldsBusinessModuleID: ids.companies,
		});
	});

	test('of the module that is polled', async () => {
		const trigger = new TestPolling(sandbox, {
			event: 'entityCreated',
			businessModule: byId('projects'),
		});
		expect(await trigger.poll('manual')).toMatchObject([{ Title: 'Warehouse move' }]);
	});

	test('that contains an accented letter, in either Unicode form', async () => {
		nameFirstStage('Afgør\u00e5');
		const { error } = await changeStage({ stage: byId('afgøra\u030a') });
		expect(error).toBeUndefined();
	});
});

test('names are looked up once per run, however many items there are', async () => {
	const items = Array.from({ length: 30 }, (_, i) => ({ stage: i % 2 ? 'Planning' : 'Idea' }));
	await changeStage({ businessModule: byId('Projects'), stage: byId('={{ $json.stage }}') }, items);
	expect(paths().filter((path) => path === '/api/BusinessModules')).toHaveLength(1);
});

test('an ID needs no extra call', async () => {
	await changeStage({});
	await run('entity.executeAction', {
		...onProject,
		workPointAction: byId(ids.actions.archiveProject),
	});
	expect(paths()).toHaveLength(2);
});

test('an ID takes precedence over a name', async () => {
	nameFirstStage(ids.stages.planning);
	await changeStage({ stage: byId(ids.stages.planning) });
	expect(sandbox.requests.at(-1)?.body).toMatchObject({ StageId: ids.stages.planning });
});

describe('these are refused before anything is changed:', () => {
	const refused = async (key: string, parameters: INodeParameters) => {
		const stage = byId(ids.stages.closed);
		const { error } = await run(key, { ...onProject, stage, ...parameters });
		expect(sandbox.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
		expect(error?.description).toMatch(/ID/);
		return error?.message;
	};

	test('a name that no stage has, with a list of the existing stages', async () => {
		expect(await refused('entity.changeStage', { stage: byId('Clsoed') })).toBe(
			`'Stage' is "Clsoed", which is none of the stages of the business module: "Idea", "Planning", "Execution", "Closed"`,
		);
	});

	test('a name that no module, action or content type has', async () => {
		expect(await refused('entity.changeStage', { businessModule: byId('Project') })).toBe(
			`'Business Module' is "Project", which is none of the business modules: "Companies", "Projects", "Cases", "Contracts"`,
		);
		expect(await refused('entity.executeAction', { workPointAction: byId('x') })).toBe(
			`'Action' is "x", which is none of the actions of the business module: "Archive project"`,
		);
		const target = { targetBusinessModule: byId(ids.cases), targetContentType: byId('Idea') };
		expect(await refused('entity.move', target)).toBe(
			`'Target Content Type' is "Idea", which is none of the stages of the target business module: "Open", "Closed"`,
		);
	});

	test('a name that fits two stages, with both in the message', async () => {
		nameFirstStage('closed');
		expect(await refused('entity.changeStage', { stage: byId('Closed') })).toBe(
			`'Stage' is "Closed", which fits several stages of the business module: "closed" (${ids.stages.idea}), "Closed" (${ids.stages.closed})`,
		);
	});

	test('a name where there is nothing to choose from', async () => {
		projects().stages = [];
		expect(await refused('entity.changeStage', { stage: byId('Closed') })).toBe(
			`'Stage' is "Closed", but there are no stages of the business module`,
		);
	});

	test('a name where there are very many, with only some in the message', async () => {
		for (let n = 0; n < 200; n++) {
			const copy = { ...projects(), id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` };
			sandbox.state.modules.set(copy.id, { ...copy, title: `Module ${n}` });
		}
		const message = await refused('entity.changeStage', { businessModule: byId('Project') });
		expect(message).toMatch(/"Module 25", and 174 more$/);
	});
});

describe('a module given by name in the editor', () => {
	const { listSearch } = new WorkPoint().methods;
	const context = (businessModule: string) =>
		editorContext(
			workPointNode({
				operation: 'changeStage',
				...onProject,
				businessModule: byId(businessModule),
			}),
			new TestCredentials(sandbox.connection),
		);

	test.each(['searchStages', 'searchEntities', 'searchActions'] as const)(
		'offers the entries of %s',
		async (method) => {
			const { results } = await listSearch[method].call(context('projects'));
			expect(results.length).toBeGreaterThan(0);
			expect(await listSearch[method].call(context('Nothing'))).toEqual({ results: [] });
		},
	);

	test('offers its fields for mapping', async () => {
		const { fields } = await mappableFields(
			{ operation: 'create', businessModule: byId('Projects') },
			new TestCredentials(sandbox.connection),
		);
		expect(fields.map(({ id }) => id)).toContain('Hours');
	});
});
