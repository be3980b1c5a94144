import axios from 'axios';
import { WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type IConnections,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
	type INodeType,
} from 'n8n-workflow';

import { readExamples } from '../../demo/examples';
import type { Sandbox } from '../../sandbox';
import { projectSiteUrl, termsUrl } from '../../sandbox/tenant/seed';
import {
	additionalDataFor,
	knownNodeTypes,
	registerNodeType,
	TestCredentials,
} from '../support/runNode';
import { sandboxForEach } from '../support/sandboxForEach';

const about = (name: string) => ({
	displayName: name,
	name,
	group: ['transform' as const],
	version: [1, 2, 3, 4, 4.1, 4.2, 4.3, 4.4],
	description: '',
	defaults: { name },
	inputs: ['main' as const],
	outputs: ['main' as const],
});

/** What the recipes use of n8n's HTTP Request node. */
class HttpRequest implements INodeType {
	description = {
		...about('httpRequest'),
		usableAsTool: true as const,
		properties: ['url', 'method', 'jsonBody'].map((name) => ({
			displayName: name,
			name,
			type: 'string' as const,
			default: name === 'method' ? 'GET' : '',
		})),
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const ask = async (item: number): Promise<INodeExecutionData> => {
			const read = (name: string) => String(this.getNodeParameter(name, item));
			const body = read('jsonBody');
			const { data } = await axios.request({
				method: read('method'),
				url: read('url'),
				...(body === '' ? {} : { data: JSON.parse(body) as unknown }),
			});
			return { json: typeof data === 'object' ? data : { data }, pairedItem: { item } };
		};
		return [await Promise.all(this.getInputData().map(async (_, item) => await ask(item)))];
	}
}

class ManualTrigger implements INodeType {
	description = { ...about('manualTrigger'), inputs: [], properties: [] };

	async execute(this: IExecuteFunctions) {
		return [this.getInputData()];
	}
}

registerNodeType('n8n-nodes-base.httpRequest', new HttpRequest());
registerNodeType('n8n-nodes-base.manualTrigger', new ManualTrigger());

describe('documents with Microsoft Graph, as the example has it', () => {
	let sandbox: Sandbox;

	sandboxForEach((started) => (sandbox = started));

	/** Runs the example; gives what each node gave. */
	async function run(): Promise<Record<string, INodeExecutionData[]>> {
		const { workflow: file } = readExamples({}, sandbox.origin).find(
			({ file: name }) => name === 'documents-with-graph.json',
		) as ReturnType<typeof readExamples>[0];
		const nodes = file.nodes.filter(({ type }) => !type.endsWith('stickyNote')) as INode[];
		const workflow = new Workflow({
			id: 'recipe',
			nodes,
			connections: file.connections as unknown as IConnections,
			active: false,
			nodeTypes: knownNodeTypes,
			settings: { executionOrder: 'v1', timezone: 'UTC' },
		});
		const start = nodes.find(({ type }) => type.endsWith('manualTrigger')) as INode;
		const data = createRunExecutionData({
			executionData: {
				nodeExecutionStack: [{ node: start, data: { main: [[{ json: {} }]] }, source: null }],
			},
		});
		const additionalData = additionalDataFor(new TestCredentials(sandbox.connection));
		const { data: result } = await new WorkflowExecute(
			additionalData,
			'manual',
			data,
		).processRunExecutionData(workflow);
		if (result.resultData.error) throw result.resultData.error;
		return Object.fromEntries(
			Object.entries(result.resultData.runData).map(([name, tasks]) => [
				name,
				tasks[0]?.data?.main?.[0] ?? [],
			]),
		);
	}

	const stored = (url: string) => sandbox.state.storedAs(url)?.bytes.toString();

	test('changes a column, makes a folder, moves, shares, copies and downloads', async () => {
		const before = stored(termsUrl);
		const given = await run();
		const json = (node: string) => given[node]?.map((item) => item.json);
		expect(json('Find in Graph')).toMatchObject([{ name: 'Terms.pdf' }]);
		expect(json('Set column')).toEqual([{ DocumentStatus: 'Approved' }]);
		const [moved] = json('Move into folder') ?? [];
		const address = decodeURIComponent(String(moved?.webUrl));
		const folder = address.replace(/\/Terms\.pdf$/, '');
		expect(folder).toMatch(
			/^https:\/\/contoso\.sharepoint\.com\/sites\/project-1\/Shared Documents\/Sent /,
		);
		expect(stored(termsUrl)).toBeUndefined();
		expect(json('Share it')).toMatchObject([{ value: [{ roles: ['read'] }] }]);
		const copies = [...sandbox.state.lists]
			.filter(({ siteUrl }) => siteUrl === projectSiteUrl)
			.flatMap(({ entities }) => [...entities.values()])
			.filter(({ fileRef }) => /\/Copy [^/]*\.pdf$/.test(fileRef ?? ''));
		expect(copies).toHaveLength(1);
		expect(json('Download')).toEqual([{ data: before }]);
		expect(stored(address)).toBe(before);
	});
});
