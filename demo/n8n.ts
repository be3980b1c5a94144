import axios, { type AxiosInstance } from 'axios';
import { parse } from 'flatted';
import type { IDataObject, INode, INodeExecutionData, IRunExecutionData } from 'n8n-workflow';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import type { Installed } from './install';

export interface WorkflowFile {
	name: string;
	nodes: INode[];
	connections: IDataObject;
	settings?: IDataObject;
}

export interface Execution {
	id: string;
	status: string;
	/** What each node gave, and what stopped it. */
	nodes: Array<{
		name: string;
		items: INodeExecutionData[];
		error?: { message: string; description?: string };
		ms: number;
	}>;
}

export const owner = {
	email: 'owner@example.com',
	password: 'WorkPoint-365',
	firstName: 'Demo',
	lastName: 'Owner',
};

/** A port of loopback that nothing listens on: the preferred one if it can be had. */
export async function freePort(preferred = 0): Promise<number> {
	const server = createServer();
	const isFree = await new Promise<boolean>((resolve) => {
		server.once('error', () => resolve(false));
		server.listen(preferred, '127.0.0.1', () => resolve(true));
	});
	if (!isFree) return await freePort();
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}

/**
 * What n8n gets of the environment. The rest stays out: settings of an n8n of the user's own would lead to its
 * database, and a proxy would take the calls to loopback.
 */
function environment(): Record<string, string> {
	const names = ['HOME', 'LANG', 'TMPDIR', 'USER'];
	return Object.fromEntries(
		names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
	);
}

/** Everything that would reach out of the machine is off. */
const quiet = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_DISABLED_MODULES:
		'mcp-registry,instance-ai,agents,chat-hub,workflow-builder,mcp,quick-connect',
};

/** A real n8n on loopback, with the packed package installed as n8n installs community packages. */
export class N8n {
	private child: ChildProcess | undefined;

	private http: AxiosInstance;

	private constructor(
		private readonly installed: Installed,
		private readonly folder: string,
		readonly port: number,
		private readonly env: Record<string, string>,
	) {
		this.http = this.client();
	}

	private client(headers: Record<string, string> = {}): AxiosInstance {
		return axios.create({
			baseURL: `${this.address}/rest`,
			headers,
			proxy: false,
			validateStatus: () => true,
		});
	}

	/**
	 * @param folder where n8n keeps its data
	 * @param tarball the output of `npm pack`
	 * @param port where n8n listens, if it is free; otherwise any that is
	 * @param env further settings of n8n
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
		const target = join(folder, '.n8n', 'nodes', 'node_modules', 'n8n-nodes-workpoint');
		mkdirSync(target, { recursive: true });
		execFileSync('tar', ['xzf', tarball, '--strip-components=1', '-C', target]);
		const n8n = new N8n(installed, folder, await freePort(port), env);
		await n8n.boot();
		return n8n;
	}

	get address(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	private get logFile(): string {
		return join(this.folder, 'n8n.log');
	}

	get pid(): number {
		return this.child?.pid ?? 0;
	}

	/** Boots n8n on its folder; also after {@link kill} or {@link stop}. */
	async boot(): Promise<void> {
		const { node, n8n } = this.installed;
		const log = openSync(this.logFile, 'a');
		this.child = spawn(node, [n8n, 'start'], {
			cwd: this.folder,
			env: {
				...environment(),
				...quiet,
				NODE_ENV: 'production',
				PATH: `${dirname(node)}:${process.env.PATH}`,
				N8N_USER_FOLDER: this.folder,
				N8N_HOST: '127.0.0.1',
				N8N_LISTEN_ADDRESS: '127.0.0.1',
				N8N_PORT: String(this.port),
				N8N_RUNNERS_BROKER_PORT: String(await freePort()),
				N8N_PROTOCOL: 'http',
				N8N_SECURE_COOKIE: 'false',
				N8N_ENCRYPTION_KEY: 'demo',
				GENERIC_TIMEZONE: 'UTC',
				...this.env,
			},
			// A file, no pipe: n8n hangs in its shutdown when the reader of its log is gone.
			stdio: ['ignore', log, log],
		});
		closeSync(log);
		// Whatever ends this process must not leave n8n behind.
		const { child } = this;
		process.once('exit', () => child.kill());
		await this.untilReady();
		await this.signIn();
	}

