import type { INodeParameters } from 'n8n-workflow';
import PizZip from 'pizzip';

import { startSandbox, type Sandbox } from '../../sandbox';
import { ids, offerUrl } from '../../sandbox/seed';
import { onProject } from './cases/case';
import { addDocument, createLogEntry } from './cases/connector';
import { runOperation, signedPdf } from './runOperation';
import { bytesOf } from './workflow';

// The first test of a process also compiles the contract.
jest.setTimeout(30_000);

describe('the bytes of a file', () => {
	let sandbox: Sandbox;

	beforeEach(async () => {
		sandbox = await startSandbox();
	});

	afterEach(async () => {
		await sandbox.stop();
	});

	const run = async (key: string, parameters: INodeParameters) =>
		await runOperation(sandbox, key, parameters);

	test('createFromTemplate gives a Word document that opens and holds the merged fields', async () => {
		const { items } = await run('document.createFromTemplate', {
			...onProject,
			templateId: ids.template,
			includeHtml: false,
			includeFile: true,
			binaryPropertyName: 'letter',
		});
		const file = items[0]?.binary?.letter;
		expect(file).toMatchObject({
			fileName: 'Letter 2.docx',
			mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
		});
		expect(items[0]?.json).not.toHaveProperty('Bytes');
		const text = new PizZip(await bytesOf(file)).file('word/document.xml')?.asText();
		expect(text).toContain('Letter to New intranet');
	});

	test('completeDocument stores the very bytes of the file', async () => {
		for (const [before, given] of [createLogEntry, addDocument]) await run(before, given);
		await run('digitalSignature.completeDocument', {
			transactionId: 't/1',
			binaryPropertyName: 'data',
			signingStatus: 'Signed',
			undeclareOriginal: false,
		});
		expect(
			sandbox.state.file(offerUrl.replace('.docx', '.pdf'))?.bytes.equals(await signedPdf),
		).toBe(true);
	});
});
