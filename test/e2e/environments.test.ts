/** Settings of n8n that its engine alone does not show: docs/environments.md has the others, and all messages. */
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

import type { NodeRun } from '../../n8n/n8n';
import { TestBed } from '../../n8n/testBed';
import { byId, chain, makeItems, manualTrigger, node } from '../../n8n/workflow';
import { ids, otherSiteUrl, siteUrl } from '../../sandbox/tenant/seed';

let bed: TestBed;

beforeAll(async () => {
	bed = await TestBed.start({
		nodeTypes: [
			'n8n-nodes-base.manualTrigger',
			'n8n-nodes-base.code',
			'n8n-nodes-workpoint.workPoint',
		],
		env: {
			// The soak runs with `legacy`, all other tests with n8n's default, `vm`.
			N8N_EXPRESSION_ENGINE: 'quickjs',
			// Queue mode has `database`, all other tests n8n's default, `filesystem`.
			N8N_DEFAULT_BINARY_DATA_MODE: 'default',
			N8N_SSRF_PROTECTION_ENABLED: 'true',
			N8N_SSRF_ALLOWED_IP_RANGES: '127.0.0.1/32',
			N8N_SSRF_BLOCKED_HOSTNAMES: 'blocked.example',
		},
	});
});

afterAll(async () => {
	await bed?.stop();
});

const project = { businessModule: byId(ids.projects), entity: byId(String(ids.newIntranet)) };
const read: INodeParameters = {
	resource: 'entity',
	operation: 'get',
	businessModule: byId(ids.projects),
	entity: byId('={{ $json.i + 1 }}'),
};
const write: INodeParameters = {
	resource: 'entity',
	operation: 'create',
	businessModule: byId(ids.companies),
	specifyFields: 'json',
	fieldsJson: '={{ { Title: `Company ${$json.i}`, Notes: $now.toISODate() } }}',
};

/** Runs operations for items, with a credential of their own; gives what each has done. */
async function run(
	items: number,
	change: IDataObject,
	...operations: INodeParameters[]
): Promise<NodeRun[]> {
	const { n8n, sandbox } = bed;
	const name = 'Changed';
	const id = await n8n.createCredential(name, { ...sandbox.connection, ...change });
	const credentials: INode['credentials'] = { workPointOAuth2Api: { id, name } };
	sandbox.requests.length = 0;
	const nodes = operations.map((parameters, n) =>
		node(`WorkPoint ${n}`, 'n8n-nodes-workpoint.workPoint', 1, parameters, { credentials }),
	);
	const workflow = await n8n.createWorkflow(
		chain('Environment', manualTrigger(), makeItems(items), ...nodes),
	);
	const done = (await n8n.run(workflow.id, 'Start')).nodes;
	return nodes.flatMap((one) => done.filter((ran) => ran.name === one.name));
}

describe('with the expression engine QuickJS, files in memory, and protection from private addresses', () => {
	test('parameters and the site of the credential are evaluated for each item', async () => {
		const sites = [siteUrl, otherSiteUrl];
		const bySite = { siteUrl: `={{ ${JSON.stringify(sites)}[$json.i % 2] }}` };
		const [created] = await run(3, bySite, write);
		expect(created?.error).toBeUndefined();
		const sent = bed.sandbox.requests.flatMap(({ body, headers }) => {
			const title = /Company \d/.exec(JSON.stringify(body) ?? '')?.[0];
			return title === undefined ? [] : [[title, headers.workpoint365url]];
		});
		expect(sent.sort()).toEqual([
			['Company 0', sites[0]],
			['Company 1', sites[1]],
			['Company 2', sites[0]],
		]);
	});

	test('a file passes from one operation to the next', async () => {
		const [letter, upload] = await run(
			1,
			{},
			{
				resource: 'document',
				operation: 'createFromTemplate',
				...project,
				templateId: ids.template,
				includeHtml: false,
				includeFile: true,
				binaryPropertyName: 'data',
			},
			{
				resource: 'document',
				operation: 'upload',
				libraryOf: 'entity',
				...project,
				libraryName: { __rl: true, mode: 'name', value: 'Documents' },
				binaryPropertyName: 'data',
				additionalFields: { fileName: 'Letter.docx' },
			},
		);
		expect([letter?.error, upload?.error]).toEqual([undefined, undefined]);
		const { state, seed } = bed.sandbox;
		const stored = state.file(`${seed.projectSiteUrl}/Shared Documents/Letter.docx`)?.bytes;
		const held = letter?.items[0]?.binary?.data?.data ?? '';
		expect(stored?.length).toBeGreaterThan(0);
		expect(stored?.toString('base64')).toBe(held);
	});

	test.each([
		['read', read],
		['write', write],
	])('a %s whose sign-in n8n blocks reports it, and nothing is sent', async (_what, parameters) => {
		const [stopped] = await run(1, { loginUrl: 'https://blocked.example' }, parameters);
		expect(stopped?.error?.message).toBe(
			'n8n did not send the call: The request was blocked because the destination hostname is restricted',
		);
		expect(stopped?.error?.description).toMatch(
			/^The hostname 'blocked\.example' is on the configured deny-list\..* The call was not carried out\.$/,
		);
		expect(bed.sandbox.requests).toEqual([]);
	});
});
