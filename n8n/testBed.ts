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
	/** The only types of nodes that n8n loads. The editor opens sooner with few: all together are 18 MB for the browser. */
	nodeTypes?: string[];
	/** Further settings of n8n. */
	env?: Record<string, string>;
	log?: (line: string) => void;
}

/** For tests and measurements: a sandbox, and a real n8n with the package. */
export class TestBed {
	private constructor(
		readonly installed: Installed,
		/** The data of n8n; it goes with the test bed. */
		readonly folder: string,
		/** The packed package. */
		readonly tarball: string,
		readonly sandbox: Sandbox,
		readonly n8n: N8n,
	) {}

	static async start({
		sandbox: options,
		nodeTypes,
		env = {},
		log = () => {},
	}: TestBedOptions = {}): Promise<TestBed> {
		const installed = await ensureN8n(log);
		const folder = mkdtempSync(join(tmpdir(), 'workpoint-'));
		// Before anything runs that would have to be stopped when the package cannot be built.
		const tarball = packPackage(folder);
		const sandbox = await startSandbox(options);
		const n8n = await N8n.start(installed, {
			folder,
			tarball,
			env: { ...env, ...(nodeTypes ? { NODES_INCLUDE: JSON.stringify(nodeTypes) } : {}) },
		});
		return new TestBed(installed, folder, tarball, sandbox, n8n);
	}

	/** Creates a credential that reaches the sandbox; gives it as nodes of workflows have it. */
	async connect(): Promise<NonNullable<INode['credentials']>> {
		const name = 'WorkPoint 365 account';
		const id = await this.n8n.createCredential(name, this.sandbox.connection);
		return { workPointOAuth2Api: { id, name } };
	}

	async stop(): Promise<void> {
		await this.n8n.stop();
		await this.sandbox.stop();
		rmSync(this.folder, { recursive: true, force: true });
	}
}
