/** Writes the table of operations into the README, between its two markers. */
import { readFileSync, writeFileSync } from 'node:fs';

import { resources } from '../nodes/WorkPoint/operations';

export function operationsTable(): string {
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

const markers = /(<!-- operations -->\n)[\s\S]*(\n<!-- \/operations -->)/;

if (require.main === module) {
	const readme = readFileSync('README.md', 'utf8');
	writeFileSync(
		'README.md',
		readme.replace(markers, (_all, before, after) => before + operationsTable() + after),
	);
}
