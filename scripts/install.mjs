// Installs the development dependencies when they are missing or older than the lock file.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';

const installed = 'node_modules/.package-lock.json';

if (!existsSync(installed) || statSync(installed).mtimeMs < statSync('package-lock.json').mtimeMs) {
	console.log('Installing the development dependencies, about two minutes the first time …');
	// Not `npm ci`: it refuses lock files that leave out add-ons for other platforms, as npm itself writes them. The
	// native add-ons of n8n's libraries are not needed here, and some cannot be built on Node 20.
	const options = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
	const { status } = spawnSync('npm', ['install', ...options], { stdio: 'inherit' });
	process.exit(status ?? 1);
}
