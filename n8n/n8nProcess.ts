import axios from 'axios';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import type { Installed } from './install';

/** A random port below the ephemeral range, whose ports could be taken again before n8n listens. */
const anyPort = () => randomInt(20_000, 32_000);

/** A free port on loopback: the preferred one, if possible. */
export async function freePort(preferred = anyPort()): Promise<number> {
	const server = createServer();
	const isFree = await new Promise<boolean>((resolve) => {
		server.once('error', () => resolve(false));
		server.listen(preferred, '127.0.0.1', () => resolve(true));
	});
	if (!isFree) return await freePort();
	await new Promise((resolve) => server.close(resolve));
	return preferred;
}

/**
 * The environment variables passed on to n8n. Others are withheld: settings of the user's own n8n would lead to its
 * database, and a proxy would intercept the calls to loopback.
 */
function environment(): Record<string, string> {
	const names = ['HOME', 'LANG', 'TMPDIR', 'USER'];
	return Object.fromEntries(
		names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
	);
}

/** Disables everything that would access the network. */
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
};

/** Installs the packed package into an n8n data folder like a community package. */
export function installPackage(folder: string, tarball: string): void {
	const target = join(folder, '.n8n', 'nodes', 'node_modules', 'n8n-nodes-workpoint');
	mkdirSync(target, { recursive: true });
	execFileSync('tar', ['xzf', tarball, '--strip-components=1', '-C', target]);
}

/** One n8n process: a complete n8n, or a worker or webhook process in queue mode. */
export class N8nProcess {
	private child: ChildProcess | undefined;

	/**
	 * @param folder its data folder, with the package installed by {@link installPackage}
	 * @param port the port to listen on
	 * @param env additional environment variables of n8n
	 */
	constructor(
		private readonly installed: Installed,
		private readonly folder: string,
		readonly port: number,
		private readonly env: Record<string, string>,
	) {}

	get address(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	get pid(): number {
		return this.child?.pid ?? 0;
	}

	private get hasEnded(): boolean {
		const { child } = this;
		return child === undefined || child.exitCode !== null || child.signalCode !== null;
	}

	/** @param command the n8n CLI command */
	async launch(command: 'start' | 'worker' | 'webhook', ...options: string[]): Promise<void> {
		this.child = await this.spawn(command, ...options);
		// n8n must not keep this process alive.
		this.child.unref();
	}

	/**
	 * Runs another n8n CLI command on the same data, such as `export:workflow`, and waits for its end.
	 *
	 * @throws {Error} with the end of the log, if it fails
	 */
	async runCommand(command: string, ...options: string[]): Promise<void> {
		const child = await this.spawn(command, ...options);
		const code = await new Promise((resolve) => child.once('exit', resolve));
		if (code !== 0) throw new Error(`n8n ${command} failed. ${this.lastWords()}`);
	}

	private async spawn(...args: string[]): Promise<ChildProcess> {
		const { node, n8n, disabledModules } = this.installed;
		const log = openSync(this.logFile, 'a');
		const child = spawn(node, [n8n, ...args], {
			cwd: this.folder,
			env: {
				...environment(),
				...quiet,
				N8N_DISABLED_MODULES: disabledModules.join(','),
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
			// A file, not a pipe: n8n hangs in its shutdown if the reader of its log is gone.
			stdio: ['ignore', log, log],
		});
		closeSync(log);
		// n8n must not outlive this process.
		const kill = () => child.kill();
		process.once('exit', kill);
		child.once('exit', () => process.off('exit', kill));
		return child;
	}

	/**
	 * Waits until n8n reports ready and `isReady` is true.
	 *
	 * @throws {Error} with the end of the log, if n8n exits or takes longer than two minutes
	 */
	async untilReady(isReady = async () => true): Promise<void> {
		for (let tries = 0; tries < 240; tries++) {
			if (this.hasEnded) throw new Error(`n8n ended while it started. ${this.lastWords()}`);
			try {
				await axios.get(`${this.address}/healthz/readiness`, { proxy: false });
				if (await isReady()) return;
			} catch {
				// Not listening or not ready yet.
			}
			await delay(500);
		}
		throw new Error(`n8n was not ready within two minutes. ${this.lastWords()}`);
	}

	/** Ends it: gracefully with SIGTERM, like a power cut with SIGKILL. */
	async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
		if (this.child === undefined || this.hasEnded) return;
		const { child } = this;
		child.ref();
		const exited = new Promise((resolve) => child.once('exit', resolve));
		child.kill(signal);
		await exited;
	}

	private get logFile(): string {
		return join(this.folder, 'n8n.log');
	}

	private lastWords(): string {
		const lines = readFileSync(this.logFile, 'utf8').trimEnd().split('\n');
		return `${this.logFile} ends with:\n${lines.slice(-15).join('\n')}`;
	}
}
