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
	type ICredentialType,
	type ICredentialsExpressionResolveValues,
	type IBinaryData,
	type IDataObject,
	type IExecuteData,
	type IHttpRequestHelper,
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
	type IWorkflowSettings,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';

import { WorkPointOAuth2Api } from '../../credentials/WorkPointOAuth2Api.credentials';
// Without its ending, tsx would take WorkPoint.node.json.
import { WorkPoint } from '../../nodes/WorkPoint/WorkPoint.node.ts';
import { ids } from '../../sandbox/tenant/seed';

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

export const knownNodeTypes: INodeTypes = {
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

interface StoredCredential {
	type: ICredentialType;
	data: ICredentialDataDecryptedObject;
}

/** Gives the credentials of a test to the engine, one of each type, and keeps the tokens that the engine stores in them. */
export class TestCredentials extends ICredentialsHelper {
	/** How often a credential was decrypted. */
	reads = 0;

	private readonly stored = new Map<string, StoredCredential>();

	constructor(
		data: ICredentialDataDecryptedObject,
		private readonly main: ICredentialType = new WorkPointOAuth2Api(),
	) {
		super();
		this.add(main, data);
	}

	/** Adds a credential of another type. */
	add(type: ICredentialType, data: ICredentialDataDecryptedObject): this {
		this.stored.set(type.name, { type, data });
		return this;
	}

	private find(name: string): StoredCredential {
		const credential = this.stored.get(name);
		if (credential === undefined) throw new Error(`The test has no credential of type ${name}`);
		return credential;
	}

	/**
	 * Values with n8n's defaults and with expressions resolved, as n8n resolves them: for an item where there are items, and
	 * otherwise on `$self` alone.
	 */
	async getDecrypted(
		_additionalData?: IWorkflowExecuteAdditionalData,
		_details?: INodeCredentialsDetails,
		name = this.main.name,
		mode: WorkflowExecuteMode = 'manual',
		executeData?: IExecuteData,
		_raw?: boolean,
		ofItem?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		this.reads++;
		const { type, data } = this.find(name);
		const properties = [...(type.extends ? inherited : []), ...type.properties];
		const $self: ICredentialDataDecryptedObject = Object.fromEntries(
			properties.map((property) => [
				property.name,
				data[property.name] ?? String(property.default),
			]),
		);
		const { oauthTokenData } = data;
		const token: ICredentialDataDecryptedObject = oauthTokenData ? { oauthTokenData } : {};
		if (ofItem !== undefined) {
			const { workflow, runExecutionData, runIndex, itemIndex, node, connectionInputData } = ofItem;
			const values = workflow.expression.getParameterValue(
				$self as INodeParameters,
				runExecutionData,
				runIndex,
				itemIndex,
				node.name,
				connectionInputData,
				mode,
				{},
				executeData,
				false,
				$self as INodeParameters,
			);
			return { ...(values as ICredentialDataDecryptedObject), ...token };
		}
		const resolved = Object.entries($self).map(([field, value]) => {
			const expression = typeof value === 'string' && /^=\{\{(.*)\}\}$/s.exec(value)?.[1];
			return [
				field,
				expression ? compileFunction(`return ${expression}`, ['$self'])($self) : value,
			];
		});
		return { ...Object.fromEntries(resolved), ...token };
	}

	async updateCredentialsOauthTokenData(
		_details: INodeCredentialsDetails,
		_name: string,
		{ oauthTokenData }: ICredentialDataDecryptedObject,
	): Promise<void> {
		this.add(this.main, {
			...this.find(this.main.name).data,
			oauthTokenData: oauthTokenData ?? '',
		});
	}

	async updateCredentials(): Promise<void> {}

	async authenticate(
		data: ICredentialDataDecryptedObject,
		name: string,
		options: IHttpRequestOptions,
	) {
		const { authenticate } = this.find(name).type;
		return typeof authenticate === 'function' ? await authenticate(data, options) : options;
	}

	/** Gets a token when there is none or it has expired, and stores it, as n8n does. */
	async preAuthentication(
		helpers: IHttpRequestHelper,
		data: ICredentialDataDecryptedObject,
		name: string,
		_node: INode,
		hasExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const { type, data: stored } = this.find(name);
		const token = type.properties.find(({ typeOptions }) => typeOptions?.expirable)?.name;
		if (token === undefined || !(data[token] === '' || hasExpired)) return undefined;
		const output = (await type.preAuthentication?.call(
			helpers,
			data,
		)) as ICredentialDataDecryptedObject;
		this.add(type, { ...stored, ...output });
		return output;
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

	getParentTypes(name: string): string[] {
		return this.find(name).type.extends ?? [];
	}

	getCredentialsProperties(): INodeProperties[] {
		return [];
	}
}

let binaryStore: Promise<void> | undefined;

/** Prepares the engine for files; once per process. */
export async function initBinaryStore(): Promise<void> {
	if (process.env.N8N_USER_FOLDER === undefined) {
		const folder = mkdtempSync(join(tmpdir(), 'workpoint-test-'));
		process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
		process.env.N8N_USER_FOLDER = folder;
	}
	process.env.N8N_ENCRYPTION_KEY ??= 'test';
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

/** Creates a company for each item, with the item's title. */
export const createCompany: INodeParameters = {
	resource: 'entity',
	operation: 'create',
	businessModule: { __rl: true, mode: 'id', value: ids.companies },
	createSite: false,
	specifyFields: 'json',
	fieldsJson: '={{ { Title: $json.title } }}',
};
