import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { TestCredentials } from '../../n8n/n8nEngine';
import { byId } from '../../n8n/workflow';
import { resources } from '../../nodes/WorkPoint/operations';
import { startSandbox } from '../../sandbox';
import { pdfOf } from '../../sandbox/calls/documents';
import { ids, offerUrl, projectSiteUrl, termsUrl } from '../../sandbox/tenant/seed';
import { byName, json, onProject } from '../support/cases/case';
import { runNode, workPointNode } from '../support/runNode';

const root = join(__dirname, '..', '..');

/** A node of a job: the operation, with its parameters. */
type Node = [operation: string, parameters: INodeParameters];

/** A job of the table in `docs/jobs.md`, by its name there. */
interface Job {
	/** The ways to do it with our nodes, each one node after the other. */
	ways?: Node[][];
	/** Whether one call serves all items. */
	isOneCall?: boolean;
	/** The tests that show what is done otherwise: file, and a title in it. */
	shownBy?: Array<[file: string, text: string]>;
}

const inLibrary = { libraryOf: 'entity', ...onProject, libraryName: byName('Documents') };
const found = { businessModule: byId(ids.projects), entity: byId('={{ $json.ID }}') };
const before = (field: string, value: string) => ({
	filterBy: 'fields',
	filters: { conditions: [{ field, operator: 'Lt', value }] },
});
const projectsBefore = (value: string): INodeParameters => ({
	businessModule: byId(ids.projects),
	returnAll: true,
	...before('Deadline', value),
});
const task = {
	...onProject,
	title: 'Call the customer',
	startDate: '2026-12-01',
	dueDate: '2026-12-31',
};
const event = { ...onProject, title: 'Kick-off', start: '2026-12-01', end: '2026-12-02' };
const mail = '<complaint-001@jensen.example>';
/** Each item has a document of its own. */
const ownDocument = {
	documentSiteUrl: projectSiteUrl,
	documentUrl: `={{ $itemIndex === 0 ? '${offerUrl}' : '${termsUrl}' }}`,
};
const transactionId = '=t-{{ $itemIndex }}';
const options = { keepInputFiles: true };
const graph: Array<[string, string]> = [
	[
		'test/engine/recipes.test.ts',
		'changes a column, makes a folder, moves, shares, copies and downloads',
	],
];

const documents: Node = ['document.getAll', { ...inLibrary, returnAll: true }];

const way = (...nodes: Node[]): Node[] => nodes;

