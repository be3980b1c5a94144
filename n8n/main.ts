/** Installs n8n into the user's cache for the demo and the tests, unless it is there already. */
import { ensureN8n } from './install';

ensureN8n((line) => void process.stdout.write(`${line}\n`)).catch((error: Error) => {
	process.stderr.write(`${error.message}\n`);
	process.exitCode = 1;
});
