import axios from 'axios';
import express, { type Request, type Response } from 'express';
import { HookContext, WebhookContext, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type IWebhookData,
	type IWebhookDescription,
	type IWorkflowExecuteAdditionalData,
	type Workflow,
} from 'n8n-workflow';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { additionalDataFor, registerNodeType, TestCredentials } from '../../n8n/n8nEngine';
import { byId } from '../../n8n/workflow';
import type { TriggerState } from '../../nodes/WorkPointTrigger/storedState';
import { WorkPointTrigger } from '../../nodes/WorkPointTrigger/WorkPointTrigger.node';
import type { Sandbox } from '../../sandbox';
import { ids } from '../../sandbox/tenant/seed';
import { inInstance, workflowWith, workPointNode } from './runNode';

const type = 'n8n-nodes-workpoint.workPointTrigger';
registerNodeType(type, new WorkPointTrigger());

export interface TriggerSettings {
	parameters?: INodeParameters;
	/** Base of n8n's webhook addresses. */
	webhookBaseUrl?: string;
	/** As the editor's test button does it. */
	isTest?: boolean;
	/** Another workflow than the one of the other triggers. */
	workflowId?: string;
	/** Another n8n. */
	instanceId?: string;
	/** n8n's ID of the node's address. */
	webhookId?: string;
}

/** The trigger node in a workflow, with the contexts that n8n calls it in. */
export class TestTrigger {
	readonly credentials: TestCredentials;

	/** Texts that the node has logged. */
	readonly logged: string[] = [];

	private workflow: Workflow;

	private readonly node: INode;

	constructor(
		sandbox: Pick<Sandbox, 'connection'>,
		private readonly settings: TriggerSettings = {},
		/** The node class; another copy of it stands for another process. */
		private readonly nodeType = new WorkPointTrigger(),
	) {
		this.credentials = new TestCredentials(sandbox.connection);
		this.node = workPointNode(
			{
				businessModule: byId(ids.projects),
				trigger: byId(ids.triggers.projectUpdated),
				...settings.parameters,
			},
			{
				type,
				name: 'Event',
				webhookId: settings.webhookId ?? '0c7e3a52-6a0e-4c8e-9f4e-0d6a5b1c2d3e',
			},
		);
		this.workflow = workflowWith(this.node);
		if (settings.workflowId !== undefined) this.workflow.id = settings.workflowId;
	}

	get state(): TriggerState {
		return this.workflow.getStaticData('node', this.node) as TriggerState;
	}

	/** n8n's address of the node's webhook. */
	get address(): string {
		const base = this.settings.webhookBaseUrl ?? 'https://n8n.example.com/webhook';
		return `${base}/${this.node.webhookId}/webhook`;
	}

	/** Takes over what n8n has stored, as after a restart. */
	restore(stored: TriggerState): void {
		Object.assign(this.state, JSON.parse(JSON.stringify(stored)));
	}

	private additionalData(more: Partial<IWorkflowExecuteAdditionalData> = {}) {
		const { webhookBaseUrl } = this.settings;
		return {
			...additionalDataFor(this.credentials),
			...(webhookBaseUrl ? { webhookBaseUrl } : {}),
			...more,
		};
	}

	private webhookData(name: 'default' | 'setup'): IWebhookData {
		const webhookDescription = this.nodeType.description.webhooks?.find(
			(webhook) => webhook.name === name,
		) as IWebhookDescription;
		return {
			httpMethod: name === 'setup' ? 'GET' : 'POST',
			node: this.node.name,
			path: 'webhook',
			webhookDescription,
			workflowId: 'workflow',
			workflowExecuteAdditionalData: this.additionalData(),
			isTest: this.settings.isTest ?? false,
		};
	}

	private async hook(name: 'checkExists' | 'create' | 'delete'): Promise<boolean> {
		const context = new HookContext(
			this.workflow,
			this.node,
			this.additionalData(),
			'trigger',
			'activate',
			this.webhookData('default'),
		);
		const { instanceId } = this.settings;
		return await this.nodeType.webhookMethods.default[name].call(inInstance(context, instanceId));
	}

	async exists(): Promise<boolean> {
		return await this.hook('checkExists');
	}

	/** What n8n does when a workflow is activated and at every start. */
	async activate(): Promise<void> {
		if (!(await this.exists())) await this.hook('create');
	}

