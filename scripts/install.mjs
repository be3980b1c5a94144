// Installs the development dependencies exactly as in the lock file, unless they are up to date.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs';

const folder = 'node_modules';
// npm's record of the installed packages.
const record = `${folder}/.package-lock.json`;

const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;

/**
 * True if each direct dependency is installed, and all installed packages have the version in the lock file. Not every
 * package in the lock file: it includes those for other platforms and those that only an optional peer dependency
 * requires.
 */
function isUpToDate() {
	if (!existsSync(record)) return false;
	const installed = packagesOf(record);
	const { '': project, ...locked } = packagesOf('package-lock.json');
	return (
		Object.keys(project.devDependencies).every((name) => `${folder}/${name}` in installed) &&
		Object.entries(installed).every(([path, { version }]) => locked[path]?.version === version)
	);
}

async function install() {
	if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) {
		console.error(
			`${folder} is a link to ${realpathSync(folder)}, whose packages do not match package-lock.json.\n` +
				'Installing would empty that folder. Run `npm ci --ignore-scripts` where it belongs, or remove the link.',
		);
		return 1;
	}
	console.log('Installing the development dependencies, about a minute the first time …');
	// Native add-ons of n8n's libraries are not needed here, and some cannot be built on Node.js 20.
	const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
	const started = Date.now();
	const beat = setInterval(
		() => console.log(`  … ${Math.round((Date.now() - started) / 1_000)} s`),
		10_000,
	);
	const npm = spawn('npm', ['ci', ...options], { stdio: 'inherit' });
	const [status] = await once(npm, 'exit');
	clearInterval(beat);
	return status ?? 1;
}

if (!isUpToDate()) process.exitCode = await install();
