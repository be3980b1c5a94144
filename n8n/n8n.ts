import axios, { type AxiosInstance } from 'axios';
import { parse } from 'flatted';
import type { IDataObject, INodeExecutionData, IRunExecutionData } from 'n8n-workflow';
import { Agent } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

import type { Installed } from './install';
import { freePort, installPackage, N8nProcess } from './n8nProcess';
import type { WorkflowFile } from './workflow';

/** One run of a node in an execution: its output, and the error that stopped it. */
export interface NodeRun {
	name: string;
	items: INodeExecutionData[];
	error?: { message: string; description?: string };
	ms: number;
}

export interface Execution {
	id: string;
	status: string;
	/** The error that ended it, if it failed. */
	error?: string;
	nodes: NodeRun[];
}

/** The runs of all nodes, in order for each node; possibly none for an abandoned execution. */
export function nodeRuns({ resultData }: IRunExecutionData): NodeRun[] {
	return Object.entries(resultData.runData ?? {}).flatMap(([name, runs]) =>
		runs.map(({ data: output, error, executionTime }) => ({
			name,
			items: output?.main?.flatMap((items) => items ?? []) ?? [],
			error: error as { message: string; description?: string } | undefined,
			ms: executionTime,
		})),
	);
}

export const owner = {
	email: 'owner@example.com',
	password: 'WorkPoint-365',
	firstName: 'Demo',
	lastName: 'Owner',
};

/** A real n8n on loopback, with the packed package installed like a community package. */
export class N8n {
	private http: AxiosInstance;

	private constructor(private readonly process: N8nProcess) {
		this.http = this.client();
	}

	private client(headers: Record<string, string> = {}): AxiosInstance {
		return axios.create({
			baseURL: `${this.address}/rest`,
			headers,
			proxy: false,
			// n8n closes idle connections, possibly just as the next call is sent.
			httpAgent: new Agent({ keepAlive: false }),
			validateStatus: () => true,
		});
	}

	/**
	 * @param folder n8n's data folder
	 * @param tarball the output of `npm pack`
	 * @param port the preferred port; if it is taken, any free port is used
	 * @param env additional environment variables of n8n
	 */
	static async start(
		installed: Installed,
		{
			folder,
			tarball,
			port,
			env = {},
		}: { folder: string; tarball: string; port?: number; env?: Record<string, string> },
	): Promise<N8n> {
		installPackage(folder, tarball);
		const n8n = new N8n(new N8nProcess(installed, folder, await freePort(port), env));
		await n8n.boot();
		return n8n;
	}

	get address(): string {
		return this.process.address;
	}

	get pid(): number {
		return this.process.pid;
	}

	/** Boots n8n on its folder, also after {@link kill} or {@link stop}. */
	async boot(): Promise<void> {
		await this.process.launch('start');
		await this.process.untilReady(async () => await this.isReady());
		await this.signIn();
	}

	/** Shuts n8n down gracefully. */
	async stop(): Promise<void> {
		await this.process.stop();
	}

	/** Kills n8n, as a power cut would. */
	async kill(): Promise<void> {
		await this.process.stop('SIGKILL');
	}

	/** Runs an n8n CLI command on the same data, such as `export:workflow`. */
	async runCommand(command: string, ...options: string[]): Promise<void> {
		await this.process.runCommand(command, ...options);
	}

	/** A client of n8n's public API, with its own API key for workflows. */
	async publicApi(): Promise<AxiosInstance> {
		const { rawApiKey } = await this.call<{ rawApiKey: string }>('post', '/api-keys', {
			label: `Key ${Date.now()}`,
			expiresAt: null,
			scopes: ['create', 'read', 'update', 'delete', 'list', 'activate', 'deactivate'].map(
				(verb) => `workflow:${verb}`,
			),
		});
		return axios.create({
			baseURL: `${this.address}/api/v1`,
			headers: { 'X-N8N-API-KEY': rawApiKey },
			proxy: false,
			httpAgent: new Agent({ keepAlive: false }),
		});
	}

	private async isReady(): Promise<boolean> {
		// While booting, n8n answers every path with status 200 and plain text.
		const { data } = await this.http.get('/settings');
		return data.data !== undefined;
	}

	private async signIn(): Promise<void> {
		let answer = await this.http.post('/login', {
			emailOrLdapLoginId: owner.email,
			password: owner.password,
		});
		if (answer.status !== 200) answer = await this.http.post('/owner/setup', owner);
		const cookie = answer.headers['set-cookie']?.map((value) => value.split(';')[0]).join('; ');
		if (cookie === undefined)
			throw new Error(`n8n refused the sign-in: ${JSON.stringify(answer.data)}`);
		this.http = this.client({ Cookie: cookie });
	}

	/** The session cookie, for a browser. */
	get cookie(): string {
		return String(this.http.defaults.headers.Cookie);
	}

