import { setTimeout as delay } from 'node:timers/promises';

import type { INode } from 'n8n-workflow';

import { TestBed } from '../../n8n/testBed';
import { chain, manualTrigger, node } from '../../n8n/workflow';
import { ids } from '../../sandbox/tenant/seed';
import { Editor } from '../support/browser';
import { ScriptedModel } from '../support/scriptedModel';
import { typedAddresses } from '../support/typedTexts';

const workPoint = 'n8n-nodes-workpoint.workPoint';

let bed: TestBed;
let editor: Editor;
let model: ScriptedModel;
let credentials: NonNullable<INode['credentials']>;

beforeAll(async () => {
	model = await ScriptedModel.start();
	bed = await TestBed.share();
	credentials = await bed.connect();
	await bed.n8n.call('post', '/credentials', {
		name: 'Scripted',
		type: 'openAiApi',
		data: { apiKey: 'sk-scripted', url: model.url, header: false },
	});
	editor = await Editor.open(bed.n8n);
});

afterAll(async () => {
	await editor?.close();
	await bed?.stop();
	await model?.stop();
});

async function openWorkflow(...nodes: INode[]): Promise<string> {
	const { id } = await bed.n8n.createWorkflow(chain('Panel', manualTrigger(), ...nodes));
	await editor.openWorkflow(id);
	return id;
}

/** The nodes of a workflow as n8n has stored them, once they pass. */
async function stored(id: string, pass: (nodes: INode[]) => boolean): Promise<INode[]> {
	await editor.page.keyboard.press('Control+s');
	for (let tries = 0; tries < 60; tries++) {
		const { nodes } = await bed.n8n.call<{ nodes: INode[] }>('get', `/workflows/${id}`);
		if (pass(nodes)) return nodes;
		await delay(250);
	}
	throw new Error('n8n did not store what was entered');
}

/** Waits for something that n8n does on the service. */
async function until(isSo: () => boolean): Promise<void> {
	for (let tries = 0; !isSo(); tries++) {
		if (tries > 300) throw new Error('It did not happen');
		await delay(200);
	}
}

describe('the panel of the node', () => {
	let id: string;

	beforeAll(async () => {
		id = await openWorkflow(node('WorkPoint 365', workPoint, 1, {}, { credentials }));
		await editor.openNode('WorkPoint 365');
	});

	afterAll(async () => await editor.closeNode());

	test('begins with Resource and Operation, and a new node reads data', async () => {
		expect(await editor.chosen('resource')).toBe('Entity');
		expect(await editor.chosen('operation')).toBe('Get Many');
		expect((await editor.shownParameters()).slice(0, 2)).toEqual(['resource', 'operation']);
		await editor.offers('businessModule');
		await editor.pick('Projects');
		await editor.execute();
		await editor.seesInOutput(/\d items/);
		await editor.pictureOfNode('get-many');
	});

	test.each([
		['Entity', 'Change Stage', 'entity', 'changeStage'],
		['Document', 'Upload', 'document', 'upload'],
		['Solution', 'Check Connection', 'solution', 'checkConnection'],
	])('changes to %s: %s', async (resource, operation, resourceValue, operationValue) => {
		if ((await editor.chosen('resource')) !== resource) await editor.select('resource', resource);
		await editor.select('operation', operation);
		const [, changed] = await stored(
			id,
			(nodes) => nodes[1]?.parameters.operation === operationValue,
		);
		expect(changed?.parameters).toMatchObject({ operation: operationValue });
		// n8n does not store a default.
		expect(changed?.parameters.resource ?? 'entity').toBe(resourceValue);
	});
});

describe('checking the connection with writing', () => {
	const recycled = () =>
		bed.sandbox.requests.some(({ path, status }) => /\/Recycle$/.test(path) && status === 200);
	const projects = () => bed.sandbox.state.module(ids.projects).entities.size;
	let before: number;

	beforeAll(async () => {
		before = projects();
		const parameters = { resource: 'solution', operation: 'checkConnection' };
		await openWorkflow(node('Check', workPoint, 1, parameters, { credentials }));
		await editor.openNode('Check');
		await editor.id('parameter-input-alsoCheckWriting').locator('.el-switch').click();
		await editor.offers('businessModule');
		await editor.pick('Projects');
		await editor.input('person').fill('anna@contoso.com');
	});

	beforeEach(() => void (bed.sandbox.requests.length = 0));

	afterEach(() => void (bed.sandbox.options.latency = 0));

	test('leaves nothing behind', async () => {
		await editor.execute();
		await until(recycled);
		await editor.seesInOutput(/Sign-in and permission/);
		await editor.picture('check-writing', editor.id('ndv'));
		expect(projects()).toBe(before);
		await editor.closeNode();
	});

	test('leaves nothing behind when the user stops it', async () => {
		// Slow enough for a hand.
		bed.sandbox.options.latency = 200;
		await editor.executeWorkflow();
		await until(() => bed.sandbox.requests.length > 25);
		expect(projects()).toBe(before + 1);
		await editor.id('stop-execution-button').click();
		await until(recycled);
		expect(projects()).toBe(before);
		expect(bed.sandbox.requests.length).toBeLessThan(60);
	});
});

