// Writes the publisher and repository in scripts/publisher.json into every file that names them; `--check` only lists
// outdated files.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';

const { name, email, repository } = JSON.parse(readFileSync('scripts/publisher.json', 'utf8'));
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const formerRepository = manifest.repository.url.replace(/^git\+|\.git$/g, '');

const folders = ['nodes', 'credentials', 'docs', 'examples', '.github'];
const files = [
	...readdirSync('.').filter((file) => file.endsWith('.md')),
	...folders.flatMap((folder) =>
		readdirSync(folder, { recursive: true }).map((file) => join(folder, file)),
	),
].filter((file) => /\.(md|json|ts|yml)$/.test(file) && statSync(file).isFile());

/** Changes to whole files, beyond addresses. */
const rewritten = {
	'package.json': (text) =>
		JSON.stringify({
			...JSON.parse(text),
			homepage: `${repository}#readme`,
			author: { name, email },
			repository: { type: 'git', url: `git+${repository}.git` },
			bugs: { url: `${repository}/issues` },
		}),
	'LICENSE.md': (text) => text.replace(/^(Copyright \(c\) \d{4}) .*$/m, `$1 ${name}`),
};

/** The correct text of a file. */
async function textOf(file, before) {
	const text = (rewritten[file]?.(before) ?? before).replaceAll(formerRepository, repository);
	if (text === before) return before;
	// The format of package.json on which npm and Prettier agree.
	const parser = file === 'package.json' ? { parser: 'json-stringify' } : {};
	return await format(text, { ...(await resolveConfig(file)), filepath: file, ...parser });
}

const changes = [];
for (const file of ['package.json', ...files]) {
	const before = readFileSync(file, 'utf8');
	const after = await textOf(file, before);
	if (after !== before) changes.push({ file, after });
}

if (process.argv.includes('--check')) {
	for (const { file } of changes) console.error(`${file} does not match scripts/publisher.json`);
	process.exitCode = changes.length > 0 ? 1 : 0;
} else {
	for (const { file, after } of changes) {
		writeFileSync(file, after);
		console.log(file);
	}
}
