// Everything that must hold before a change lands, in one list that `.ci/run` and the GitHub workflow share.
// `node scripts/ci.mjs` runs it all, `node scripts/ci.mjs checks tests` only these groups. The checks of a group all run,
// so that one run names everything that is wrong; the next group starts only when they hold.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';

const reports = '.demo';

/** @typedef {{ name: string, run: string, mend?: string, report?: string }} Step `report` is where Jest counts its tests. */

/** @type {Record<string, Step[]>} */
const groups = {
	checks: [
		{ name: 'Format', run: 'npm run format:check', mend: 'npm run format' },
		{ name: 'Types', run: 'npm run typecheck' },
		{ name: 'Lint', run: 'npm run lint', mend: 'npm run lint -- --fix' },
		{ name: 'Imports', run: 'npm run check:imports' },
		{ name: 'Length of files', run: 'npm run check:length' },
		{ name: 'Generated files', run: 'npm run generate -- --check', mend: 'npm run generate' },
		{ name: 'Links', run: 'npm run check:docs' },
		{ name: 'Publisher', run: 'npm run publisher -- --check', mend: 'npm run publisher' },
		{ name: 'Package', run: 'npm run check:package' },
	],
	tests: [{ name: 'Tests', run: 'npm run test', report: `${reports}/tests.json` }],
	demo: [{ name: 'Demo', run: 'npm run start -- --headless' }],
	browser: [{ name: 'End to end', run: 'npm run test:e2e', report: `${reports}/e2e.json` }],
	load: [{ name: 'Load', run: 'npm run test:load', report: `${reports}/load.json` }],
};

const total = { passed: 0, failed: 0, skipped: 0 };

/** Runs a step, adds its counts to the total, and says how to mend what does not hold. */
function run({ name, run: command, mend, report }) {
	console.log(`\n=== ${name}`);
	const started = Date.now();
	if (report) rmSync(report, { force: true });
	const counting = report ? ` -- --json --outputFile=${report}` : '';
	const { status } = spawnSync(command.replace('npm run', 'npm run --silent') + counting, {
		shell: true,
		stdio: 'inherit',
		env: { ...process.env, CI: 'true' },
	});
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
				(mend ? `Mend it with: ${mend}` : `Run it alone with: ${command}`),
		);
}

function runAll(names) {
	const unknown = names.filter((name) => !(name in groups));
	if (unknown.length > 0)
		throw new Error(`No group of checks: ${unknown}. There are ${Object.keys(groups).join(', ')}`);
	mkdirSync(reports, { recursive: true });
	run({ name: 'Dependencies', run: 'node scripts/install.mjs' });
	for (const name of names) {
		if (total.failed > 0) break;
		groups[name].forEach(run);
	}
	console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
	process.exitCode = total.failed > 0 ? 1 : 0;
}

const named = process.argv.slice(2);
runAll(named.length > 0 ? named : Object.keys(groups));
