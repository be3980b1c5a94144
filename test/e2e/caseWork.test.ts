import { setTimeout as delay } from 'node:timers/promises';

import type { INode } from 'n8n-workflow';

import { TestBed } from '../../n8n/testBed';
import { chain, node } from '../../n8n/workflow';
import type { Sandbox } from '../../sandbox';
import { ids } from '../../sandbox/tenant/seed';
import { Editor } from '../support/browser';
import { typedAddresses } from '../support/typedTexts';

/**
 * What case workers build first, by clicking alone: each workflow with nothing but names, and no address, GUID or ID typed.
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

const contracts = () => sandbox.state.module(ids.contracts);

/** Picks what is called so from a list. */
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

/** A day so many days from now. */
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test('a new contract comes into force', async () => {
	await editor.beginWith('On new WorkPoint 365 event');
	await choose('businessModule', 'Contracts');
	await choose('trigger', 'Contract created');
	await editor.execute();
	while (sandbox.webhooks.registrations.size === 0) await delay(100);
	const values = { Title: 'Contract 2026-172 – Madsen Energi A/S', ValidFrom: '2027-01-01' };
	const made = sandbox.state.addEntity(contracts(), values, true);
	sandbox.webhooks.happened('created', contracts(), made);
	await editor.seesInOutput('EntityId');
	await editor.pictureOfNode('case-work-trigger');
	await editor.closeNode();

	await editor.addAction('Get entity');
	await choose('businessModule', 'Contracts');
	await editor.drag('EntityId', 'entity');
	await editor.execute();
	await editor.seesInOutput('Contract 2026-172');
	await editor.pictureOfNode('case-work-get');
	await editor.closeNode();

	await editor.addAction('Change stage of entity');
	await choose('businessModule', 'Contracts');
	await editor.drag('ID', 'entity');
	await editor.enterName('stage', 'in force');
	await editor.execute();
	await editor.seesInOutput(/StageChanged/);
	await editor.pictureOfNode('case-work-stage');
	await editor.closeNode();
	expect(made.stageId).toBe(ids.stages.inForce);
	expect(typedAddresses(await stored(3))).toEqual([]);
});

test('an email leads to its case, which gets both attachments once', async () => {
	const attachment = (fileName: string) => ({
		data: Buffer.from(fileName).toString('base64'),
		mimeType: 'text/plain',
		fileName,
		fileExtension: 'txt',
	});
	const mail = node('Mail arrives', 'n8n-nodes-base.manualTrigger', 1);
	const { id } = await bed.n8n.createWorkflow({
		...chain('File a mail', mail),
		pinData: {
			[mail.name]: [
				{
					json: {
						subject: 'Complaint',
						from: { emailAddress: { name: 'Mette Jensen', address: 'mette@jensen.example' } },
					},
					binary: { attachment_0: attachment('Letter.txt'), attachment_1: attachment('Photo.txt') },
				},
			],
		},
	});
	await editor.openWorkflow(id);
	await editor.addAction('Find entities by email address');
	await editor.view('input', 'Schema');
	await editor.drag('address', 'fromAddresses');
	await choose('businessModule', 'Cases');
	await editor.execute();
	await editor.view('output', 'Schema');
	await editor.seesInOutput('Complaint 2026-001');
	await editor.pictureOfNode('case-work-find');
	await editor.closeNode();

	await editor.addAction('Upload document');
	await editor.view('input', 'Schema');
	await editor.drag('EntityListID', 'businessModule');
	await editor.drag('EntityID', 'entity');
	await choose('libraryName', 'Documents');
	await editor.enter('binaryPropertyName', '*');
	await editor.execute();
	await editor.seesInOutput('2 items');
	await editor.view('output', 'Table');
	await editor.seesInOutput('Photo.txt');
	await editor.pictureOfNode('case-work-upload');
	await editor.closeNode();
	const files = sandbox.state.lists.flatMap(({ entities }) =>
		[...entities.values()].flatMap(
			({ fileRef = '' }) => /(?:Letter|Photo).*txt$/.exec(fileRef) ?? [],
		),
	);
	expect(files.sort()).toEqual(['Letter.txt', 'Photo.txt']);
	expect(typedAddresses(await stored(3))).toEqual([]);
});

test('the contracts that end within 30 days are listed', async () => {
	for (const [Title, days] of [
		['Contract A', -10],
		['Contract B', 20],
		['Contract C', 40],
	] as const)
		sandbox.state.addEntity(contracts(), { Title, ValidTo: day(days) }, false);
	const start = node('Every morning', 'n8n-nodes-base.manualTrigger', 1);
	const { id } = await bed.n8n.createWorkflow(chain('Contracts that end', start));
	await editor.openWorkflow(id);
	await editor.addAction('Get many entities');
	await choose('businessModule', 'Contracts');
	await editor.select('filterBy', 'Fields');
	await editor.pictureOfNode('case-work-filter');
	for (const [operator, value] of [
		['Is at Least', '{{ $now }}'],
		['Is at Most', "{{ $now.plus(30, 'days') }}"],
	] as const) {
		await editor.addRow('filters');
		await editor.select('field', 'Valid to');
		await editor.select('operator', operator);
		await editor.enter('value', value);
	}
	await editor.execute();
	await editor.view('output', 'Table');
	await editor.seesInOutput('Contract B');
	expect(await editor.id('output-panel').innerText()).not.toMatch(/Contract [AC]/);
	await editor.pictureOfNode('case-work-list');
	await editor.closeNode();
	expect(typedAddresses(await stored(2))).toEqual([]);
});
