import { setTimeout as delay } from 'node:timers/promises';

import type { INode } from 'n8n-workflow';

import { TestBed } from '../../n8n/testBed';
import { chain, node } from '../../n8n/workflow';
import type { Sandbox } from '../../sandbox';
import { ids, projectSiteUrl } from '../../sandbox/tenant/seed';
import { Editor } from '../support/browser';
import { typedAddresses } from '../support/typedTexts';

/**
 * Workflows that begin with a table or with a document, built by clicking alone: with names from lists, and no address,
 * GUID or ID typed.
 */

let bed: TestBed;
let sandbox: Sandbox;
let editor: Editor;

beforeAll(async () => {
	bed = await TestBed.share();
	({ sandbox } = bed);
	await bed.connect();
	editor = await Editor.open(bed.n8n);
});

afterEach(() => expect(sandbox.violations).toEqual([]));

afterAll(async () => {
	await editor?.close();
	await bed?.stop();
});

async function choose(picker: string, name: string): Promise<void> {
	await editor.offers(picker);
	await editor.pick(name);
}

/** The nodes of the open workflow, once n8n has stored as many. */
async function stored(count: number): Promise<INode[]> {
	await editor.page.keyboard.press('Control+s');
	for (let tries = 0; tries < 60; tries++) {
		const [, id = 'new'] = /\/workflow\/(\w+)/.exec(editor.page.url()) ?? [];
		const { nodes } =
			id === 'new'
				? { nodes: [] }
				: await bed.n8n.call<{ nodes: INode[] }>('get', `/workflows/${id}`);
		if (nodes.length === count) return nodes;
		await delay(250);
	}
	throw new Error('n8n did not store the workflow');
}

const companies = () => [...sandbox.state.module(ids.companies).entities.values()];

describe('a table of four rows', () => {
	const table = ['10001', '10002', '20003', '20004'].map((CompanyNumber, i) => ({
		json: { CompanyNumber, Title: `Company ${i + 1}`, Country: 'Denmark' },
	}));

	beforeAll(async () => {
		const start = node('Table', 'n8n-nodes-base.manualTrigger', 1);
		const { id } = await bed.n8n.createWorkflow({
			...chain('Companies of another system', start),
			pinData: { Table: table },
		});
		await editor.openWorkflow(id);
		await editor.addAction('Create or update entity');
		await choose('businessModule', 'Companies');
	});

	test('offers only fields that can be keys for matching', async () => {
		await editor.id('matching-column-select').click();
		const options = editor.page.locator('[role=option]:visible');
		await options.first().waitFor();
		expect(await options.allInnerTexts()).toEqual(['Title', 'Company number', 'Country', 'Notes']);
		await options.filter({ hasText: 'Company number' }).click();
		await editor.page.keyboard.press('Escape');
		await editor.pictureOfNode('tables-match');
	});

	test('updates two companies and creates two, once', async () => {
		await editor.id('mapping-mode-select').click();
		const modes = editor.page.locator('[role=option]:visible');
		await modes.filter({ hasText: 'Automatically' }).click();
		await editor.execute();
		await editor.seesInOutput('EntityId');
		await editor.pictureOfNode('tables-upsert');
		expect(companies().map(({ values }) => values.Title)).toEqual(
			table.map(({ json }) => json.Title),
		);
		sandbox.requests.length = 0;
		await editor.execute();
		const written = () => sandbox.requests.filter(({ path }) => /CreateOrUpdate/.test(path));
		while (written().length < 4) await delay(100);
		await editor.seesInOutput('EntityId');
		expect(companies()).toHaveLength(4);
		await editor.closeNode();
		expect(typedAddresses(await stored(2))).toEqual([]);
	});
});

