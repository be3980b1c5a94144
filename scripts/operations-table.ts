/** Writes the table of operations into the README, between its two markers; `--check` only tells whether it is there. */
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';

import { resources } from '../nodes/WorkPoint/operations';

const file = 'README.md';
const markers = /(<!-- operations -->\n)[\s\S]*(\n<!-- \/operations -->)/;

function operationsTable(): string {
	const rows = resources.flatMap(({ name, operations }) =>
		[...operations]
			.sort((a, b) => a.name.localeCompare(b.name))
			.map(
				(operation, i) =>
					`| ${i === 0 ? `**${name}**` : ''} | ${operation.name} | ${operation.description.replace(/\.$/, '')} |`,
			),
	);
	return ['| Resource | Operation | What it does |', '| --- | --- | --- |', ...rows].join('\n');
}

async function main(): Promise<void> {
	const before = readFileSync(file, 'utf8');
	if (!markers.test(before)) throw new Error(`${file} has no place for the table of operations`);
	const after = await format(
		before.replace(markers, (_all, start, end) => start + operationsTable() + end),
		{ ...(await resolveConfig(file)), filepath: file },
	);
	if (process.argv.includes('--check')) {
		if (before !== after) throw new Error(`The table of operations in ${file} is out of date`);
	} else writeFileSync(file, after);
}

main().catch((error: Error) => {
	process.stderr.write(`${error.message}\n`);
	process.exitCode = 1;
});
