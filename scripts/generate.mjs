// Updates all generated files: `npm run generate`. With `--check` it writes nothing and only reports outdated files;
// files recorded by tests are then compared by those tests.
import { spawnSync } from 'node:child_process';

const check = process.argv.includes('--check');
const flag = check ? ' --check' : '';

/** Ordered: each may depend on the output of earlier ones. */
const commands = [
	`node scripts/contract.mjs${flag}`,
	`node scripts/operation-lists.mjs${flag}`,
	`tsx scripts/operations-table.ts${flag}`,
	...(check
		? []
		: [
				// Output previews, stored names, and the tables in docs/failures.md,
				// docs/environments.md and docs/evidence.md.
				'GENERATE=1 jest outputPreviews storedNames engine/client.test engine/environments engine/check -t "\\[generated\\]"',
				'prettier --write README.md docs --log-level warn',
			]),
];

for (const command of commands) {
	const { status } = spawnSync(command, { shell: true, stdio: 'inherit' });
	if (status !== 0) process.exitCode = 1;
	if (status !== 0 && !check) break;
}
