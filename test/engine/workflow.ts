import { Container } from '@n8n/di';
import {
	BinaryDataService,
	ExecutionLifecycleHooks,
	LoadOptionsContext,
	WorkflowExecute,
} from 'n8n-core';
import {
	createRunExecutionData,
	ICredentialsHelper,
	NodeHelpers,
	Workflow,
	type ICredentialDataDecryptedObject,
	type IBinaryData,
	type IDataObject,
	type IExecuteData,
	type IHttpRequestOptions,
	type INode,
	type INodeCredentialsDetails,
	type INodeExecutionData,
	type INodeParameters,
	type INodeProperties,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IVersionedNodeType,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';

import { WorkPointOAuth2Api } from '../../credentials/WorkPointOAuth2Api.credentials';
import { WorkPoint } from '../../nodes/WorkPoint/WorkPoint.node';
import { ids } from '../../sandbox/seed';

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

const nodeTypes: Record<string, INodeType | IVersionedNodeType> = {
	'test.start': new Start() as INodeType,
	'n8n-nodes-workpoint.workPoint': new WorkPoint(),
};

/** Adds a node type that tests run. */
export function registerNodeType(name: string, type: INodeType): void {
	nodeTypes[name] = type;
}

const knownNodeTypes: INodeTypes = {
	getByName: (name) => nodeTypes[name] as INodeType,
	getByNameAndVersion: (name, version) =>
		NodeHelpers.getVersionedNodeType(nodeTypes[name] as INodeType, version),
	getKnownTypes: () => ({}),
};

/** The fields of n8n's own OAuth2 credential that ours inherits and n8n's request helper reads. */
const inherited: INodeProperties[] = [
	{ displayName: 'Client ID', name: 'clientId', type: 'string', default: '' },
	{ displayName: 'Client Secret', name: 'clientSecret', type: 'string', default: '' },
];

/** Gives the credential of a test to the engine, and keeps the token that the engine stores in it. */
export class TestCredentials extends ICredentialsHelper {
	/** How often a credential was decrypted. */
	reads = 0;

	private token: IDataObject | undefined;

	constructor(private readonly data: ICredentialDataDecryptedObject) {
		super();
	}

	/** Values with n8n's defaults and with expressions on `$self` resolved, as n8n resolves them. */
	async getDecrypted(): Promise<ICredentialDataDecryptedObject> {
		this.reads++;
		const properties = [...inherited, ...new WorkPointOAuth2Api().properties];
		const $self: ICredentialDataDecryptedObject = Object.fromEntries(
			properties.map(({ name, default: value }) => [name, this.data[name] ?? (value as string)]),
		);
		const resolved = Object.entries($self).map(([name, value]) => {
			const expression = typeof value === 'string' && /^=\{\{(.*)\}\}$/s.exec(value)?.[1];
			return [name, expression ? runInNewContext(expression, { $self }) : value];
		});
		return {
			...Object.fromEntries(resolved),
			...(this.token ? { oauthTokenData: this.token } : {}),
		};
	}

	async updateCredentialsOauthTokenData(
		_details: INodeCredentialsDetails,
		_type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		this.token = data.oauthTokenData as IDataObject;
	}

	async updateCredentials(): Promise<void> {}

	async authenticate(
		_data: ICredentialDataDecryptedObject,
		_type: string,
		options: IHttpRequestOptions,
	) {
		return options;
	}

	async preAuthentication(): Promise<undefined> {
		return undefined;
	}

	async runPreAuthentication(): Promise<undefined> {
		return undefined;
	}

	async getCredentials(): Promise<never> {
		throw new Error('The tests keep no credential records');
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	getParentTypes(type: string): string[] {
		return type === 'workPointOAuth2Api' ? ['oAuth2Api'] : [];
	}

	getCredentialsProperties(): INodeProperties[] {
		return [];
	}
}

let binaryStore: Promise<void> | undefined;

async function initBinaryStore(): Promise<void> {
	process.env.N8N_USER_FOLDER ??= mkdtempSync(join(tmpdir(), 'workpoint-test-'));
	binaryStore ??= Container.get(BinaryDataService).init();
	await binaryStore;
}

export function additionalDataFor(
	credentials: TestCredentials,
	nodeName?: string,
): IWorkflowExecuteAdditionalData {
	return {
		credentialsHelper: credentials,
		executionId: 'test',
		currentNodeExecutionIndex: 0,
		hooks: new ExecutionLifecycleHooks('manual', 'test', {
			id: 'w',
			name: 'Test',
			nodes: [],
			connections: {},
			active: false,
			isArchived: false,
			createdAt: new Date(),
			updatedAt: new Date(),
		} as never),
		webhookBaseUrl: 'https://n8n.example.com/webhook',
		webhookTestBaseUrl: 'https://n8n.example.com/webhook-test',
		webhookWaitingBaseUrl: 'https://n8n.example.com/webhook-waiting',
		formWaitingBaseUrl: 'https://n8n.example.com/form-waiting',
		instanceBaseUrl: 'https://n8n.example.com/',
		restApiUrl: 'https://n8n.example.com/rest',
		variables: {},
		setExecutionStatus: () => {},
		userId: 'user',
		...(nodeName ? { currentNodeName: nodeName } : {}),
	} as unknown as IWorkflowExecuteAdditionalData;
}

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

export function workflowWith(node: INode, timezone = 'UTC'): Workflow {
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
		settings: { executionOrder: 'v1', timezone },
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
): Promise<Result> {
	await initBinaryStore();
	const workflow = workflowWith(node, timezone);
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
		currentNodeParameters: node.parameters,
	};
	return new LoadOptionsContext(workflow, node, additionalData, 'parameters');
}

/** Creates a company for each item, with the item's title. */
export const createCompany: INodeParameters = {
	resource: 'entity',
	operation: 'create',
	businessModule: { __rl: true, mode: 'id', value: ids.companies },
	createSite: false,
	specifyFields: 'json',
	fieldsJson: '={{ { Title: $json.title } }}',
};
