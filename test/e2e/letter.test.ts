import { setTimeout as delay } from 'node:timers/promises';

import type { INode } from 'n8n-workflow';

import { TestBed } from '../../n8n/testBed';
import { chain, manualTrigger } from '../../n8n/workflow';
import { projectSiteUrl } from '../../sandbox/tenant/seed';
import { Editor } from '../support/browser';
import { typedAddresses } from '../support/typedTexts';

/**
 * A letter from a template, as a case worker builds it: by clicking alone. Nothing is typed but the name of the node in the
 * search of nodes, so no address, no GUID and no ID.
 */

let bed: TestBed;
let editor: Editor;
let id: string;

beforeAll(async () => {
	bed = await TestBed.share();
	// A new node takes the only credential by itself.
	await bed.connect();
	editor = await Editor.open(bed.n8n);
	({ id } = await bed.n8n.createWorkflow(chain('Letter', manualTrigger())));
	await editor.openWorkflow(id);
});

afterAll(async () => {
	await editor?.close();
	await bed?.stop();
});

const letter = `${projectSiteUrl}/Shared Documents/Letter 2`;
const file = (extension: string) => bed.sandbox.state.file(`${letter}.${extension}`);

async function pickProject(): Promise<void> {
	await editor.offers('businessModule');
	await editor.pick('Projects');
	await editor.offers('entity');
	await editor.pick('New intranet');
}

/** The nodes of the workflow, once n8n has stored as many. */
async function stored(count: number): Promise<INode[]> {
	await editor.page.keyboard.press('Control+s');
	for (let tries = 0; tries < 60; tries++) {
		const { nodes } = await bed.n8n.call<{ nodes: INode[] }>('get', `/workflows/${id}`);
		if (nodes.length === count) return nodes;
		await delay(250);
	}
	throw new Error('n8n did not store the workflow');
}

/** Each test goes on where the one before ended, as a person does. */
describe('a letter', () => {
	test('is created from a template that is picked by name', async () => {
		await editor.addAction('Create document from template');
		await pickProject();
		expect(await editor.offers('templateId')).toEqual([
			'Broken letter',
			'Letter',
			'Offer',
			'Project sheet',
		]);
		await editor.pick(/^Letter$/);
		await editor.execute();
		await editor.seesInOutput('Letter 2.docx');
		await editor.pictureOfNode('letter-template');
		await editor.closeNode();
	});

	test('is stored in a library of the entity', async () => {
		await editor.addAction('Upload document');
		expect(await editor.chosen('libraryOf')).toBe('Entity');
		await pickProject();
		expect(await editor.offers('libraryName')).toContain('Documents');
		await editor.pick('Documents');
		await editor.execute();
		await editor.seesInOutput(/FileUrl/);
		await editor.pictureOfNode('letter-upload');
		await editor.closeNode();
		expect(file('docx')).toBeDefined();
	});

	test('is converted to a PDF beside it by dragging its address', async () => {
		await editor.addAction('Convert document to PDF');
		await editor.drag('FileUrl', 'documentUrl');
		await editor.execute();
		await editor.seesInOutput(/Letter 2\.pdf/);
		await editor.pictureOfNode('letter-pdf');
		await editor.closeNode();
		expect(file('pdf')).toBeDefined();
	});

	test('is declared as a record by dragging the address of the PDF', async () => {
		await editor.addAction('Declare document as record');
		await editor.drag('FileUrl', 'documentUrl');
		await editor.execute();
		await editor.seesInOutput(/success\s*true/);
		await editor.pictureOfNode('letter-record');
		await editor.closeNode();
		expect([file('docx')?.isRecord, file('pdf')?.isRecord]).toEqual([false, true]);
	});

	test('is created by a workflow in which no address, GUID or ID was typed', async () => {
		await editor.pictureOfCanvas('letter');
		expect(typedAddresses(await stored(5))).toEqual([]);
	});

	test('can also be picked from the documents of the entity', async () => {
		const { id: another } = await bed.n8n.createWorkflow(chain('Record', manualTrigger()));
		await editor.openWorkflow(another);
		await editor.addAction('Undeclare document as record');
		expect(await editor.chosen('documentOf')).toBe('Entity');
		await pickProject();
		expect(await editor.offers('documentUrl')).toEqual(
			expect.arrayContaining(['Letter 2.docx – Documents', 'Letter 2.pdf – Documents']),
		);
		await editor.picture('letter-pick', editor.id('ndv'));
		await editor.pick('Letter 2.pdf');
		await editor.execute();
		await editor.seesInOutput(/success\s*true/);
		await editor.closeNode();
		expect(file('pdf')?.isRecord).toBe(false);
	});
});
