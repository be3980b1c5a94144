// Checks the package before publishing: n8n's scanner on the sources and on the packed files, and the list of files.
import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const largestPackage = 175_000;
const allowed =
	/^(dist\/(nodes|credentials|contract|icons)\/.*\.(js|json|svg|d\.ts)|index\.js|package\.json|README\.md|CHANGELOG\.md|LICENSE\.md)$/;
const problems = [];

const folder = mkdtempSync(join(tmpdir(), 'package-'));
const [packed] = JSON.parse(
	execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
		stdio: ['ignore', 'pipe', 'ignore'],
	}),
);
const tarball = join(folder, packed.filename);
execFileSync('tar', ['xzf', tarball, '-C', folder]);
const unpacked = join(folder, 'package');

for (const { path } of packed.files)
	if (!allowed.test(path)) problems.push(`${path} should not be in the package`);
const { size } = statSync(tarball);
if (size > largestPackage)
	problems.push(`The package has ${size} bytes, more than ${largestPackage}`);
const manifest = JSON.parse(readFileSync(join(unpacked, 'package.json')));
if (Object.keys(manifest.dependencies ?? {}).length > 0)
	problems.push('The package has run-time dependencies');
for (const path of [...manifest.n8n.nodes, ...manifest.n8n.credentials]) {
	if (!existsSync(join(unpacked, path))) problems.push(`${path} is not in the package`);
}
for (const [what, directory, patterns] of [
	['source', process.cwd(), SOURCE_FILE_PATTERNS],
	['package', unpacked, undefined],
]) {
	const { passed, message, details } = await analyzePackage(directory, patterns);
	if (!passed) problems.push(`The scanner refuses the ${what}: ${message}\n${details ?? ''}`);
}
rmSync(folder, { recursive: true, force: true });

console.log(`${packed.files.length} files, ${size} bytes packed`);
for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