const jobs: Record<string, Job> = {
	'Remind of contracts that end': {
		ways: [
			way([
				'entity.getAll',
				{ businessModule: byId(ids.contracts), ...before('ValidTo', '2027-01-01') },
			]),
		],
	},
	'Make a case from a form': {
		ways: [
			way(['entity.create', { businessModule: byId(ids.cases), ...json({ Title: 'Noise' }) }]),
		],
	},
	'Update or close a case': {
		ways: [
			way(['entity.update', { ...onProject, ...json({ Hours: 5 }) }]),
			way(['entity.changeStage', { ...onProject, stage: byId(ids.stages.closed) }]),
			way([
				'entity.changeStageAndSetFields',
				{ ...onProject, stage: byId(ids.stages.closed), ...json({ Hours: 5 }) },
			]),
		],
	},
	'Make a document from a template': {
		ways: [
			way(
				[
					'document.createFromTemplate',
					{ ...onProject, templateId: ids.template, includeFile: true },
				],
				['document.upload', { ...inLibrary, binaryPropertyName: 'data', overwrite: true }],
			),
		],
	},
	'Move many cases to another stage': {
		isOneCall: true,
		ways: [
			way(
				['entity.getAll', projectsBefore('2030-01-01')],
				[
					'entity.changeStageOfMany',
					{
						...found,
						stage: byId(ids.stages.planning),
						stageModelId: '6a1f0c2e-0001-4000-8000-00000000000a',
					},
				],
			),
		],
	},
	'Declare a document as a record': { ways: [way(['document.declareAsRecord', ownDocument])] },
	'Approve a quality document': {
		ways: [
			way(
				[
					'document.convertToPdf',
					{
						...ownDocument,
						outputExistsBehaviour: 'Overwrite',
						additionalFields: {
							outputUrl: `=${projectSiteUrl}/Archive/{{ $itemIndex }}.pdf`,
						},
					},
				],
				['document.declareAsRecord', ownDocument],
			),
		],
	},
	'Keep deadlines for archiving': {
		ways: [
			way(
				['entity.getAll', projectsBefore('2030-01-01')],
				['entity.changeStage', { ...found, stage: byId(ids.stages.closed) }],
			),
		],
	},
	'File an email and its attachments': {
		ways: [
			way(
				['entity.findByEmail', { fromAddresses: 'bo@contoso.com' }],
				[
					'document.upload',
					{
						libraryOf: 'entity',
						businessModule: byId('={{ $json.EntityListID }}'),
						entity: byId('={{ $json.EntityID }}'),
						libraryName: byName('Documents'),
						binaryPropertyName: '*',
						overwrite: false,
						keepBoth: true,
					},
				],
			),
		],
	},
	'Find the case of an email': {
		ways: [
			way(['entity.findByEmail', { fromAddresses: 'mette@jensen.example' }]),
			way(['email.getLocations', { internetMessageId: mail }]),
		],
	},
	'List the documents of a case': {
		ways: [way(documents)],
	},
	'Change columns of a document': {
		ways: [
			way([
				'document.update',
				{
					...inLibrary,
					libraryName: byName('Contract templates'),
					documentId: 1,
					...json({ DocumentStatus: 'Approved' }),
				},
			]),
		],
		shownBy: graph,
	},
	'Search for text in several modules': {
		ways: [
			way(
				['businessModule.getAll', { returnAll: true }],
				[
					'entity.getAll',
					{
						businessModule: byId('={{ $json.Id }}'),
						filterBy: 'fields',
						filters: { conditions: [{ field: 'Title', operator: 'Contains', value: 'o' }] },
					},
				],
			),
		],
	},
	'Relate two entities': {
		ways: [
			way([
				'relation.create',
				{
					...onProject,
					targetBusinessModule: byId(ids.companies),
					targetEntity: byId(2),
					relationType: byId(2),
				},
			]),
		],
	},
	'Merge the relations of duplicates': {
		ways: [
			way([
				'relation.replaceAll',
				{
					businessModule: byId(ids.companies),
					entity: byId(1),
					targetBusinessModule: byId(ids.companies),
					targetEntity: byId(2),
				},
			]),
		],
	},
	'Make tasks and events': {
		ways: [
			way(['task.create', task]),
			way(['task.exists', { ...onProject, taskId: '1' }]),
			way(['event.create', event]),
			way(['event.exists', { ...onProject, eventId: '1' }]),
		],
	},
	'Write a note on a case': {
		ways: [
			way([
				'activity.create',
				{
					...onProject,
					title: 'Called',
					eventType: 'Call',
					eventTypeId: '12',
					eventSourceType: 'Telephone',
				},
			]),
			way(['entity.update', { ...onProject, ...json({ Description: 'Called' }) }]),
		],
	},
	'Delete what is past its deadline': {
		ways: [way(['entity.getAll', projectsBefore('2030-01-01')], ['entity.delete', found])],
	},
	'Mark an email as filed': {
		ways: [way(['email.setFlags', { internetMessageId: mail, color: 'Green' }])],
	},
	'Set permissions': {
		ways: [way(['entity.copyPermissions', { ...onProject, copyTo: 'Entity' }])],
		shownBy: graph,
	},
	'React to a new or changed case': {
		shownBy: [
			['test/trigger/delivery.test.ts', 'the first vector of the vendor starts the workflow'],
			['test/polling/readings.test.ts', 'a poll without news is one call'],
		],
	},
	'React to a new document': {
		shownBy: [
			['test/polling/events.test.ts', 'Document Created or Updated returns documents'],
			['test/polling/readings.test.ts', 'a poll without news is one call'],
		],
	},
	'Have a document signed': {
		ways: [
			way(
				[
					'digitalSignature.createLogEntry',
					{
						transactionId,
						signingProvider: 'Penneo',
						...onProject,
						totalSigningCount: 1,
						totalAppendixCount: 0,
						options,
					},
				],
				[
					'digitalSignature.addDocument',
					{
						transactionId,
						...ownDocument,
						setPropertiesBehaviour: 'ReturnOnErrors',
						declareAsRecordBehaviour: 'DoNotDeclare',
						signingType: 'StandardSigning',
						options,
					},
				],
				[
					'digitalSignature.completeDocument',
					{
						transactionId,
						binaryPropertyName: 'data',
						signingStatus: 'Signed',
						undeclareOriginal: false,
						additionalFields: { fileName: "={{ $itemIndex === 0 ? 'Offer.pdf' : 'Terms.pdf' }}" },
					},
				],
				['digitalSignature.getLogEntry', { transactionId }],
				['document.declareAsRecord', ownDocument],
			),
		],
	},
	'Create a folder': { ways: [way(documents)], shownBy: graph },
	'Download a document': { ways: [way(documents)], shownBy: graph },
	'Move or copy a file': { ways: [way(documents)], shownBy: graph },
};

