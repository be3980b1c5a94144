import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readExamples } from '../../demo/examples';
import { ensureN8n } from '../../demo/install';
import { N8n } from '../../demo/n8n';
import { packPackage } from '../../demo/package';
import { startSandbox, type Sandbox } from '../../sandbox';
import { Editor } from './editor';

/** The address in the files is never called here. */
const examples = readExamples({ id: '', name: '' }, 'http://127.0.0.1:1');

let folder: string;
let n8n: N8n;
let sandbox: Sandbox;
let editor: Editor;
let credential: { id: string; name: string };

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'workpoint-e2e-'));
	sandbox = await startSandbox();
	const types = examples.flatMap(({ workflow }) => workflow.nodes.map(({ type }) => type));
	n8n = await N8n.start(await ensureN8n(() => {}), {
		folder,
		tarball: packPackage(folder),
		// The editor opens sooner when n8n describes only these to it.
		env: { NODES_INCLUDE: JSON.stringify([...new Set(types)]) },
	});
	const name = 'WorkPoint 365 sandbox';
	credential = { id: await n8n.createCredential(name, sandbox.connection), name };
	editor = await Editor.open(n8n);
});

afterAll(async () => {
	await editor?.close();
	await n8n?.stop();
	await sandbox?.stop();
	rmSync(folder, { recursive: true, force: true });
});

test.each(examples.map(({ file }) => file))(
	'the example %s opens on the canvas with nothing left to fill in',
	async (file) => {
		const filled = readExamples(credential, sandbox.origin);
		const { workflow } = filled.find((example) => example.file === file) as (typeof filled)[0];
		const { id } = await n8n.createWorkflow(workflow);
		await editor.openWorkflow(id);
		const nodes = workflow.nodes.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote');
		await editor
			.id('canvas-node')
			.nth(nodes.length - 1)
			.waitFor();
		expect(await editor.id('node-issues').count()).toBe(0);
		await editor.pictureOfCanvas(file.replace('.json', ''));
	},
);
