// Installs the development dependencies exactly as the lock file has them. At once when they are there already.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs';

const folder = 'node_modules';
// npm writes here what it has installed.
const record = `${folder}/.package-lock.json`;

const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;

/**
 * Whether each direct dependency is there, and everything that is there has the version of the lock file. Not each package
 * of the lock file: it lists those for other platforms too, and those that only an optional peer dependency asks for.
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
			`${folder} is a link to ${realpathSync(folder)}, and what is there does not fit package-lock.json.\n` +
				'Installing would empty that folder. Run `npm ci --ignore-scripts` where it belongs, or remove the link.',
		);
		return 1;
	}
	console.log('Installing the development dependencies, about a minute the first time …');
	// The native add-ons of n8n's libraries are not needed here, and some cannot be built on Node 20.
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