const file = async () => ({
	data: (await pdfOf('A')).toString('base64'),
	mimeType: 'application/pdf',
	fileName: 'A.pdf',
});

/** How many calls the nodes make until this many items have gone through all of them. */
async function callsFor(nodes: Node[], count: number): Promise<number> {
	const sandbox = await startSandbox();
	try {
		const projects = sandbox.state.module(ids.projects);
		for (const id of [ids.newIntranet, ids.warehouseMove])
			sandbox.state.write(sandbox.state.entity(projects, id), {
				Deadline: '2026-12-31T16:00:00Z',
				Budget: 1,
				Hours: 1,
			});
		const isSearch = nodes.length > 1 && /\.getAll$/.test(nodes[0]?.[0] ?? '');
		const first = { json: {}, binary: { data: await file() } } as unknown as INodeExecutionData;
		let items = Array.from({ length: isSearch ? 1 : count }, () => first);
		for (const [n, [key, parameters]] of nodes.entries()) {
			if (n > 0) expect(items.length).toBeGreaterThanOrEqual(count);
			const [resource, operation] = key.split('.') as [string, string];
			const run = await runNode(
				workPointNode({ resource, operation, ...parameters }),
				new TestCredentials(sandbox.connection),
				items.slice(0, count),
			);
			if (run.error) throw run.error;
			items = run.items;
		}
		expect(sandbox.violations).toEqual([]);
		return sandbox.requests.length;
	} finally {
		await sandbox.stop();
	}
}

interface Row {
	job: string;
	nodes: string;
	calls: string;
}

/** The rows of the first table of the page. */
function tableOf(page: string): Row[] {
	const [, table = ''] = /\n(\| Job [\s\S]*?)\n\n/.exec(page) ?? [];
	return table
		.split('\n')
		.slice(2)
		.map((line) => line.split('|').map((cell) => cell.trim()))
		.map(([, job = '', nodes = '', calls = '']) => ({ job, nodes, calls }));
}

const rows = tableOf(readFileSync(join(root, 'docs', 'jobs.md'), 'utf8'));
const jobOf = (name: string): Job => jobs[name] ?? {};

const nameOf = (key: string): string => {
	const [resource, operation] = key.split('.');
	const operations = resources.find(({ value }) => value === resource)?.operations ?? [];
	return operations.find(({ value }) => value === operation)?.name ?? key;
};

describe("the jobs of the case worker's day", () => {
	test('are twenty-six, each with our nodes that do it, or with a test of another solution', () => {
		expect(rows).toHaveLength(26);
		expect(rows.map(({ job }) => job).sort()).toEqual(Object.keys(jobs).sort());
		for (const { ways = [], shownBy = [] } of Object.values(jobs))
			expect(ways.length + shownBy.length).toBeGreaterThan(0);
	});

	test('need one or two of our nodes in at least eighteen cases', () => {
		const inTwo = rows.filter(({ job }) => {
			const { ways = [], shownBy = [] } = jobOf(job);
			const withoutOthers = shownBy !== graph || ways.some(([first]) => first !== documents);
			return withoutOthers && (ways.length === 0 || ways.some((nodes) => nodes.length <= 2));
		});
		expect(inTwo.length).toBeGreaterThanOrEqual(18);
	});

	test.each(rows.flatMap(({ job }) => jobOf(job).shownBy ?? []))('%s has "%s"', (path, text) => {
		expect(readFileSync(join(root, path), 'utf8')).toContain(text);
	});

	test.each(
		rows.flatMap((row) => (jobOf(row.job).ways ?? []).map((nodes) => ({ ...row, way: nodes }))),
	)(
		'$job: the nodes and the number of calls match the page ($calls)',
		async ({ job, nodes, calls, way: given }) => {
			for (const [key] of given) expect(nodes).toContain(nameOf(key));
			const [, each, once = '0'] = /^(\d+)(?: \((\d+)\))?$/.exec(calls) ?? [];
			const one = await callsFor(given, 1);
			const more = (await callsFor(given, 2)) - one;
			expect({ each: one - Number(once), more }).toEqual({
				each: Number(each),
				more: jobOf(job).isOneCall ? 0 : Number(each),
			});
		},
	);
});
