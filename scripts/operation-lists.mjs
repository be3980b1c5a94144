// Updates the list of operations in the `index.ts` of each resource from the files of its folder; `--check` only reports
// whether they are up to date. The order is the picker's and stays; a new operation comes last.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';

const folder = 'nodes/WorkPoint/operations';

/** The names that operation files export, by key: the name of the file, which workflows store. */
function exportsIn(resource) {
	const operations = readdirSync(`${folder}/${resource}`)
		.filter((file) => file.endsWith('.ts'))
		.sort()
		.map((file) => [
			file.replace('.ts', ''),
			/^export const (\w+) = operation\(/m.exec(
				readFileSync(`${folder}/${resource}/${file}`, 'utf8'),
			)?.[1],
		]);
	return Object.fromEntries(operations.filter(([, name]) => name !== undefined));
}

/** An index with all operations of its folder. */
function withAll(index, names) {
	const list = /operations: \{([^}]*)\}/;
	const listed = (list.exec(index)?.[1] ?? '')
		.split(',')
		.map((entry) => entry.split(':')[0].trim());
	const keys = new Set([...listed.filter((key) => key in names), ...Object.keys(names)]);
	const entries = [...keys].map((key) => (key === names[key] ? key : `${key}: ${names[key]}`));
	const imports = Object.keys(names).map((key) => `import { ${names[key]} } from './${key}';\n`);
	const rest = index.replace(/^import .*\n/gm, '');
	return imports.join('') + rest.replace(list, `operations: { ${entries.join(', ')} }`);
}

for (const resource of readdirSync(folder)) {
	const file = `${folder}/${resource}/index.ts`;
	if (!existsSync(file)) continue;
	const before = readFileSync(file, 'utf8');
	const text = withAll(before, exportsIn(resource));
	const after = await format(text, { ...(await resolveConfig(file)), filepath: file });
	if (!process.argv.includes('--check')) writeFileSync(file, after);
	else if (before !== after) {
		console.error(`${file} is out of date: npm run generate`);
		process.exitCode = 1;
	}
}