test('a new document starts a workflow, and the library is picked', async () => {
	await editor.beginWithPolling('Document Created or Updated');
	if ((await editor.chosen('event')) !== 'Document Created or Updated')
		await editor.select('event', 'Document Created or Updated');
	await choose('businessModule', 'Projects');
	await choose('entity', 'New intranet');
	expect(await editor.offers('libraryName')).toEqual([
		'Archive',
		'Contract templates',
		'Documents',
	]);
	await editor.pick('Documents');
	sandbox.state.saveFile(`${projectSiteUrl}/Shared Documents/Offer 17.docx`, Buffer.from('x'));
	await editor.execute();
	await editor.seesInOutput('Offer 17.docx');
	await editor.pictureOfNode('tables-document');
	await editor.closeNode();
	expect(typedAddresses(await stored(1))).toEqual([]);
});

describe('choosing another business module', () => {
	const credentialsOf = async () => await bed.connect();

	async function open(one: INode): Promise<void> {
		const { id } = await bed.n8n.createWorkflow(chain('Another module', one));
		await editor.openWorkflow(id);
		await editor.openNode(one.name);
	}

	const shown = (picker: string) =>
		editor.id(`resource-locator-${picker}`).locator('input').last().inputValue();

	test('clears the trigger of the previous one', async () => {
		const type = 'n8n-nodes-workpoint.workPointTrigger';
		await open(node('Event', type, 1, {}, { credentials: await credentialsOf() }));
		await choose('businessModule', 'Projects');
		await choose('trigger', 'Project updated');
		const main = ['businessModule', 'trigger', 'includeEntity'];
		expect((await editor.shownParameters()).slice(0, 3)).toEqual(main);
		await choose('businessModule', 'Contracts');
		while ((await shown('trigger')) !== '') await delay(100);
		expect(await editor.offers('trigger')).toEqual(['Contract created']);
		await editor.page.keyboard.press('Escape');
		await editor.pictureOfNode('tables-trigger');
		await editor.closeNode();
	});

	test('clears the stage of the previous one', async () => {
		const parameters = { resource: 'entity', operation: 'changeStage' };
		const type = 'n8n-nodes-workpoint.workPoint';
		await open(node('Stage', type, 1, parameters, { credentials: await credentialsOf() }));
		await choose('businessModule', 'Projects');
		await choose('stage', 'Planning');
		await choose('businessModule', 'Contracts');
		while ((await shown('stage')) !== '') await delay(100);
		await editor.closeNode();
	});
});

test('the panel can be filled in with the keyboard alone, also in dark mode', async () => {
	const start = node('Start', 'n8n-nodes-base.manualTrigger', 1);
	const type = 'n8n-nodes-workpoint.workPoint';
	const credentials = await bed.connect();
	const { id } = await bed.n8n.createWorkflow(
		chain('By keyboard', start, node('List', type, 1, {}, { credentials })),
	);
	await editor.openWorkflow(id);
	await editor.page.evaluate(() => localStorage.setItem('N8N_THEME', 'dark'));
	await editor.openWorkflow(id);
	await editor.openNode('List');
	const { keyboard } = editor.page;
	await editor.tabTo(editor.id('resource-locator-businessModule').locator('input').last());
	await keyboard.press('Enter');
	const items = editor.page.locator("[data-test-id='rlc-item']:visible");
	await items.first().waitFor();
	await keyboard.type('companies');
	// The list is loaded anew while it is searched.
	await items.filter({ hasNotText: 'Companies' }).first().waitFor({ state: 'detached' });
	await items.filter({ hasText: 'Companies' }).waitFor();
	await keyboard.press('Enter');
	await items.first().waitFor({ state: 'detached' });
	// An Escape leaves what has the focus, and the next one the panel.
	for (let tries = 0; (await editor.id('ndv').count()) > 0; tries++) {
		expect(tries).toBeLessThan(10);
		await keyboard.press('Escape');
		await delay(300);
	}
	await keyboard.press('Control+Enter');
	await editor.seesAllDone(2);
	await editor.openNode('List');
	await editor.seesInOutput('Denmark');
	await editor.pictureOfNode('tables-dark');
});
