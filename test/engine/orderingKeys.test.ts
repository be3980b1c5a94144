import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { TestCredentials } from '../../n8n/n8nEngine';
import { byId } from '../../n8n/workflow';
import { startSandbox, type Sandbox } from '../../sandbox';
import { listIds } from '../../sandbox/tenant/plainLists';
import { ids, offerUrl, projectSiteUrl, siteUrl, termsUrl } from '../../sandbox/tenant/seed';
import { atOnce } from '../support/atOnce';
import { uploadDocument } from '../support/cases/case';
import { runNode, workPointNode } from '../support/runNode';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ latency: 80 });
	// The first call of all compiles the contract, which takes its time.
	await run({ resource: 'solution', operation: 'getInfo' }, [{}]);
});

beforeEach(async () => {
	await sandbox.reset();
});

afterAll(async () => {
	await sandbox.stop();
});

async function run(
	parameters: INodeParameters,
	input: Array<IDataObject | INodeExecutionData>,
): Promise<void> {
	await runNode(
		// The order is the same whether the service takes the spelling or not.
		workPointNode(parameters, { onError: 'continueRegularOutput' }),
		new TestCredentials(sandbox.connection),
		input,
	);
}

const sent = (path: RegExp) => sandbox.requests.filter((request) => path.test(request.path));

describe('calls that change the same thing keep the order of the items, however it is written', () => {
	const spellings = (url: string) => [
		url,
		url.replaceAll(' ', '%20'),
		url.toUpperCase().replace('HTTPS', 'https'),
		url.replace('/sites/', '//sites/'),
		url.replace('Offer', '%4Fffer'),
	];

	test.each<[what: string, path: RegExp, parameters: INodeParameters, values: string[]]>([
		[
			'a document',
			/Declare$/,
			{
				resource: 'document',
				operation: 'declareAsRecord',
				documentSiteUrl: projectSiteUrl,
				documentUrl: '={{ $json.value }}',
			},
			spellings(offerUrl),
		],
		[
			'the output of a conversion',
			/ConvertToPdf/,
			{
				resource: 'document',
				operation: 'convertToPdf',
				documentSiteUrl: projectSiteUrl,
				documentUrl: `={{ $itemIndex % 2 ? '${offerUrl}' : '${termsUrl}' }}`,
				outputExistsBehaviour: 'Overwrite',
				additionalFields: { outputUrl: '={{ $json.value }}' },
			},
			spellings(offerUrl.replace('.docx', '.pdf')),
		],
		[
			'the document of different transactions',
			/AddDocument/,
			{
				resource: 'digitalSignature',
				operation: 'addDocument',
				transactionId: '={{ "t" + $itemIndex }}',
				documentSiteUrl: projectSiteUrl,
				documentUrl: '={{ $json.value }}',
				setPropertiesBehaviour: 'IgnoreErrors',
				declareAsRecordBehaviour: 'DoNotDeclare',
				signingType: 'StandardSigning',
			},
			spellings(offerUrl),
		],
		[
			'an entity by its ID and by the address of its form',
			/Update/,
			{
				resource: 'entity',
				operation: 'update',
				businessModule: byId(ids.projects),
				entity:
					'={{ { __rl: true, mode: $json.value.length > 4 ? "url" : "id", value: $json.value } }}',
				specifyFields: 'json',
				fieldsJson: '={{ { Hours: $itemIndex } }}',
			},
			[
				'2',
				`${siteUrl}/Lists/Projects/DispForm.aspx?ID=2`,
				`${siteUrl}/Lists/Projects/EditForm.aspx?source=x&id=2#top`,
				projectSiteUrl,
				'2',
			],
		],
		[
			'an entity of a site in several spellings',
			/Update/,
			{
				resource: 'entity',
				operation: 'update',
				businessModule: byId(ids.projects),
				entity: byId(2),
				specifyFields: 'json',
				fieldsJson: '={{ { Hours: $itemIndex } }}',
				options: { siteUrl: '={{ $json.value }}' },
			},
			[siteUrl, `${siteUrl}/`, siteUrl.toUpperCase().replace('HTTPS', 'https'), siteUrl],
		],
		[
			'what is found by the same values',
			/CreateOrUpdate/,
			{
				resource: 'listItem',
				operation: 'upsert',
				listOf: 'site',
				list: byId(listIds.tasks),
				keyFields: ['Title', 'Effort'],
				specifyFields: 'json',
				fieldsJson: '={{ $json.value }}',
			},
			[
				'{ "Title": "Order", "Effort": 3 }',
				'{ "Effort": 3, "Title": "ORDER" }',
				'{ "Title": "order", "Effort": "3" }',
			],
		],
		[
			'an address that the API Request changes',
			/Relation/i,
			{
				resource: 'apiRequest',
				operation: 'request',
				method: 'DELETE',
				path: '={{ $json.value }}',
			},
			['/api/Relations/1', '/api/relations/1', '/api/Relation%73/1', '/api/Relations/1/'],
		],
	])('%s', async (_what, path, parameters, values) => {
		await run(
			parameters,
			values.map((value) => ({ value })),
		);
		const calls = sent(path);
		expect(calls).toHaveLength(values.length);
		expect(atOnce(calls)).toBe(1);
	});

	test('none overtakes another that has to wait', async () => {
		sandbox.faults.add({
			path: 'Update/2',
			answer: { status: 429, headers: { 'Retry-After': '1' } },
		});
		await run(
			{
				resource: 'entity',
				operation: 'update',
				businessModule: byId(ids.projects),
				entity: byId(2),
				specifyFields: 'json',
				fieldsJson: '={{ { Hours: $itemIndex } }}',
			},
			[{}, {}, {}, {}],
		);
		const done = sandbox.requests.filter(({ status }) => status === 200);
		expect(done.map(({ body }) => (body as IDataObject).Hours)).toEqual([0, 1, 2, 3]);
	});
});

