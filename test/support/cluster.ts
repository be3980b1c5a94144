import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, closeSync, mkdirSync, openSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import type { Installed } from '../../n8n/install';
import { N8n } from '../../n8n/n8n';
import { freePort, installPackage, N8nProcess } from '../../n8n/n8nProcess';

/** Newest version of PostgreSQL that Debian has installed: where its programs are. */
function postgresPrograms(): string {
	const versions = readdirSync('/usr/lib/postgresql').sort((a, b) => Number(a) - Number(b));
	return join('/usr/lib/postgresql', versions.at(-1) ?? '', 'bin');
}

async function isListening(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1');
		socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
		socket.once('connect', () => socket.destroy());
	});
}

async function until(condition: () => Promise<boolean>, what: string): Promise<void> {
	for (let tries = 0; tries < 240; tries++) {
		if (await condition()) return;
		await delay(500);
	}
	throw new Error(`${what} did not start within two minutes`);
}

/** PostgreSQL and Redis on loopback, with nothing kept. */
class Services {
	private readonly children: ChildProcess[] = [];

	readonly redisPort: number;

	readonly postgresPort: number;

	private readonly programs = postgresPrograms();

	private constructor(ports: [redis: number, postgres: number]) {
		[this.redisPort, this.postgresPort] = ports;
	}

	static async start(folder: string): Promise<Services> {
		const services = new Services([await freePort(), await freePort()]);
		await Promise.all([services.startRedis(folder), services.startPostgres(folder)]);
		return services;
	}

	private run(log: string, command: string, ...options: string[]): void {
		const output = openSync(log, 'a');
		const child = spawn(command, options, { stdio: ['ignore', output, output] });
		closeSync(output);
		this.children.push(child);
		process.once('exit', () => child.kill());
	}

	private async startRedis(folder: string): Promise<void> {
		const port = String(this.redisPort);
		const keepNothing = ['--save', '', '--appendonly', 'no'];
		const log = join(folder, 'redis.log');
		this.run(log, 'redis-server', '--port', port, '--bind', '127.0.0.1', ...keepNothing);
		await until(async () => await isListening(this.redisPort), 'Redis');
	}

	private async startPostgres(folder: string): Promise<void> {
		const data = join(folder, 'postgres');
		mkdirSync(data);
		// PostgreSQL refuses to run as root; the user that Debian has made for it must reach its folder.
		const isRoot = process.getuid?.() === 0;
		const asUser = isRoot ? ['runuser', '-u', 'postgres', '--'] : [];
		if (isRoot) {
			chmodSync(folder, 0o711);
			execFileSync('chown', ['postgres', data]);
		}
		const init = [
			join(this.programs, 'initdb'),
			'-D',
			data,
			'-A',
			'trust',
			'-U',
			'n8n',
			'-E',
			'UTF8',
		];
		const [command = '', ...options] = [...asUser, ...init, '--no-sync'];
		execFileSync(command, options, { stdio: 'ignore' });
		const settings = {
			port: String(this.postgresPort),
			listen_addresses: '127.0.0.1',
			unix_socket_directories: data,
			fsync: 'off',
		};
		const serve = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
		const [server = '', ...rest] = [
			...asUser,
			join(this.programs, 'postgres'),
			'-D',
			data,
			...serve,
		];
		this.run(join(folder, 'postgres.log'), server, ...rest);
		const isReady = async () => {
			const probe = spawn(join(this.programs, 'pg_isready'), ['-q', ...this.address]);
			return await new Promise<boolean>((resolve) => {
				probe.once('exit', (code) => resolve(code === 0));
			});
		};
		await until(isReady, 'PostgreSQL');
		execFileSync(join(this.programs, 'createdb'), [...this.address, 'n8n']);
	}

	private get address(): string[] {
		return ['-h', '127.0.0.1', '-p', String(this.postgresPort), '-U', 'n8n'];
	}

	/** The rows of a query, each as an array of texts. */
	query(sql: string): string[][] {
		const options = [...this.address, '-At', '-F', '\t', '-c', sql, 'n8n'];
		const rows = execFileSync(join(this.programs, 'psql'), options).toString().trim();
		return rows === '' ? [] : rows.split('\n').map((row) => row.split('\t'));
	}

