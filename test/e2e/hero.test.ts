import { setTimeout as delay } from 'node:timers/promises';

import { readExamples } from '../../demo/examples';
import { TestBed } from '../../demo/testBed';
import { Editor } from './editor';

let bed: TestBed;
let editor: Editor;

beforeAll(async () => {
	bed = await TestBed.start({
		nodeTypes: [
			'n8n-nodes-base.stickyNote',
			'n8n-nodes-workpoint.workPoint',
			'n8n-nodes-workpoint.workPointTrigger',
		],
	});
	editor = await Editor.open(bed.n8n);
});

afterAll(async () => {
	await editor?.close();
	await bed?.stop();
});

test('a workflow that is tried in the editor waits for the event of WorkPoint, and each node succeeds', async () => {
	const { sandbox, n8n } = bed;
	const examples = readExamples(await bed.connect(), sandbox.origin);
	const { workflow } = examples.find(({ file }) => file === 'new-project.json') ?? {};
	if (workflow === undefined) throw new Error('The example is gone');
	const nodes = workflow.nodes.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote');
	const { id } = await n8n.createWorkflow({ ...workflow, nodes });
	await editor.openWorkflow(id);
	await editor.page.locator("[data-test-id^='execute-workflow-button']").first().click();
	while (sandbox.webhooks.registrations.size === 0) await delay(100);
	const module = sandbox.state.module(sandbox.seed.ids.projects);
	const project = sandbox.state.addEntity(module, { Title: 'Harbor office' }, false);
	sandbox.webhooks.happened('created', module, project);
	await editor
		.id('canvas-node-status-success')
		.nth(nodes.length - 1)
		.waitFor({ timeout: 60_000 });
	await editor.pictureOfCanvas('hero');
});
