import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

interface Release {
	n8n: string;
	/** The Node.js version that it requires. */
	node: string;
	/** Package versions that override those that n8n requires. */
	overrides?: Record<string, string>;
	/** Modules that access the network or are not needed here. n8n does not start if it does not know one of them. */
	disabledModules: string[];
}

/** The n8n releases that the demo and the end-to-end tests can run, selected by `N8N_RELEASE`. */
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
		overrides: {
			// n8n's version is not on npm, and nothing here reads spreadsheets.
			xlsx: '0.18.5',
			// Current releases of libraries without a pinned version need a newer one than n8n's.
			'@langchain/core': '1.4.0',
		},
		disabledModules: ['chat-hub', 'mcp', 'quick-connect'],
	},
};

/** pnpm installs n8n in a quarter of the time that npm takes. */
const pnpm = '12.21.0';

/** One cache per user, shared by all clones: n8n takes about 2 GB. */
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'n8n-nodes-workpoint');

export interface Installed {
	/** The `node` executable for n8n. */
	node: string;
	/** The `n8n` script. */
	n8n: string;
	disabledModules: string[];
}

type Log = (line: string) => void;

/** Runs a command and logs its progress every ten seconds. Its output is shown only if it fails. */
async function runCommand(
	command: string,
	args: string[],
	cwd: string,
	env: Record<string, string>,
	log: Log,
): Promise<void> {
	const started = Date.now();
	const output: Buffer[] = [];
	const child = spawn(command, args, { cwd, env: { ...process.env, ...env } });
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

/** True if the process that wrote a lock is still running; a lock that is just being written counts as held. */
function isHeld(lock: string): boolean {
	try {
		const owner = Number(readFileSync(lock, 'utf8'));
		return owner === 0 || process.kill(owner, 0);
	} catch {
		return false;
	}
}

/** Takes a lock; false if it exists already. */
async function take(lock: string): Promise<boolean> {
	return await writeFile(lock, String(process.pid), { flag: 'wx' }).then(
		() => true,
		async (error: NodeJS.ErrnoException) =>
			error.code === 'EEXIST' ? false : await Promise.reject(error),
	);
}

/** Runs the work under an exclusive lock; a lock left by a dead process is taken over. */
async function alone(lock: string, work: () => Promise<void>, log: Log): Promise<void> {
	mkdirSync(dirname(lock), { recursive: true });
	for (let waited = 0; !(await take(lock)); waited++) {
		if (!isHeld(lock)) {
			rmSync(lock, { force: true });
			continue;
		}
		if (waited % 10 === 0) log('Another run is installing it; waiting …');
		await delay(1_000);
	}
	try {
		await work();
	} finally {
		rmSync(lock, { force: true });
	}
}

/** Installs into `folder`, unless a marker shows that this was completed before. */
async function once(folder: string, install: () => Promise<void>): Promise<void> {
	const marker = join(folder, '.complete');
	if (existsSync(marker)) return;
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, 'package.json'), '{"private":true}');
	await install();
	writeFileSync(marker, '');
}

/** The tools that are missing for building SQLite. */
function missingBuildTools(): string[] {
	return ['python3', 'make', 'g++'].filter(
		(tool) => spawnSync(tool, ['--version']).error !== undefined,
	);
}

/**
 * Installs n8n into the folder. Of its packages' scripts only SQLite's may run, which downloads a prebuilt binary or
 * else builds one.
 *
 * @throws {Error} naming the missing build tools
 */
async function installN8n(
	release: Release,
	folder: string,
	pnpmScript: string,
	nodePackage: string,
	log: Log,
): Promise<void> {
	// The files are hard-linked from the store, which can be deleted afterwards.
	const storeDir = join(folder, '.store');
	const settings = {
		nodeLinker: 'hoisted',
		storeDir,
		cacheDir: join(storeDir, 'cache'),
		allowBuilds: { sqlite3: true },
		strictDepBuilds: false,
		// SQLite's version of node-gyp does not run with Python 3.12 or newer.
		overrides: { ...release.overrides, 'sqlite3>node-gyp': '^12' },
	};
	// JSON is YAML.
	writeFileSync(join(folder, 'pnpm-workspace.yaml'), JSON.stringify(settings));
	const env = {
		PATH: join(nodePackage, 'bin') + delimiter + process.env.PATH,
		npm_config_nodedir: nodePackage,
		// Halves the build time of SQLite. Nothing here needs a fast database.
		CFLAGS: '-O1',
		CXXFLAGS: '-O1',
		JOBS: 'max',
	};
	try {
		await runCommand(pnpmScript, ['add', '--save-exact', `n8n@${release.n8n}`], folder, env, log);
		await runCommand('node', ['-e', "require('sqlite3')"], folder, env, log);
	} catch (error) {
		const missing = String(error).includes('gyp') ? missingBuildTools() : [];
		if (missing.length === 0) throw error;
		throw new Error(
			`${missing.join(', ')} not found. There is no prebuilt binary of n8n's database, SQLite, for this machine, so it must be built. On Debian or Ubuntu: apt-get install python3 make g++. On macOS: xcode-select --install.`,
			{ cause: error },
		);
	}
	rmSync(storeDir, { recursive: true });
}

/** The release selected by `N8N_RELEASE`. */
function chosenRelease(): Release {
	const name = process.env.N8N_RELEASE ?? 'newest';
	const release = releases[name];
	if (release === undefined)
		throw new Error(`N8N_RELEASE is "${name}"; it must be ${Object.keys(releases).join(' or ')}.`);
	return release;
}

/**
 * Finds n8n in the user's cache or installs it there: about 2 GB and 2 minutes, once per version.
 *
 * @param script an existing n8n, run with this process's Node.js
 * @throws {Error} with the output of npm or pnpm, if the installation fails
 */
export async function ensureN8n(log: Log, script = process.env.N8N_BIN): Promise<Installed> {
	if (script) return { node: process.execPath, n8n: resolve(script), disabledModules: [] };
	const release = chosenRelease();
	const platform = `node-${process.platform}-${process.arch}`;
	const nodeFolder = join(cache, `node-${release.node}`);
	const nodePackage = join(nodeFolder, 'node_modules', platform);
	const pnpmFolder = join(cache, `pnpm-${pnpm}`);
	const pnpmScript = join(pnpmFolder, 'node_modules', '.bin', 'pnpm');
	const n8nFolder = join(cache, `n8n-${release.n8n}`);
	const options = ['--ignore-scripts', '--no-audit', '--no-fund'];
	const npm = async (folder: string, name: string) =>
		await runCommand('npm', ['install', name, ...options], folder, {}, log);

	const install = async () => {
		await once(nodeFolder, async () => await npm(nodeFolder, `${platform}@${release.node}`));
		await once(pnpmFolder, async () => await npm(pnpmFolder, `pnpm@${pnpm}`));
		await once(
			n8nFolder,
			async () => await installN8n(release, n8nFolder, pnpmScript, nodePackage, log),
		);
	};
	if (![nodeFolder, n8nFolder].every((folder) => existsSync(join(folder, '.complete')))) {
		log(`Installing n8n ${release.n8n}: about 2 GB and 2 minutes, once per version and user.`);
		log(`It goes to ${cache}, which all clones share. Set N8N_BIN to use an existing n8n.`);
		await alone(join(cache, 'install.lock'), install, log);
	}
	return {
		node: join(nodePackage, 'bin', 'node'),
		n8n: join(n8nFolder, 'node_modules', 'n8n', 'bin', 'n8n'),
		disabledModules: release.disabledModules,
	};
}