	/** How n8n finds them. */
	get env(): Record<string, string> {
		return {
			EXECUTIONS_MODE: 'queue',
			QUEUE_BULL_REDIS_HOST: '127.0.0.1',
			QUEUE_BULL_REDIS_PORT: String(this.redisPort),
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(this.postgresPort),
			DB_POSTGRESDB_DATABASE: 'n8n',
			DB_POSTGRESDB_USER: 'n8n',
		};
	}

	async stop(): Promise<void> {
		await Promise.all(
			this.children.map(async (child) => {
				const exited = new Promise((resolve) => child.once('exit', resolve));
				child.kill();
				await exited;
			}),
		);
	}
}

/**
 * n8n in queue mode on one machine: the main process, two webhook processes, workers, Redis and PostgreSQL. Needs
 * Debian's packages redis-server and postgresql.
 */
export class Cluster {
	private readonly processes: N8nProcess[] = [];

	/** The workers that were started, by name. */
	readonly workers = new Map<string, N8nProcess>();

	private webhookPorts: number[] = [];

	main!: N8n;

	private constructor(
		private readonly installed: Installed,
		private readonly folder: string,
		private readonly tarball: string,
		private readonly services: Services,
	) {}

	/** @param workers the names of those that are started with it */
	static async start(
		installed: Installed,
		folder: string,
		tarball: string,
		workers: string[],
	): Promise<Cluster> {
		const cluster = new Cluster(installed, folder, tarball, await Services.start(folder));
		cluster.webhookPorts = [await freePort(), await freePort()];
		cluster.main = await N8n.start(installed, {
			folder: cluster.folderOf('main'),
			tarball,
			env: cluster.env,
		});
		// They find the database that the main process has set up.
		await Promise.all([
			...cluster.webhookPorts.map(
				async (port) => await cluster.launch(`webhooks ${port}`, port, {}, 'webhook'),
			),
			...workers.map(async (name) => await cluster.startWorker(name)),
		]);
		return cluster;
	}

	/** The addresses of the webhook processes. WorkPoint is given the first; a load balancer would stand before them. */
	get webhookAddresses(): string[] {
		return this.webhookPorts.map((port) => `http://127.0.0.1:${port}/`);
	}

	private folderOf(name: string): string {
		const folder = join(this.folder, name);
		mkdirSync(folder, { recursive: true });
		return folder;
	}

	private get env(): Record<string, string> {
		return {
			...this.services.env,
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
			OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
			N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
			N8N_WEBHOOK_URL: this.webhookAddresses[0] ?? '',
			// Workflows of tests read the name of the worker that runs them.
			N8N_BLOCK_ENV_ACCESS_IN_NODE: 'false',
			// What a worker had in hand when it ended is given up after a quarter of a minute instead of a whole one.
			QUEUE_WORKER_LOCK_DURATION: '15000',
			QUEUE_WORKER_LOCK_RENEW_TIME: '3000',
			QUEUE_WORKER_STALLED_INTERVAL: '3000',
			// How long a worker that is told to end waits for its executions, in seconds; half a minute otherwise.
			N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '10',
		};
	}

	private async launch(
		name: string,
		port: number,
		env: Record<string, string>,
		...[command, ...options]: ['worker' | 'webhook', ...string[]]
	): Promise<N8nProcess> {
		const folder = this.folderOf(name);
		installPackage(folder, this.tarball);
		const launched = new N8nProcess(this.installed, folder, port, { ...this.env, ...env });
		await launched.launch(command, ...options);
		this.processes.push(launched);
		await launched.untilReady();
		return launched;
	}

	/** Starts a worker for ten executions at a time, whose workflows see its name as `$env.WORKER`. */
	async startWorker(name: string): Promise<void> {
		const port = await freePort();
		const env = { WORKER: name, QUEUE_HEALTH_CHECK_PORT: String(port) };
		this.workers.set(name, await this.launch(name, port, env, 'worker', '--concurrency=10'));
	}

	/** All executions of a workflow. From the database, since the pages of n8n's list leave out some of a busy second. */
	executions(workflowId: string): Array<{ id: string; status: string }> {
		return this.services
			.query(`select id, status from execution_entity where "workflowId" = '${workflowId}'`)
			.map(([id = '', status = '']) => ({ id, status }));
	}

	async stop(): Promise<void> {
		await Promise.all(this.processes.map(async (launched) => await launched.stop()));
		await this.main.stop();
		await this.services.stop();
	}
}