	/** @throws {Error} with n8n's answer, if it is an error */
	async call<T = IDataObject>(
		method: 'get' | 'post' | 'patch' | 'delete',
		path: string,
		body?: unknown,
	): Promise<T> {
		for (let attempt = 1; ; attempt++) {
			const { status, data } = await this.http.request({ method, url: path, data: body });
			if (status < 300) return data.data;
			// On a busy machine, n8n briefly loses its database connection and rejects the call.
			const isBusy = status === 503 && attempt < 20;
			if (!isBusy) {
				const text = JSON.stringify(data).slice(0, 500);
				throw new Error(`n8n answered ${status} to ${method} ${path}: ${text}`);
			}
			await delay(1_000);
		}
	}

	/** @param type the credential type; OAuth2 by default */
	async createCredential(
		name: string,
		data: IDataObject,
		type = 'workPointOAuth2Api',
	): Promise<string> {
		const { id } = await this.call<{ id: string }>('post', '/credentials', { name, type, data });
		return id;
	}

	async testCredential(
		id: string,
		name: string,
		data: IDataObject,
		type = 'workPointOAuth2Api',
	): Promise<{ status: string; message: string }> {
		return await this.call('post', '/credentials/test', { credentials: { id, name, type, data } });
	}

	async createWorkflow(workflow: WorkflowFile): Promise<{ id: string; versionId: string }> {
		return await this.call('post', '/workflows', {
			settings: { executionOrder: 'v1' },
			...workflow,
		});
	}

	/** Starts a workflow from its manual trigger and returns the ID of the execution. */
	async begin(workflowId: string, trigger: string): Promise<string> {
		// Newer releases run the saved workflow, older ones the one in the request.
		const workflowData = await this.call('get', `/workflows/${workflowId}`);
		const { executionId } = await this.call<{ executionId: string }>(
			'post',
			`/workflows/${workflowId}/run`,
			{ workflowData, triggerToStartFrom: { name: trigger } },
		);
		return executionId;
	}

	/** Runs a workflow from its manual trigger and waits for its end. */
	async run(workflowId: string, trigger: string): Promise<Execution> {
		return await this.finished(await this.begin(workflowId, trigger));
	}

	async finished(executionId: string): Promise<Execution> {
		for (;;) {
			const execution = await this.execution(executionId);
			if (!['new', 'running', 'waiting'].includes(execution.status)) return execution;
			await delay(300);
		}
	}

	async execution(id: string): Promise<Execution> {
		const { status, data } = await this.call<{ status: string; data: string }>(
			'get',
			`/executions/${id}`,
		);
		// n8n has no data until the first node has ended.
		const run = parse(data) as IRunExecutionData | undefined;
		const nodes = run === undefined ? [] : nodeRuns(run);
		return { id, status, error: run?.resultData.error?.message, nodes };
	}

	/** The last hundred executions of a workflow, newest first. */
	async executions(workflowId: string): Promise<Array<{ id: string; status: string }>> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await this.call<{ results: Array<{ id: string; status: string }> }>(
			'get',
			`/executions?filter=${filter}&limit=100`,
		);
		return results;
	}

	/** Publishes a workflow and waits until its triggers are registered. */
	async activate({ id, versionId }: { id: string; versionId: string }): Promise<void> {
		await this.call('post', `/workflows/${id}/activate`, { versionId });
		await this.untilPublication(id, 'published');
	}

	async deactivate(id: string): Promise<void> {
		await this.call('post', `/workflows/${id}/deactivate`, {});
		await this.untilPublication(id, 'not_published');
	}

	/** Unpublishes and removes all workflows, and removes all credentials. */
	async clear(): Promise<void> {
		interface Listed {
			id: string;
			active?: boolean;
			isArchived?: boolean;
		}
		for (const { id, active, isArchived } of await this.call<Listed[]>('get', '/workflows')) {
			if (active) await this.deactivate(id);
			if (!isArchived) await this.call('post', `/workflows/${id}/archive`, {});
			await this.call('delete', `/workflows/${id}`);
		}
		for (const { id } of await this.call<Listed[]>('get', '/credentials'))
			await this.call('delete', `/credentials/${id}`);
	}

	private async untilPublication(id: string, wanted: string): Promise<void> {
		const path = `/workflows/${id}/publication-status`;
		const { status } = await this.http.get(path);
		// Older releases have already published the workflow when they answer, and lack this endpoint.
		if (status === 404) return;
		for (let tries = 0; tries < 120; tries++) {
			const answer = await this.call<{ status: string }>('get', path);
			if (answer.status === wanted) return;
			if (answer.status === 'failed')
				throw new Error(`The workflow could not be published: ${JSON.stringify(answer)}`);
			await delay(300);
		}
		throw new Error(`The workflow did not become ${wanted}`);
	}
}
