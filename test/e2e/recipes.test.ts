import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

import { createProviderAccount, readExamples } from '../../demo/examples';
import type { Execution, N8n } from '../../n8n/n8n';
import { TestBed } from '../../n8n/testBed';
import { byId, chain, manualTrigger, node } from '../../n8n/workflow';
import type { Sandbox } from '../../sandbox';
import { ids } from '../../sandbox/tenant/seed';
import { signedFile } from '../../sandbox/services/signingProvider';

/** The example that goes from a document to a signed record. */
const signing = 'sign-an-offer.json';

let bed: TestBed;
let n8n: N8n;
let sandbox: Sandbox;
let credentials: NonNullable<INode['credentials']>;

beforeAll(async () => {
	bed = await TestBed.share();
	({ n8n, sandbox } = bed);
	credentials = { ...(await bed.connect()), ...(await createProviderAccount(n8n)) };
});

afterAll(async () => {
	expect(sandbox.violations).toEqual([]);
	await bed?.stop();
});

const workPoint = (
	name: string,
	resource: string,
	operation: string,
	parameters: INodeParameters,
): INode =>
	node(
		name,
		'n8n-nodes-workpoint.workPoint',
		1,
		{ resource, operation, ...parameters },
		{ credentials },
	);

const code = (name: string, jsCode: string) => node(name, 'n8n-nodes-base.code', 2, { jsCode });

const succeeded = (execution: Execution): Execution => {
	expect([execution.status, execution.error]).toEqual(['success', undefined]);
	return execution;
};

/** Runs nodes one after the other; returns the output of the last one. */
async function runWith(settings: IDataObject, ...nodes: INode[]): Promise<Execution['nodes'][0]> {
	const { id } = await n8n.createWorkflow({
		...chain('Recipe', manualTrigger(), ...nodes),
		settings: { executionOrder: 'v1', ...settings },
	});
	const execution = succeeded(await n8n.run(id, 'Start'));
	const last = execution.nodes.find(({ name }) => name === nodes.at(-1)?.name);
	if (last === undefined) throw new Error('The last node did not run');
	return last;
}

const run = async (...nodes: INode[]) => await runWith({}, ...nodes);

describe('the recipes of the documentation do what they promise', () => {
	test('a case is created from the fields of a form, and closed', async () => {
		const { items } = await run(
			code('Form', "return [{ json: { Subject: 'Noise at night', Email: 'bo@hansen.example' } }];"),
			workPoint('Make case', 'entity', 'create', {
				businessModule: byId(ids.cases),
				createSite: false,
				specifyFields: 'mapping',
				fields: {
					mappingMode: 'defineBelow',
					value: { Title: '={{ $json.Subject }}', CustomerEmail: '={{ $json.Email }}' },
					matchingColumns: [],
					schema: [],
				},
			}),
			workPoint('Close case', 'entity', 'changeStage', {
				businessModule: byId(ids.cases),
				entity: byId('={{ $json.EntityId }}'),
				stage: byId(ids.stages.caseClosed),
			}),
			workPoint('Read case', 'entity', 'get', {
				businessModule: byId(ids.cases),
				entity: byId("={{ $('Make case').item.json.EntityId }}"),
			}),
		);
		expect(items[0]?.json).toMatchObject({
			Title: 'Noise at night',
			CustomerEmail: 'bo@hansen.example',
			wpStage: 'Closed',
		});
	});

	test('a record from another system arrives repeatedly, and is stored once', async () => {
		const bringIn = async (title: string) =>
			await run(
				workPoint('Company', 'entity', 'upsert', {
					businessModule: byId(ids.companies),
					keyFields: ['CompanyNumber'],
					specifyFields: 'json',
					fieldsJson: JSON.stringify({ CompanyNumber: '77001', Title: title }),
				}),
			);
		const [first, second] = [await bringIn('Contoso'), await bringIn('Contoso A/S')];
		expect(second.items[0]?.json.EntityId).toBe(first.items[0]?.json.EntityId);
		const { entities } = sandbox.state.module(ids.companies);
		const found = [...entities.values()].filter(({ values }) => values.CompanyNumber === '77001');
		expect(found.map(({ values }) => values.Title)).toEqual(['Contoso A/S']);
	});

	test.each([
		['as n8n keeps files by default', 'separate'],
		['in the combined binary mode of n8n, where files are in $json._files', 'combined'],
	])('Get with Keep Input Files passes the file on to Upload %s', async (_mode, binaryMode) => {
		const { items } = await runWith(
			{ binaryMode },
			code(
				'File',
				"return [{ json: { project: 2 }, binary: { data: { data: Buffer.from('Minutes').toString('base64'), mimeType: 'text/plain', fileName: 'Minutes.txt' } } }];",
			),
			workPoint('Get project', 'entity', 'get', {
				businessModule: byId(ids.projects),
				entity: byId('={{ $json.project }}'),
				options: { keepInputFiles: true },
			}),
			workPoint('Store file', 'document', 'upload', {
				libraryOf: 'entity',
				businessModule: byId(ids.projects),
				entity: byId('={{ $json.ID }}'),
				libraryName: { __rl: true, mode: 'name', value: 'Documents' },
				binaryPropertyName: 'data',
				overwrite: true,
			}),
		);
		const url = String(items[0]?.json.FileUrl);
		expect(sandbox.state.file(decodeURI(url))?.bytes.toString()).toBe('Minutes');
	});

	test('a merged letter is a file for the following mail node', async () => {
		const { items } = await run(
			workPoint('Letter', 'document', 'createFromTemplate', {
				businessModule: byId(ids.projects),
				entity: byId('2'),
				templateId: ids.template,
				includeHtml: false,
				includeFile: true,
				binaryPropertyName: 'data',
			}),
		);
		expect(items[0]?.binary?.data).toMatchObject({ fileName: 'Letter 2.docx' });
	});
});

describe('from a document to a signed record', () => {
	test('each call has its own header, and the signed file is a record of the project', async () => {
		const example = readExamples(credentials, sandbox.origin).find(({ file }) => file === signing);
		if (example === undefined) throw new Error('The example is missing');
		const { id } = await n8n.createWorkflow(example.workflow);
		const start = example.workflow.nodes.find(({ type }) => type.endsWith('.manualTrigger'));
		const execution = succeeded(await n8n.run(id, String(start?.name)));

		const { calls, documents } = sandbox.provider;
		const [document] = documents.values();
		if (document === undefined) throw new Error('The provider got no document');
		const asked = `GET /documents/${document.id}`;
		const made = calls.map(({ method, path, refused }) => [`${method} ${path}`, refused]);
		expect(made).toEqual([
			['POST /documents', undefined],
			...Array.from({ length: made.length - 2 }, () => [asked, undefined]),
			[`${asked}/file`, undefined],
		]);
		// It waited: the signer takes three seconds, and the workflow asks every two.
		expect(made.length).toBeGreaterThan(3);

		const last = (name: string) =>
			execution.nodes.filter((ran) => ran.name === name).at(-1)?.items[0]?.json;
		const pdf = sandbox.state.file(decodeURI(String(last('Add offer')?.PdfUrl)));
		expect(pdf?.bytes.equals(signedFile(document))).toBe(true);
		expect(pdf?.isRecord).toBe(true);
		expect(last('Read signature log')).toMatchObject({ SigningStatus: 'Signed' });
		const projects = sandbox.state.module(ids.projects);
		const project = sandbox.state.entity(projects, Number(last('Create project')?.EntityId));
		expect(project.stageId).toBe(ids.stages.execution);
	});
});
