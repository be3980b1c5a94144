import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';

/** Has a sandbox of its own started for each test, and stopped after it. */
export function sandboxForEach(use: (sandbox: Sandbox) => unknown, options?: SandboxOptions): void {
	let sandbox: Sandbox;

	beforeEach(async () => {
		sandbox = await startSandbox(options);
		await use(sandbox);
	});

	afterEach(async () => {
		await sandbox.stop();
	});
}
