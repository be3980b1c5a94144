/**
 * The demo. It runs the example workflows, and a case of each operation that is in none, in n8n's engine against a
 * sandbox of WorkPoint 365. Then it installs n8n, runs them there too, and leaves n8n and the sandbox running. With
 * `--headless` it stops, and its exit status reports success. `--n8n <script>` uses an existing n8n.
 */
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { ensureN8n } from '../n8n/install';
import { N8n, owner } from '../n8n/n8n';
import { freePort } from '../n8n/n8nProcess';
import { packPackage } from '../n8n/package';
import { startSandbox, type Sandbox } from '../sandbox';
import { examplesPort } from './examples';
import { runAllInEngine } from './inEngine';
import { runAllInN8n } from './inN8n';
import { log, Report } from './report';

const {
	values: { headless, n8n: ownN8n },
} = parseArgs({ options: { headless: { type: 'boolean' }, n8n: { type: 'string' } } });
const folder = resolve(__dirname, '..', '.demo', headless ? 'headless' : 'n8n');
const n8nPort = 5690;

/** Prints the summary and the contract violations. Returns true if nothing failed. */
function conclude(report: Report, sandbox: Sandbox): boolean {
	const violations = [...report.violations, ...sandbox.violations];
	log(`\n${report.summary}, ${violations.length} contract violations.`);
	for (const { method, path, message } of violations)
		log(`  violation: ${method} ${path}: ${message}`);
	return report.failed + violations.length === 0;
}

async function start(port?: number): Promise<Sandbox> {
	return await startSandbox({ port: await freePort(port), delays: [2_000, 4_000] });
}

/** Runs the examples without n8n, in a sandbox of their own, because they change its data. */
async function showInEngine(): Promise<boolean> {
	log("Running the examples in n8n's engine, with stand-ins for n8n's own nodes.");
	const sandbox = await start();
	const report = new Report();
	await runAllInEngine(sandbox, report);
	const isGood = conclude(report, sandbox);
	await sandbox.stop();
	return isGood;
}

async function main(): Promise<void> {
	// Ending the demo ends n8n too; before everything has run, that counts as a failure.
	process.exitCode = 1;
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit());
	const ranInEngine = await showInEngine();

	log('\nNext is n8n itself, with its editor.');
	const installed = await ensureN8n(log, ownN8n);
	rmSync(folder, { recursive: true, force: true });
	log('Building and packing the package …');
	const tarball = packPackage(folder);
	log('Starting n8n …');
	const sandbox = await start(headless ? undefined : examplesPort);
	const port = headless ? undefined : n8nPort;
	const n8n = await N8n.start(installed, { folder, tarball, port });
	log('n8n is running. Running the examples there too:');
	const report = new Report();
	const isCredentialGood = await runAllInN8n(n8n, sandbox, report);
	const ranInN8n = conclude(report, sandbox);
	if (report.missing.length > 0) log(`Not run: ${report.missing.join(', ')}`);

	const isGood = ranInEngine && ranInN8n && isCredentialGood && report.missing.length === 0;
	process.exitCode = isGood ? 0 : 1;
	if (headless) {
		await n8n.stop();
		await sandbox.stop();
		process.exit();
	}
	log('\nRunning until Ctrl+C; the next start begins from scratch:');
	log(`  Sandbox   ${sandbox.origin}  (fire events, see calls)`);
	log(`  n8n       ${n8n.address}  (sign in as ${owner.email} with ${owner.password})`);
}

main().catch((error: Error) => {
	process.stderr.write(`${error.message}\n`);
	process.exit(1);
});
