/** n8n's engine in this process, without n8n: its node types, credentials and files. */
import { Container } from '@n8n/di';
import { BinaryDataService, ExecutionLifecycleHooks } from 'n8n-core';
import {
	ICredentialsHelper,
	NodeHelpers,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type ICredentialsExpressionResolveValues,
	type IExecuteData,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type INode,
	type INodeCredentialsDetails,
	type INodeParameters,
	type INodeProperties,
	type INodeType,
	type INodeTypes,
	type IVersionedNodeType,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';

import { WorkPointOAuth2Api } from '../credentials/WorkPointOAuth2Api.credentials';

const nodeTypes: Record<string, INodeType | IVersionedNodeType> = {};

/** Adds a node type, or replaces it. */
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

/** Credentials for the engine, one of each type, with the tokens that the engine stores in them. */
export class TestCredentials extends ICredentialsHelper {
	/** The number of times that a credential was decrypted. */
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