	async deactivate(): Promise<void> {
		await this.hook('delete');
	}

	async webhook(request: Request, response: Response) {
		const context = new WebhookContext(
			this.workflow,
			this.node,
			this.additionalData({ httpRequest: request, httpResponse: response }),
			'webhook',
			this.webhookData(request.method === 'POST' ? 'default' : 'setup'),
			[],
			null,
		);
		Object.defineProperty(context, 'logger', {
			value: { warn: (...texts: unknown[]) => this.logged.push(JSON.stringify(texts)) },
		});
		return await this.nodeType.webhook.call(inInstance(context, this.settings.instanceId));
	}

	/** What the node gives in the run that n8n starts with the items of a call. */
	async run(items: INodeExecutionData[]): Promise<IDataObject[]> {
		const stack = [{ node: this.node, data: { main: [items] }, source: null }];
		const data = createRunExecutionData({ executionData: { nodeExecutionStack: stack } });
		const run = await new WorkflowExecute(
			this.additionalData(),
			'webhook',
			data,
		).processRunExecutionData(this.workflow);
		const [output = []] = run.data.resultData.runData[this.node.name]?.[0]?.data?.main ?? [];
		return (output ?? []).map(({ json }) => json);
	}
}

export interface Call {
	status: number;
	text: string;
	headers: Record<string, unknown>;
}

/** Listens as n8n does: the raw body is kept, only GET and POST are routed, and items start the workflow. */
export class Receiver {
	/** The items of each start of the workflow. */
	readonly starts: IDataObject[][] = [];

	trigger: TestTrigger | undefined;

	private readonly runs: Array<Promise<void>> = [];

	/** Of how many further calls the raw body is lost, as to a parser that consumes it. */
	rawBodiesToLose = 0;

	private server: Server | undefined;

	async start(): Promise<this> {
		const app = express();
		app.use(express.raw({ type: () => true, limit: '16mb' }));
		app.get('/webhook/{*path}', async (request, response) => await this.handle(request, response));
		app.post('/webhook/{*path}', async (request, response) => await this.handle(request, response));
		await new Promise<void>((resolve) => {
			this.server = app.listen(0, '127.0.0.1', () => resolve());
		});
		return this;
	}

	async stop(): Promise<void> {
		this.server?.closeAllConnections();
		await new Promise((resolve) => this.server?.close(resolve));
	}

	get baseUrl(): string {
		return `http://127.0.0.1:${(this.server?.address() as AddressInfo).port}/webhook`;
	}

	private async handle(request: Request, response: Response): Promise<void> {
		const raw: unknown = request.body;
		if (this.rawBodiesToLose > 0) this.rawBodiesToLose--;
		else if (Buffer.isBuffer(raw)) Object.assign(request, { rawBody: raw });
		try {
			const { noWebhookResponse, workflowData } = (await this.trigger?.webhook(
				request,
				response,
			)) as Awaited<ReturnType<TestTrigger['webhook']>>;
			for (const items of workflowData ?? []) this.runs.push(this.run(items));
			if (!noWebhookResponse) response.status(200).end();
		} catch {
			response.status(500).end();
		}
	}

	private async run(items: INodeExecutionData[]): Promise<void> {
		this.starts.push((await this.trigger?.run(items)) ?? []);
	}

	/** Resolves when the runs that have begun are over. */
	async settled(): Promise<void> {
		await Promise.all(this.runs);
	}

	/** The answer to a call, after which the runs that it starts go on. */
	async answerTo(
		method: string,
		{
			body,
			headers = {},
			query = '',
		}: { body?: Buffer; headers?: Record<string, string | string[]>; query?: string },
	): Promise<Call> {
		const answer = await axios.request({
			method,
			url: `${this.baseUrl}/event/webhook${query}`,
			data: body,
			headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
			responseType: 'text',
			maxRedirects: 0,
			maxBodyLength: Infinity,
			validateStatus: () => true,
		});
		return { status: answer.status, text: String(answer.data), headers: answer.headers };
	}

	/** The answer to a call, when the runs that it starts are over. */
	async call(...sent: Parameters<Receiver['answerTo']>): Promise<Call> {
		const answer = await this.answerTo(...sent);
		await this.settled();
		return answer;
	}
}
