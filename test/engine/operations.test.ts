import type { INodeParameters } from 'n8n-workflow';
import PizZip from 'pizzip';

import { resources } from '../../nodes/WorkPoint/operations';
import { startSandbox, type Sandbox } from '../../sandbox';
import { pdfOf } from '../../sandbox/documents';
import { ids, offerUrl } from '../../sandbox/seed';
import { cases } from './cases';
import { onProject } from './cases/case';
import { addDocument, createLogEntry } from './cases/connector';
import { bytesOf, runNode, TestCredentials, workPointNode } from './workflow';

// The first test of a process also compiles the contract.
jest.setTimeout(30_000);

const pdf = pdfOf('Signed');

describe('every operation, through the real engine against the sandbox', () => {
	let sandbox: Sandbox;

	beforeEach(async () => {
		sandbox = await startSandbox();
	});

	afterEach(async () => {
		await sandbox.stop();
	});

	async function run(key: string, parameters: INodeParameters) {
		const [resource, operation] = key.split('.') as [string, string];
		const base64 = (await pdf).toString('base64');
		return await runNode(
			workPointNode({ resource, operation, ...parameters }),
			new TestCredentials(sandbox.connection),
			[
				{
					json: { base64 },
					binary: { data: { data: base64, mimeType: 'application/pdf', fileName: 'Offer.pdf' } },
				} as never,
			],
		);
	}

	test('there is a case for each operation', () => {
		const all = resources.flatMap(({ value, operations }) =>
			operations.map((operation) => `${value}.${operation.value}`),
		);
		expect(cases.map(({ operation }) => operation).sort()).toEqual(all.sort());
	});

	test.each(cases)(
		'$operation sends $sends and gives its result',
		async ({
			operation,
			parameters,
			after = [],
			calls = 1,
			sends,
			body,
			query,
			headers,
			gives,
		}) => {
			for (const [before, given] of after) await run(before, given);
			const callsBefore = sandbox.requests.length;
			const { error, json: output, items } = await run(operation, parameters);
			expect(error).toBeUndefined();
			expect(output).toEqual(gives);
			expect(items.map(({ pairedItem }) => pairedItem)).toEqual(items.map(() => ({ item: 0 })));
			const sent = sandbox.requests.at(-1);
			expect(`${sent?.method} ${sent?.path}`).toBe(sends);
			if (body !== undefined) expect(sent?.body).toEqual(body);
			if (query !== undefined) expect(sent?.query).toEqual(query);
			if (headers !== undefined) expect(sent?.headers).toEqual(headers);
			expect(sandbox.requests.slice(callsBefore)).toHaveLength(calls);
			expect(sandbox.violations).toEqual([]);
		},
	);

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
			fileName: 'Letter 1.docx',
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
		expect(sandbox.state.file(offerUrl.replace('.docx', '.pdf'))?.bytes.equals(await pdf)).toBe(
			true,
		);
	});
});
