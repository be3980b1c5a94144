import { setTimeout as delay } from 'node:timers/promises';

import { createProviderAccount, readExamples } from '../../demo/examples';
import { TestBed } from '../../n8n/testBed';
import type { WorkflowFile } from '../../n8n/workflow';
import { Editor } from '../support/browser';

/** The address in the files is never called here. */
const examples = readExamples({}, 'http://127.0.0.1:1');

let bed: TestBed;
let editor: Editor;
let credentials: Awaited<ReturnType<TestBed['connect']>>;

beforeAll(async () => {
	bed = await TestBed.share();
	credentials = { ...(await bed.connect()), ...(await createProviderAccount(bed.n8n)) };
	editor = await Editor.open(bed.n8n);
});

afterAll(async () => {
	await editor?.close();
	await bed?.stop();
});

/** Runs the workflow that is open in the editor, as its start asks for. */
async function execute({ nodes }: WorkflowFile): Promise<void> {
	const { sandbox } = bed;
	const before = sandbox.webhooks.registrations.size;
	await editor.executeWorkflow();
	if (nodes.some(({ type }) => type === 'n8n-nodes-base.manualTrigger')) return;
	while (sandbox.webhooks.registrations.size === before) await delay(100);
	const projects = sandbox.state.module(sandbox.seed.ids.projects);
	const project = sandbox.state.addEntity(projects, { Title: 'Harbour crane' }, false);
	sandbox.webhooks.happened('created', projects, project);
}

test.each(examples.map(({ file }) => file))(
	'the example %s opens on the canvas with nothing left to fill in, and runs',
	async (file) => {
		const filled = readExamples(credentials, bed.sandbox.origin);
		const { workflow } = filled.find((example) => example.file === file) as (typeof filled)[0];
		const { id } = await bed.n8n.createWorkflow(workflow);
		await editor.openWorkflow(id);
		const nodes = workflow.nodes.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote');
		await editor
			.id('canvas-node')
			.nth(nodes.length - 1)
			.waitFor();
		expect(await editor.id('node-issues').count()).toBe(0);
		await execute(workflow);
		// What starts a workflow in another way than by hand does not run.
		const starts = nodes.filter(({ type }) => /trigger$/i.test(type)).length;
		await editor.seesAllDone(nodes.length - starts + 1);
		await editor.pictureOfCanvas(`examples/${file.replace('.json', '')}`);
	},
);
