// Writes who publishes the package and from which repository, as scripts/publisher.json says, into every file that tells it;
// `--check` only names the files that say otherwise.
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

/** What the whole file, beside addresses, has to say. */
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

/** A file's text as it should be. */
async function textOf(file, before) {
	const text = (rewritten[file]?.(before) ?? before).replaceAll(formerRepository, repository);
	if (text === before) return before;
	// As npm and Prettier agree to write package.json.
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
	for (const { file } of changes)
		console.error(`${file} does not say what scripts/publisher.json says`);
	process.exitCode = changes.length > 0 ? 1 : 0;
} else {
	for (const { file, after } of changes) {
		writeFileSync(file, after);
		console.log(file);
	}
}
