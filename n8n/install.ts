import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

interface Release {
	n8n: string;
	/** The Node.js that it needs. */
	node: string;
	overrides?: Record<string, string>;
	/** Modules that reach out of the machine or that nobody needs here. n8n does not start when it knows one not. */
	disabledModules: string[];
}

/** The releases of n8n that the demo and the end-to-end tests can run; `N8N_RELEASE` chooses. */
const releases: Record<string, Release> = {
	newest: {
		n8n: '2.41.1',
		node: '24.21.0',
		disabledModules: [
			'agents',
			'chat-hub',
			'instance-ai',
			'mcp',
			'mcp-registry',
			'quick-connect',
			'workflow-builder',
		],
	},
	oldest: {
		n8n: '2.11.2',
		node: '22.23.3',
		// The xlsx that it names is not on npm, and nothing here reads spreadsheets.
		overrides: { xlsx: '0.18.5' },
		disabledModules: ['chat-hub', 'mcp', 'quick-connect'],
	},
};

/** One folder per user, shared by every clone: n8n takes about 3 GB. */
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'n8n-nodes-workpoint');

export interface Installed {
	/** The `node` to run n8n with. */
	node: string;
	/** The `n8n` script. */
	n8n: string;
	disabledModules: string[];
}

type Log = (line: string) => void;

/** Runs a command and says every ten seconds that it is still at work. Its output is shown only when it fails. */
async function runCommand(
	command: string,
	args: string[],
	cwd: string,
	binaries: string,
	log: Log,
): Promise<void> {
	const started = Date.now();
	const output: Buffer[] = [];
	const child = spawn(command, args, {
		cwd,
		env: { ...process.env, PATH: binaries + delimiter + process.env.PATH },
	});
	child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
	child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
	const end = () => void child.kill();
	process.once('exit', end);
	const beat = setInterval(
		() => log(`  … ${Math.round((Date.now() - started) / 1_000)} s`),
		10_000,
	);
	const code = await new Promise((resolve, reject) => {
		child.on('close', resolve);
		child.on('error', reject);
	});
	clearInterval(beat);
	process.off('exit', end);
	if (code !== 0)
		throw new Error(
			`${command} ${args.join(' ')} failed:\n${Buffer.concat(output).toString().slice(-3_000)}`,
		);
}

/** Whether the process that wrote a lock still runs; a lock that is just being written counts as held. */
function isHeld(lock: string): boolean {
	try {
		const owner = Number(readFileSync(lock, 'utf8'));
		return owner === 0 || process.kill(owner, 0);
	} catch {
		return false;
	}
}

/** Takes a lock unless there is one already. */
async function take(lock: string): Promise<boolean> {
	return await writeFile(lock, String(process.pid), { flag: 'wx' }).then(
		() => true,
		async (error: NodeJS.ErrnoException) =>
			error.code === 'EEXIST' ? false : await Promise.reject(error),
	);
}

/** Does the work while no other process does it; the lock of a process that is gone is taken over. */
async function alone(lock: string, work: () => Promise<void>, log: Log): Promise<void> {
	mkdirSync(dirname(lock), { recursive: true });
	for (let waited = 0; !(await take(lock)); waited++) {
		if (!isHeld(lock)) {
			rmSync(lock, { force: true });
			continue;
		}
		if (waited % 10 === 0) log('Another run is installing it; waiting for that …');
		await delay(1_000);
	}
	try {
		await work();
	} finally {
		rmSync(lock, { force: true });
	}
}

/** Installs into `folder` unless a marker says that this was finished before. */
async function once(
	folder: string,
	install: () => Promise<void>,
	overrides?: Record<string, string>,
): Promise<void> {
	const marker = join(folder, '.complete');
	if (existsSync(marker)) return;
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, overrides }));
	await install();
	writeFileSync(marker, '');
}

/** SQLite comes without a built add-on for this Node.js; better said now than after minutes of installing. */
function checkBuildTools(): void {
	const missing = ['python3', 'make', 'g++'].filter(
		(tool) => spawnSync(tool, ['--version']).error !== undefined,
	);
	if (missing.length > 0)
		throw new Error(
			`${missing.join(', ')} not found: n8n's database is built at its installation. On Debian or Ubuntu: apt-get install python3 make g++. On macOS: xcode-select --install.`,
		);
}

/** The release that `N8N_RELEASE` names. */
function chosenRelease(): Release {
	const name = process.env.N8N_RELEASE ?? 'newest';
	const release = releases[name];
	if (release === undefined)
		throw new Error(`N8N_RELEASE is "${name}"; it can be ${Object.keys(releases).join(' or ')}.`);
	return release;
}

/**
 * Finds n8n in the user's cache, or installs it there: about 3 GB and 6 minutes, once per version.
 *
 * @param script an n8n that is there already, to be run with the Node.js of this process
 * @throws {Error} with the output of npm, when it cannot be installed
 */
export async function ensureN8n(log: Log, script = process.env.N8N_BIN): Promise<Installed> {
	if (script) return { node: process.execPath, n8n: resolve(script), disabledModules: [] };
	const release = chosenRelease();
	const platform = `node-${process.platform}-${process.arch}`;
	const nodeFolder = join(cache, `node-${release.node}`);
	const nodePackage = join(nodeFolder, 'node_modules', platform);
	const binaries = join(nodePackage, 'bin');
	const n8nFolder = join(cache, `n8n-${release.n8n}`);
	const npm = async (folder: string, ...args: string[]) =>
		await runCommand('npm', [...args, '--no-audit', '--no-fund'], folder, binaries, log);

	const installNode = async () => {
		log(`Node.js ${release.node} …`);
		await npm(nodeFolder, 'install', `${platform}@${release.node}`);
	};
	const installN8n = async () => {
		log(`n8n ${release.n8n} …`);
		// Install scripts would build add-ons that n8n does not need here; SQLite is the one that it does.
		await npm(n8nFolder, 'install', `n8n@${release.n8n}`, '--save-exact', '--ignore-scripts');
		log('Building SQLite …');
		await npm(n8nFolder, 'rebuild', 'sqlite3', `--nodedir=${nodePackage}`);
		await runCommand('node', ['-e', "require('sqlite3')"], n8nFolder, binaries, log);
	};
	const install = async () => {
		await once(nodeFolder, installNode);
		await once(n8nFolder, installN8n, release.overrides);
	};
	if (![nodeFolder, n8nFolder].every((folder) => existsSync(join(folder, '.complete')))) {
		log(`Installing n8n ${release.n8n}: about 3 GB and 6 minutes, once per version and user.`);
		log(
			`It goes to ${cache}, where every clone finds it. Set N8N_BIN to use an n8n that you have.`,
		);
		checkBuildTools();
		await alone(join(cache, 'install.lock'), install, log);
	}
	return {
		node: join(binaries, 'node'),
		n8n: join(n8nFolder, 'node_modules', 'n8n', 'bin', 'n8n'),
		disabledModules: release.disabledModules,
	};
}