test('the panel of Generate X-WSSE Header has both pickers, and its own credential', async () => {
	const id = await openWorkflow(
		node(
			'Header',
			workPoint,
			1,
			{ resource: 'digitalSignature', operation: 'generateXwsseHeader' },
			{ credentials },
		),
	);
	await editor.openNode('Header');
	expect(await editor.chosen('resource')).toBe('Digital Signature');
	expect(await editor.chosen('operation')).toBe('Generate X-WSSE Header');
	expect(await editor.shownParameters()).toContain('signInWith');
	// Newer releases show an empty state, older ones an empty list beside that of the account.
	const providerAccount = editor
		.id('node-credentials-empty-state')
		.or(editor.id('node-credentials-select').nth(1));
	await providerAccount.waitFor();
	await editor.picture('panel-xwsse', editor.id('ndv'));
	await editor.select('operation', 'Get Unix Time');
	await providerAccount.waitFor({ state: 'detached' });
	expect(await editor.shownParameters()).not.toContain('signInWith');
	await stored(id, (nodes) => nodes[1]?.parameters.operation === 'getUnixTime');
	await editor.closeNode();
});

test('the form of the credential switches the kind of sign-in', async () => {
	await openWorkflow(node('WorkPoint 365', workPoint, 1, {}, { credentials }));
	await editor.openNode('WorkPoint 365');
	await editor.editCredential();
	await editor.credentialForm.getByText('OAuth2', { exact: true }).click();
	await editor.page.locator('[role^=menuitem]:visible').filter({ hasText: 'Certificate' }).click();
	await editor.credentialForm.getByText('Private Key').first().waitFor();
	await editor.picture('panel-authentication', editor.credentialForm);
	// The next test leaves the form without saving.
});

test('an agent with its model and two tools is built by clicking, and the model uses both', async () => {
	const id = await openWorkflow();
	await editor.addNode('AI Agent');
	await editor.select('promptType', 'Define below');
	await editor.input('text').fill('Look after the projects');
	await editor.closeNode();
	await editor.addModel('OpenAI Chat Model');
	// The scripted model has the API of chat completions alone.
	await editor.id('parameter-input-responsesApiEnabled').locator('.el-switch').click();
	await editor.closeNode();

	await editor.addTool();
	expect(await editor.shownParameters()).toEqual(
		expect.arrayContaining(['resource', 'operation', 'businessModule']),
	);
	expect(await editor.chosen('operation')).toBe('Get Many');
	await editor.offers('businessModule');
	await editor.pick('Projects');
	await editor.picture('panel-tool', editor.id('ndv'));
	await editor.closeNode();

	await editor.addTool();
	await editor.select('operation', 'Change Stage');
	await editor.offers('businessModule');
	await editor.pick('Projects');
	await editor.leaveToModel('entity');
	await editor.offers('stage');
	await editor.pick('Planning');
	await editor.closeNode();

	const built = await stored(id, (all) => JSON.stringify(all).includes(ids.stages.planning));
	expect(typedAddresses(built.filter(({ type }) => type.includes('workPoint')))).toEqual([]);
	model.script({ text: 'Nothing to do' });
	await bed.n8n.run(id, 'Start');
	const find = 'Get_many_entities_in_WorkPoint';
	const change = 'Change_stage_of_entity_in_WorkPoint';
	expect(Object.keys(model.offered).sort()).toEqual([change, find]);
	bed.sandbox.requests.length = 0;
	model.script(
		{ tool: find, arguments: {} },
		{ tool: change, arguments: { Entity: '2' } },
		{ text: 'Done' },
	);
	const { nodes } = await bed.n8n.run(id, 'Start');
	expect(nodes.find(({ name }) => name === 'AI Agent')?.items[0]?.json.output).toBe('Done');
	expect(bed.sandbox.requests.map(({ path }) => path)).toEqual(
		expect.arrayContaining([`/api/List/${ids.projects}/Items`, '/api/ListItem/ChangeStage']),
	);
});