// Five at a time; the first call may go alone, for a token.
describe('calls that change different things do not wait for each other', () => {
	test('item 1 of five different lists', async () => {
		await run(
			{
				resource: 'listItem',
				operation: 'delete',
				listOf: 'site',
				list: '={{ { __rl: true, mode: "id", value: $json.list } }}',
				itemId: 1,
			},
			[listIds.tasks, ids.companies, ids.projects, ids.cases, ids.contracts].map((list) => ({
				list,
			})),
		);
		expect(atOnce(sent(/Recycle/))).toBeGreaterThan(1);
	});

	test('uploads of different files to one library', async () => {
		const files = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({
			json: {},
			binary: { data: { data: 'SGVsbG8=', mimeType: 'text/plain', fileName: `${name}.txt` } },
		}));
		await run({ ...uploadDocument, overwrite: true }, files);
		expect(sent(/UploadFile/)).toHaveLength(6);
		expect(atOnce(sent(/UploadFile/))).toBe(5);
	});

	test('the same file uploaded to one folder, specified and by default, is a single thing', async () => {
		const file = { data: { data: 'SGVsbG8=', mimeType: 'text/plain', fileName: 'a.txt' } };
		await run(
			{ ...uploadDocument, overwrite: true, additionalFields: '={{ $json }}' },
			[{}, { folderUrl: '/sites/project-1/Shared Documents' }, { fileName: 'A.TXT' }].map(
				(json) => ({ json, binary: file }),
			),
		);
		expect(sent(/UploadFile/)).toHaveLength(3);
		expect(atOnce(sent(/UploadFile/))).toBe(1);
	});

	test('updates of entities that are looked up by the addresses of their sites', async () => {
		const projects = sandbox.state.module(ids.projects);
		const addresses = Array.from({ length: 10 }, (_, i) => {
			const project = sandbox.state.addEntity(projects, { Title: `Phase ${i}` }, false);
			return (project.site = `/sites/phase${i}`);
		});
		await run(
			{
				resource: 'entity',
				operation: 'update',
				businessModule: byId(ids.projects),
				entity: '={{ { __rl: true, mode: "url", value: $json.url } }}',
				specifyFields: 'json',
				fieldsJson: '{ "Hours": 1 }',
				options: { concurrency: 10 },
			},
			addresses.map((address) => ({ url: `https://contoso.sharepoint.com${address}` })),
		);
		expect(sent(/Items$/)).toHaveLength(10);
		expect(atOnce(sent(/Items$/))).toBeGreaterThanOrEqual(9);
		expect(atOnce(sent(/Update/))).toBeGreaterThanOrEqual(9);
	});

	test('reads of the same thing', async () => {
		await run(
			{ resource: 'apiRequest', operation: 'request', method: 'GET', path: '/api/Solution/Info' },
			Array.from({ length: 6 }, () => ({})),
		);
		expect(atOnce(sent(/Info/))).toBe(5);
	});
});
