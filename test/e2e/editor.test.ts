import { setTimeout as delay } from 'node:timers/promises';

import type { INode } from 'n8n-workflow';

import type { N8n } from '../../n8n/n8n';
import { TestBed } from '../../n8n/testBed';
import { byId, chain, manualTrigger, node } from '../../n8n/workflow';
import type { Sandbox } from '../../sandbox';
import { credentialForm } from '../../sandbox/server/credentialForm';
import { listIds } from '../../sandbox/tenant/plainLists';
import { ids } from '../../sandbox/tenant/seed';
import { Editor } from '../support/browser';

const action = 'Change stage of entity and set fields';
const contract = 'Contract 2026-014 – Jensen A/S';

let bed: TestBed;
let n8n: N8n;
let sandbox: Sandbox;
let editor: Editor;

beforeAll(async () => {
	bed = await TestBed.share({ entities: 10_000, entitiesEach: 480, modules: 200 });
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

/** A node that gives one item, as another system would. */
const system = (name: string, item: object): INode =>
	node(name, 'n8n-nodes-base.code', 2, { jsCode: `return [{ json: ${JSON.stringify(item)} }];` });

const contracts = () => sandbox.state.module(ids.contracts);

/** Each test goes on where the one before ended, as a person does. */
describe('a person in the editor', () => {
	beforeAll(async () => {
		const signed = system('Signed contract', {
			number: '2026-014',
			customer: 'Jensen A/S',
			yearly: 480_000,
			from: '2027-01-01',
		});
		const { id } = await n8n.createWorkflow(
			chain('Put a contract in force', manualTrigger(), signed),
		);
		await editor.openWorkflow(id);
	});

	test('finds the node and fills in the credential, which n8n tests at once', async () => {
		await editor.addAction(action);
		await editor.id('node-credentials-empty-state').getByRole('button').first().click();
		await editor.select('environment', 'Custom');
		for (const field of credentialFields)
			await editor.input(field, editor.credentialForm).fill(sandbox.connection[field]);
		await editor.id('credential-save-button').click();
		// The form closes by itself when the test of the credential succeeds.
		await editor.credentialForm.waitFor({ state: 'detached' });
		expect(sandbox.requests.at(-1)).toMatchObject({ path: '/api/BusinessModules', status: 200 });
	});

	test('sees in the form that the connection works, with its fields in the order that the sandbox shows', async () => {
		await editor.editCredential();
		await editor.credentialForm.getByText('Connection tested successfully').waitFor();
		const text = await editor.credentialForm.innerText();
		const places = credentialForm(sandbox.connection).map(([label]) => text.indexOf(label));
		expect(places).not.toContain(-1);
		expect([...places].sort((a, b) => a - b)).toEqual(places);
		await editor.pictureOfCredential('credential');
		await editor.closeCredential();
	});

	test('sees no fields to map before a module is chosen', async () => {
		expect(await editor.id('resource-mapper-container').count()).toBe(0);
		expect(await editor.id('resource-locator-entity').count()).toBe(0);
	});

	test('picks module, entity and stage from lists without typing an ID', async () => {
		expect(await editor.offers('businessModule')).toHaveLength(200);
		await editor.pick('Contracts');
		const entities = await editor.offers('entity', 'Jensen');
		const offered = `${contract} (4)`;
		expect(entities).toContain(offered);
		await editor.picture('pick-entity', editor.id('ndv'));
		await editor.pick(offered);
		expect(await editor.offers('stage')).toEqual([
			'1. Draft (start)',
			'2. In force',
			'3. Terminated (end)',
		]);
		await editor.pick('In force');
	});

	test('maps fields from the input data beside them and reads the result', async () => {
		for (const label of ['Valid from', 'Annual value', 'Contract manager', 'Renews itself'])
			await editor.addField(label);
		await editor.id('ndv').getByText('Execute previous nodes').click();
		for (const [from, to] of [
			['from', 'ValidFrom'],
			['yearly', 'AnnualValue'],
		] as const)
			await editor.drag(from, to);
		await editor.input('ContractManager').fill('anna@contoso.com');
		await editor.execute();
		await editor.seesInOutput(/StageChanged.*true/s);
		await editor.pictureOfNode('map-fields');
		await editor.closeNode();
		expect(sandbox.requests.at(-1)).toMatchObject({
			path: `/api/Entity/${ids.contracts}/ChangeStage/4/${ids.stages.inForce}/NoOverride/false`,
			body: {
				ValidFrom: expect.stringMatching(/^2027-01-01/),
				AnnualValue: 480_000,
				ContractManager: { Email: 'anna@contoso.com' },
			},
		});
	});

	test('sees which value is wrong, and what WorkPoint reports', async () => {
		await editor.openNode(action);
		await editor.input('ContractManager').fill('Anna');
		await editor.execute();
		await editor.seesInOutput(
			`'Fields' has a value for "Contract manager (email)" that is not the email address or the ID of a user`,
		);
		await editor.input('ContractManager').fill('nobody@contoso.com');
		await editor.execute();
		await editor.seesInOutput('Current field: ContractManager');
		await editor.pictureOfNode('error-service');
		await editor.closeNode();
	});

	test('maps the fields of a list item by its own list', async () => {
		const credentials = await bed.connect();
		const parameters = {
			resource: 'listItem',
			operation: 'create',
			listOf: 'site',
			list: { __rl: true, mode: 'list', value: '' },
		};
		const task = node('Add task', 'n8n-nodes-workpoint.workPoint', 1, parameters, { credentials });
		const mail = system('Mail', { subject: 'Call Jensen A/S', due: '2026-12-15' });
		const { id } = await n8n.createWorkflow(
			chain('A task for a mail', manualTrigger(), mail, task),
		);
		await editor.openWorkflow(id);
		await editor.openNode('Add task');
		await editor.offers('list', 'Task');
		await editor.pick('Task list');
		await editor.id('ndv').getByText('Execute previous nodes').click();
		for (const label of ['Priority', 'Due date', 'Effort']) await editor.addField(label);
		await editor.select('Priority', 'High');
		await editor.input('Effort').fill('2');
		await editor.drag('due', 'DueDate');
		await editor.drag('subject', 'Title');
		await editor.execute();
		await editor.seesInOutput(/ListItemId|ItemId|ID/);
		await editor.pictureOfNode('map-list-item');
		await editor.closeNode();
		const tasks = sandbox.state.lists.find((list) => list.id === listIds.tasks);
		const [made] = [...(tasks?.entities.values() ?? [])].slice(-1);
		expect(made?.values).toMatchObject({ Title: 'Call Jensen A/S', Priority: 'High', Effort: 2 });
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
		await editor.id('node-execute-button').click();
		while (sandbox.webhooks.registrations.size === 0) await delay(100);
		await sandbox.webhooks.fire(ids.triggers.projectCreated, 7);
		await editor.seesInOutput(ids.triggers.projectCreated);
		await editor.id('output-panel').getByText('JSON', { exact: true }).click();
		await editor.picture('trigger', editor.id('ndv'));
		expect(sandbox.webhooks.registrations.size).toBe(0);
		await editor.closeNode();
	});

	test('sees a new contract pass through a workflow', async () => {
		const credentials = await bed.connect();
		const inContracts = (resource: string, operation: string, parameters: object) =>
			({
				resource,
				operation,
				businessModule: byId(ids.contracts),
				entity: byId("={{ $('Contract created').item.json.EntityId }}"),
				...parameters,
			}) as INode['parameters'];
		const step = (name: string, resource: string, operation: string, parameters: object) =>
			node(name, 'n8n-nodes-workpoint.workPoint', 1, inContracts(resource, operation, parameters), {
				credentials,
			});
		const trigger = node(
			'Contract created',
			'n8n-nodes-workpoint.workPointTrigger',
			1,
			{ businessModule: byId(ids.contracts), trigger: byId(ids.triggers.contractCreated) },
			{ credentials, webhookId: 'c0a1d7a4-5a6f-4a51-9f3e-3b0b1f6f7c11' },
		);
		const { id } = await n8n.createWorkflow(
			chain(
				'A new contract',
				trigger,
				step('Get contract', 'entity', 'get', {}),
				step('Put in force', 'entity', 'changeStage', {
					stage: byId(ids.stages.inForce),
				}),
				step('Write letter', 'document', 'createFromTemplate', {
					templateId: ids.template,
					includeHtml: false,
					includeFile: true,
					binaryPropertyName: 'data',
				}),
				step('Upload letter', 'document', 'upload', {
					libraryOf: 'entity',
					libraryName: { __rl: true, mode: 'name', value: 'Documents' },
					binaryPropertyName: 'data',
					overwrite: false,
				}),
			),
		);
		await editor.openWorkflow(id);
		await editor.executeWorkflow();
		while (sandbox.webhooks.registrations.size === 0) await delay(100);
		const made = sandbox.state.addEntity(
			contracts(),
			{ Title: 'Contract 2026-172 – Madsen Energi A/S', ValidFrom: '2027-01-01' },
			true,
		);
		sandbox.webhooks.happened('created', contracts(), made);
		await editor.seesAllDone(5);
		await editor.pictureOfCanvas('canvas');
		expect(made.stageId).toBe(ids.stages.inForce);
		expect(sandbox.violations).toEqual([]);
	});
});
