import { setTimeout as delay } from 'node:timers/promises';

import type { N8n } from '../../demo/n8n';
import { TestBed } from '../../demo/testBed';
import { chain, manualTrigger, node } from '../../demo/workflow';
import type { Sandbox } from '../../sandbox';
import { ids } from '../../sandbox/seed';
import { Editor } from './editor';

const action = 'Change stage of entity and set fields';

let bed: TestBed;
let n8n: N8n;
let sandbox: Sandbox;
let editor: Editor;

beforeAll(async () => {
	bed = await TestBed.start({
		sandbox: { entities: 10_000, modules: 200 },
		nodeTypes: [
			'n8n-nodes-base.manualTrigger',
			'n8n-nodes-base.noOp',
			'n8n-nodes-workpoint.workPoint',
			'n8n-nodes-workpoint.workPointTrigger',
		],
	});
	({ n8n, sandbox } = bed);
	editor = await Editor.open(n8n);
});

afterAll(async () => {
	await editor?.close();
	await bed?.stop();
});

const credentialFields = [
	'clientId',
	'clientSecret',
	'siteUrl',
	'tenantId',
	'apiBaseUrl',
	'loginUrl',
	'resource',
] as const;

/** Each test goes on where the one before ended, as a person does. */
describe('a person in the editor', () => {
	beforeAll(async () => {
		const { id } = await n8n.createWorkflow(chain('Plan a project', manualTrigger()));
		await editor.openWorkflow(id);
	});

	test('finds the node and fills in the credential, which n8n tests at once', async () => {
		await editor.addAction(action);
		await editor.id('node-credentials-empty-state').getByRole('button').first().click();
		await editor.select('environment', 'Custom');
		for (const field of credentialFields)
			await editor.input(field, editor.credentialForm).fill(sandbox.connection[field]);
		await editor.input('clientId', editor.credentialForm).scrollIntoViewIfNeeded();
		await editor.picture('credential', editor.credentialForm);
		await editor.id('credential-save-button').click();
		// The form closes by itself when the test of the credential succeeds.
		await editor.credentialForm.waitFor({ state: 'detached' });
		expect(sandbox.requests.at(-1)).toMatchObject({ path: '/api/BusinessModules', status: 200 });
	});

	test('picks module, entity and stage from lists without typing an ID', async () => {
		expect(await editor.offers('businessModule')).toHaveLength(200);
		await editor.pick('Projects');
		const entities = await editor.offers('entity', 'Solar panels');
		const solarPanels = 'Solar panels – Jørgensen Energi A/S (13)';
		expect(entities).toContain(solarPanels);
		await editor.picture('pick-entity', editor.id('ndv'));
		await editor.pick(solarPanels);
		expect(await editor.offers('stage')).toEqual([
			'1. Idea (start)',
			'2. Planning (start)',
			'3. Execution',
			'4. Closed (end)',
		]);
		await editor.pick('Planning');
	});

	test('maps fields by their own names and reads the result', async () => {
		for (const label of ['Project type', 'Tags', 'Budget', 'Deadline', 'Project manager'])
			await editor.addField(label);
		await editor.select('ProjectType', 'External');
		await editor.input('Tags').fill('Urgent; Support');
		await editor.input('Budget').fill('480000');
		await editor.input('Deadline').fill('2026-12-31 16:00:00');
		await editor.page.keyboard.press('Enter');
		await editor.input('ProjectManager').fill('anna@contoso.com');
		await editor.execute();
		await editor.seesInOutput(/StageChanged\s*true/);
		await editor.picture('map-fields', editor.id('ndv'));
		await editor.closeNode();
		await editor.picture('canvas');
		expect(sandbox.requests.at(-1)).toMatchObject({
			path: `/api/Entity/${ids.projects}/ChangeStage/13/${ids.stages.planning}/NoOverride/false`,
			body: {
				ProjectType: 'External',
				Tags: ['Urgent', 'Support'],
				Budget: 480_000,
				Deadline: '2026-12-31T16:00:00Z',
				ProjectManager: { Email: 'anna@contoso.com' },
			},
		});
	});

	test('is told which value is wrong, and what WorkPoint says', async () => {
		await editor.openNode(action);
		await editor.input('ProjectManager').fill('Anna');
		await editor.execute();
		await editor.seesInOutput(
			`'Fields' has a value for "Project manager (e-mail)" that is not the e-mail address or the ID of a user`,
		);
		await editor.input('ProjectManager').fill('nobody@contoso.com');
		await editor.execute();
		await editor.seesInOutput('Current field: ProjectManager');
		await editor.picture('error-service', editor.id('ndv'));
		await editor.closeNode();
	});

	test('starts a workflow from a WorkPoint trigger', async () => {
		const credentials = await bed.connect();
		const type = 'n8n-nodes-workpoint.workPointTrigger';
		const trigger = node('Project created', type, 1, {}, { credentials });
		const { id } = await n8n.createWorkflow(chain('When a project is created', trigger));
		await editor.openWorkflow(id);
		await editor.openNode('Project created');
		await editor.offers('businessModule', 'Projects');
		await editor.pick('Projects');
		expect(await editor.offers('trigger')).toEqual([
			'Project created',
			'Project changed stage',
			'Project updated',
			'Send to n8n',
		]);
		await editor.pick('Project created');
		await editor.picture('trigger', editor.id('ndv'));
		await editor.id('node-execute-button').click();
		while (sandbox.webhooks.registrations.size === 0) await delay(100);
		await sandbox.webhooks.fire(ids.triggers.projectCreated, 7);
		await editor.seesInOutput(ids.triggers.projectCreated);
		expect(sandbox.webhooks.registrations.size).toBe(0);
		await editor.closeNode();
	});
});
