/**
 * Writes the table of operations into the README as names, and into `docs/operations.md` with a sentence each, between
 * two markers. `--check` only reports whether it is up to date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';

import { resources } from '../nodes/WorkPoint/operations';

const markers = /(<!-- operations -->\n)[\s\S]*?(<!-- \/operations -->)/;

const sorted = resources.map(({ name, operations }) => ({
	name,
	operations: [...operations].sort((a, b) => a.name.localeCompare(b.name)),
}));

function namesTable(): string {
	const rows = sorted.map(
		({ name, operations }) => `| **${name}** | ${operations.map((one) => one.name).join(', ')} |`,
	);
	return ['| Resource | Operations |', '| --- | --- |', ...rows].join('\n');
}

function sentencesTable(): string {
	const rows = sorted.flatMap(({ name, operations }) =>
		operations.map(
			(operation, i) =>
				`| ${i === 0 ? `**${name}**` : ''} | ${operation.name} | ${operation.description.replace(/\.$/, '')} |`,
		),
	);
	return ['| Resource | Operation | What it does |', '| --- | --- | --- |', ...rows].join('\n');
}

async function fill(file: string, table: string): Promise<void> {
	const before = readFileSync(file, 'utf8');
	if (!markers.test(before)) throw new Error(`${file} has no place for the table of operations`);
	const filled = before.replace(markers, (_all, start, end) => `${start}\n${table}\n\n${end}`);
	const after = await format(filled, { ...(await resolveConfig(file)), filepath: file });
	if (process.argv.includes('--check')) {
		if (before !== after)
			throw new Error(`The table of operations in ${file} is out of date: npm run generate`);
	} else writeFileSync(file, after);
}

async function main(): Promise<void> {
	await fill('README.md', namesTable());
	await fill('docs/operations.md', sentencesTable());
}

main().catch((error: Error) => {
	process.stderr.write(`${error.message}\n`);
	process.exitCode = 1;
});