	/** Ends n8n in good order. */
	async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
		const child = this.child;
		if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
		const exited = new Promise((resolve) => child.once('exit', resolve));
		child.kill(signal);
		await exited;
	}

	/** Ends n8n as a power cut would. */
	async kill(): Promise<void> {
		await this.stop('SIGKILL');
	}

	private async untilReady(): Promise<void> {
		for (let tries = 0; tries < 240; tries++) {
			if (this.child?.exitCode !== null || this.child.signalCode !== null)
				throw new Error(`n8n ended while it started. ${this.lastWords()}`);
			if (await this.isReady()) return;
			await delay(500);
		}
		throw new Error(`n8n was not ready within two minutes. ${this.lastWords()}`);
	}

	private async isReady(): Promise<boolean> {
		try {
			const readiness = await this.http.get('/healthz/readiness', { baseURL: this.address });
			// While it boots, n8n answers every path with status 200 and a text.
			const settings = await this.http.get('/settings');
			return readiness.status === 200 && settings.data.data !== undefined;
		} catch {
			return false; // Not listening yet.
		}
	}

	private lastWords(): string {
		const lines = readFileSync(this.logFile, 'utf8').trimEnd().split('\n');
		return `${this.logFile} ends with:\n${lines.slice(-15).join('\n')}`;
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

	/** @throws {Error} with n8n's answer when it refuses */
	async call<T = IDataObject>(
		method: 'get' | 'post' | 'patch' | 'delete',
		path: string,
		body?: unknown,
	): Promise<T> {
		for (let attempt = 1; ; attempt++) {
			const { status, data } = await this.http.request({ method, url: path, data: body });
			if (status < 300) return data.data;
			// On a busy machine n8n loses sight of its own database for moments, and refuses the call.
			const isBusy = status === 503 && attempt < 20;
			if (!isBusy) {
				const text = JSON.stringify(data).slice(0, 500);
				throw new Error(`n8n answered ${status} to ${method} ${path}: ${text}`);
			}
			await delay(1_000);
		}
	}

	async createCredential(name: string, data: IDataObject): Promise<string> {
		const credential = await this.call<{ id: string }>('post', '/credentials', {
			name,
			type: 'workPointOAuth2Api',
			data,
		});
		return credential.id;
	}

	async testCredential(
		id: string,
		name: string,
		data: IDataObject,
	): Promise<{ status: string; message: string }> {
		return await this.call('post', '/credentials/test', {
			credentials: { id, name, type: 'workPointOAuth2Api', data },
		});
	}

	async createWorkflow(workflow: WorkflowFile): Promise<{ id: string; versionId: string }> {
		return await this.call('post', '/workflows', {
			settings: { executionOrder: 'v1' },
			...workflow,
		});
	}

	/** Runs a workflow from its manual trigger and waits for its end. */
	async run(workflowId: string, trigger: string): Promise<Execution> {
		const { executionId } = await this.call<{ executionId: string }>(
			'post',
			`/workflows/${workflowId}/run`,
			{
				triggerToStartFrom: { name: trigger },
			},
		);
		return await this.finished(executionId);
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
		// n8n has nothing to tell before the first node has ended.
		const run = parse(data) as IRunExecutionData | undefined;
		const nodes = Object.entries(run?.resultData.runData ?? {}).flatMap(([name, runs]) =>
			runs.map(({ data: output, error, executionTime }) => ({
				name,
				items: output?.main?.flatMap((items) => items ?? []) ?? [],
				error: error as { message: string; description?: string } | undefined,
				ms: executionTime,
			})),
		);
		return { id, status, nodes };
	}

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

	private async untilPublication(id: string, wanted: string): Promise<void> {
		for (let tries = 0; tries < 120; tries++) {
			const answer = await this.call<{ status: string }>(
				'get',
				`/workflows/${id}/publication-status`,
			);
			if (answer.status === wanted) return;
			if (answer.status === 'failed')
				throw new Error(`The workflow could not be published: ${JSON.stringify(answer)}`);
			await delay(300);
		}
		throw new Error(`The workflow did not become ${wanted}`);
	}
}
