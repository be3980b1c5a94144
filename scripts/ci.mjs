// All checks for a change, shared by `.ci/run` and the GitHub workflow. `node scripts/ci.mjs` runs all groups, `node
// scripts/ci.mjs checks tests` only these. All steps of a phase run, so that one run reports every failure; the next
// phase starts only if they pass.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

const reports = '.demo';

/**
 * `report` is the path of Jest's results; `env` adds environment variables.
 *
 * @typedef {{ name: string, run: string, fix?: string, report?: string, env?: Record<string, string> }} Step
 */

/** The README's commands need no browser, so none is available to them. */
const bare = { CHROMIUM: '/no/browser' };

/** @type {Record<string, Step[]>} */
const groups = {
	checks: [
		// Slowest first.
		{ name: 'Lint', run: 'npm run lint', fix: 'npm run lint -- --fix' },
		{ name: 'Format', run: 'npm run format:check', fix: 'npm run format' },
		{ name: 'Types', run: 'npm run typecheck' },
		{ name: 'Imports', run: 'npm run check:imports' },
		{ name: 'Length of files and functions', run: 'npm run check:length' },
		{ name: 'Generated files', run: 'npm run generate -- --check', fix: 'npm run generate' },
		{ name: 'Links', run: 'npm run check:links' },
		{ name: 'Publisher', run: 'npm run publisher -- --check', fix: 'npm run publisher' },
		{ name: 'Package', run: 'npm run check:package' },
	],
	n8n: [{ name: 'n8n', run: 'npm run install:n8n' }],
	demo: [{ name: 'Demo', run: 'npm start -- --headless', env: bare }],
	tests: [{ name: 'Tests', run: 'npm test', report: `${reports}/tests.json`, env: bare }],
	system: [
		{
			name: 'System packages',
			run: 'scripts/system-packages.sh chromium redis-server postgresql',
		},
	],
	browser: [{ name: 'End to end', run: 'npm run test:e2e', report: `${reports}/e2e.json` }],
	load: [{ name: 'Load', run: 'npm run test:load', report: `${reports}/load.json` }],
};

/** Groups of a phase run in parallel. The README's commands run before the setup that they must not depend on. */
const phases = [['checks', 'n8n'], ['demo', 'tests'], ['system'], ['browser', 'load']];
const sideBySide = 2;

const total = { passed: 0, failed: 0, skipped: 0 };

/** Runs a command, shows each line of its output with the step's name, and returns its exit status. */
async function execute(name, command, env) {
	const child = spawn(command, {
		shell: true,
		stdio: ['ignore', 'pipe', 'pipe'],
		env: { ...process.env, CI: 'true', ...env },
	});
	for (const input of [child.stdout, child.stderr])
		createInterface({ input }).on('line', (line) => console.log(`${name} | ${line}`));
	const [status] = await once(child, 'close');
	return status;
}

/** Runs a step, adds its counts to the total, and prints the fix for a failure. */
async function run({ name, run: command, fix, report, env }) {
	const started = Date.now();
	if (report) rmSync(report, { force: true });
	const counting = report ? ` -- --json --outputFile=${report}` : '';
	const status = await execute(name, command.replace(/^npm /, 'npm --silent ') + counting, env);
	const counts = report && existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {};
	const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0 } = counts;
	total.passed += numPassedTests;
	total.skipped += numPendingTests;
	if (status === 0) total.passed += 1;
	else total.failed += numFailedTests || 1;
	const seconds = Math.round((Date.now() - started) / 1000);
	if (status === 0) console.log(`=== ${name}: ${seconds} s`);
	else
		console.log(
			`=== ${name} FAILED after ${seconds} s. ` +
				(fix ? `Fix it with: ${fix}` : `Run it alone with: ${command}`),
		);
}

async function runPhase(steps) {
	const waiting = [...steps];
	const work = async () => {
		for (let step; (step = waiting.shift());) await run(step);
	};
	await Promise.all(Array.from({ length: sideBySide }, work));
}

async function runAll(names) {
	const unknown = names.filter((name) => !(name in groups));
	if (unknown.length > 0)
		throw new Error(`No group of checks: ${unknown}. There are ${Object.keys(groups).join(', ')}`);
	mkdirSync(reports, { recursive: true });
	await runPhase([{ name: 'Dependencies', run: 'node scripts/install.mjs' }]);
	for (const phase of phases) {
		if (total.failed > 0) break;
		const chosen = phase.filter((name) => names.includes(name));
		await runPhase(chosen.flatMap((name) => groups[name]));
	}
	console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
	process.exitCode = total.failed > 0 ? 1 : 0;
}

const named = process.argv.slice(2);
await runAll(named.length > 0 ? named : Object.keys(groups));
