import { execFileSync } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';

import type { Installed } from '../n8n/install';
import type { TestBed } from '../n8n/testBed';
import { n8n } from '../package.json';
import { middle } from './middle';

const rounds = 9;

/** The time in ms that n8n's Node.js takes to load files once n8n-workflow is loaded. */
function loadTime({ node, n8n: program }: Installed, files: string[]): number {
	const modules = join(dirname(program), '..', '..');
	const script = `
		require('n8n-workflow');
		const started = performance.now();
		for (const file of ${JSON.stringify(files)}) for (const Class of Object.values(require(file))) new Class();
		console.log(performance.now() - started);`;
	const run = () =>
		Number(execFileSync(node, ['-e', script], { env: { NODE_PATH: modules } }).toString());
	return middle(Array.from({ length: rounds }, run));
}

/**
 * The time to load all nodes and credentials of our package, and n8n's HTTP Request node, as rows: ms, and the ratio to
 * ours.
 */
export function loadTimes({ installed, folder }: TestBed): string[][] {
	const own = join(folder, '.n8n', 'nodes', 'node_modules', 'n8n-nodes-workpoint');
	const ours = loadTime(
		installed,
		[...n8n.credentials, ...n8n.nodes].map((file) => join(own, file)),
	);
	const base = resolve(dirname(installed.n8n), '..', '..', 'n8n-nodes-base', 'dist', 'nodes');
	const theirs = loadTime(installed, [join(base, 'HttpRequest', 'HttpRequest.node.js')]);
	const row = (name: string, ms: number) => [name, ms.toFixed(0), (ms / ours).toFixed(2)];
	return [
		row(`This package: ${n8n.nodes.length} nodes, ${n8n.credentials.length} credentials`, ours),
		row("n8n's HTTP Request node", theirs),
	];
}
