import type { INode } from 'n8n-workflow';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startSandbox, type Sandbox, type SandboxOptions } from '../sandbox';
import { ensureN8n, type Installed } from './install';
import { N8n } from './n8n';
import { packPackage } from './package';

interface TestBedOptions {
	sandbox?: SandboxOptions;
	/**
	 * The only node types that n8n loads. With few, the editor opens faster: all of them are an 18 MB download for the
	 * browser.
	 */
	nodeTypes?: string[];
	/** Additional environment variables of n8n. */
	env?: Record<string, string>;
	log?: (line: string) => void;
}

/** A real n8n with the package. */
interface RunningN8n {
	installed: Installed;
	/** n8n's data folder. */
	folder: string;
	/** The packed package. */
	tarball: string;
	n8n: N8n;
}

async function startN8n({
	nodeTypes,
	env = {},
	log = () => {},
}: Omit<TestBedOptions, 'sandbox'>): Promise<RunningN8n> {
	const installed = await ensureN8n(log);
	const folder = mkdtempSync(join(tmpdir(), 'workpoint-'));
	const tarball = packPackage(folder);
	const n8n = await N8n.start(installed, {
		folder,
		tarball,
		env: { ...env, ...(nodeTypes ? { NODES_INCLUDE: JSON.stringify(nodeTypes) } : {}) },
	});
	return { installed, folder, tarball, n8n };
}

/** The node types in the workflows of test beds that share an n8n. */
const commonNodeTypes = [
	...['workPoint', 'workPointTrigger', 'workPointPollingTrigger'].map(
		(name) => `n8n-nodes-workpoint.${name}`,
	),
	...['agent', 'chatTrigger', 'lmChatOpenAi'].map((name) => `@n8n/n8n-nodes-langchain.${name}`),
	...[
		'code',
		'extractFromFile',
		'httpRequest',
		'if',
		'limit',
		'manualTrigger',
		'noOp',
		'scheduleTrigger',
		'set',
		'stickyNote',
		'summarize',
		'wait',
	].map((name) => `n8n-nodes-base.${name}`),
];

/** The n8n shared, one at a time, by test beds without settings of their own. It ends with the process. */
let common: Promise<RunningN8n> | undefined;

/** A sandbox and a real n8n with the package, for tests and benchmarks. */
export class TestBed implements RunningN8n {
	readonly installed: Installed;
	readonly folder: string;
	readonly tarball: string;
	readonly n8n: N8n;

	private constructor(
		readonly sandbox: Sandbox,
		running: RunningN8n,
		private readonly end: () => Promise<void>,
	) {
		({
			installed: this.installed,
			folder: this.folder,
			tarball: this.tarball,
			n8n: this.n8n,
		} = running);
	}

	/** Starts a test bed with its own n8n. */
	static async start({ sandbox, ...options }: TestBedOptions = {}): Promise<TestBed> {
		const running = await startN8n(options);
		return new TestBed(await startSandbox(sandbox), running, async () => {
			await running.n8n.stop();
			rmSync(running.folder, { recursive: true, force: true });
		});
	}

	/** A test bed on this process's shared n8n, which must not be stopped; whatever is added to it must be removed. */
	static async share(sandbox?: SandboxOptions): Promise<TestBed> {
		common ??= startN8n({ nodeTypes: commonNodeTypes }).then((running) => {
			process.once('exit', () => rmSync(running.folder, { recursive: true, force: true }));
			return running;
		});
		const running = await common;
		return new TestBed(await startSandbox(sandbox), running, async () => await running.n8n.clear());
	}

	/** Creates a credential for the sandbox and returns it in the form that nodes store. */
	async connect(): Promise<NonNullable<INode['credentials']>> {
		const name = 'WorkPoint 365 account';
		const id = await this.n8n.createCredential(name, this.sandbox.connection);
		return { workPointOAuth2Api: { id, name } };
	}

	async stop(): Promise<void> {
		await this.end();
		await this.sandbox.stop();
	}
}
