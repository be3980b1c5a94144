import { Container } from '@n8n/di';
import { BinaryDataService, LoadOptionsContext, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type IBinaryData,
	type IDataObject,
	type IExecuteData,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type IRun,
	type IWorkflowSettings,
} from 'n8n-workflow';

import {
	additionalDataFor,
	initBinaryStore,
	knownNodeTypes,
	registerNodeType,
	type TestCredentials,
} from '../../n8n/n8nEngine';
import { WorkPoint } from '../../nodes/WorkPoint/WorkPoint.node';

/** Hands the items of a test to the node under test. */
class Start implements INodeType {
	description = {
		displayName: 'Start',
		name: 'start',
		group: ['trigger' as const],
		version: 1,
		description: '',
		defaults: { name: 'Start' },
		usableAsTool: true as const,
		inputs: [],
		outputs: ['main' as const],
		properties: [],
	};

	async execute(this: { getInputData(): INodeExecutionData[] }) {
		return [this.getInputData()];
	}
}

registerNodeType('test.start', new Start() as INodeType);
registerNodeType('n8n-nodes-workpoint.workPoint', new WorkPoint());

/** A node of ours with its parameters. */
export function workPointNode(parameters: INodeParameters, settings: Partial<INode> = {}): INode {
	return {
		id: 'node',
		name: 'WorkPoint 365',
		type: 'n8n-nodes-workpoint.workPoint',
		typeVersion: 1,
		position: [200, 0],
		parameters,
		credentials: { workPointOAuth2Api: { id: 'credential', name: 'Sandbox' } },
		...settings,
	};
}

export function workflowWith(
	node: INode,
	timezone = 'UTC',
	settings: IWorkflowSettings = {},
): Workflow {
	const start: INode = {
		id: 'start',
		name: 'Start',
		type: 'test.start',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	return new Workflow({
		id: 'workflow',
		nodes: [start, node],
		connections: { Start: { main: [[{ node: node.name, type: 'main', index: 0 }]] } },
		active: false,
		nodeTypes: knownNodeTypes,
		settings: { executionOrder: 'v1', timezone, ...settings },
	});
}

export interface Result {
	run: IRun;
	/** Items of each output of the node. */
	outputs: INodeExecutionData[][];
	/** The items of the first output. */
	items: INodeExecutionData[];
	/** Their `json`. */
	json: IDataObject[];
	/** What stopped the node. */
	error?: Error & { description?: string | null; httpCode?: string | null };
}

/** Starts the node through n8n's real engine; `cancel` of the result stops it. */
export async function runNode(
	node: INode,
	credentials: TestCredentials,
	input: Array<IDataObject | INodeExecutionData> = [{}],
	onStart?: (cancel: () => void) => void,
	timezone?: string,
	settings?: IWorkflowSettings,
): Promise<Result> {
	await initBinaryStore();
	const workflow = workflowWith(node, timezone, settings);
	const items = input.map((item) =>
		typeof item.json === 'object' && item.json !== null
			? (item as INodeExecutionData)
			: { json: item as IDataObject },
	);
	const stack: IExecuteData[] = [
		{ node: workflow.getNode('Start') as INode, data: { main: [items] }, source: null },
	];
	const data = createRunExecutionData({ executionData: { nodeExecutionStack: stack } });
	const additionalData = additionalDataFor(credentials);
	const execution = new WorkflowExecute(additionalData, 'manual', data).processRunExecutionData(
		workflow,
	);
	onStart?.(() => execution.cancel());
	const run = await execution;
	const task = run.data.resultData.runData[node.name]?.[0];
	const outputs = (task?.data?.main ?? []).map((output) => output ?? []);
	return {
		run,
		outputs,
		items: outputs[0] ?? [],
		json: (outputs[0] ?? []).map((item) => item.json),
		error: (task?.error ?? run.data.resultData.error) as Result['error'],
	};
}

/** The bytes of a binary field, wherever n8n has stored them. */
export async function bytesOf(binary: IBinaryData | undefined): Promise<Buffer> {
	return await Container.get(BinaryDataService).getAsBuffer(binary as IBinaryData);
}

/** The context in which the editor asks a node for lists and field mappings. */
export function editorContext(node: INode, credentials: TestCredentials): LoadOptionsContext {
	const workflow = workflowWith(node);
	const additionalData = {
		...additionalDataFor(credentials),
		currentNodeParameters: workflow.getNode(node.name)?.parameters,
	};
	return new LoadOptionsContext(workflow, node, additionalData, 'parameters');
}

/** Gives a context that n8n makes the ID of an instance. */
export function inInstance<T extends object>(context: T, id = 'instance'): T {
	return Object.defineProperty(context, 'getInstanceId', { value: () => id });
}
