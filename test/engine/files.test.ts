import type { IDataObject, INodeParameters } from 'n8n-workflow';
import PizZip from 'pizzip';

import { TestCredentials } from '../../n8n/n8nEngine';
import type { Sandbox } from '../../sandbox';
import { finishedExport } from '../../sandbox/calls/solution';
import { ids, offerUrl, projectSiteUrl } from '../../sandbox/tenant/seed';
import { addDocument, createLogEntry, onProject } from '../support/cases/case';
import { signedPdf } from '../support/cases/inputItem';
import { runOperation } from '../support/runOperation';
import { bytesOf, runNode, workPointNode } from '../support/runNode';
import { sandboxForEach } from '../support/sandboxForEach';

describe('the bytes of a file', () => {
	let sandbox: Sandbox;

	sandboxForEach((started) => (sandbox = started));

	const run = async (key: string, parameters: INodeParameters) =>
		await runOperation(sandbox, key, parameters);

	test('createFromTemplate returns a Word document that opens and contains the merged fields', async () => {
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

	test('downloadExport returns a zip file that opens', async () => {
		const { items } = await run('solution.downloadExport', {
			exportId: String(finishedExport),
			binaryPropertyName: 'backup',
		});
		const file = items[0]?.binary?.backup;
		expect(file).toMatchObject({
			fileName: `Solution export ${finishedExport}.zip`,
			mimeType: 'application/zip',
		});
		const bytes = await bytesOf(file);
		expect(items[0]?.json.Size).toBe(bytes.length);
		expect(Object.keys(new PizZip(bytes).files)).toEqual(['Solution.xml']);
	});

	test.each([
		['what is no base64', 'Not finished yet.'],
		['words that could be base64', 'Pending'],
		['nothing', ''],
		['a PDF', 'JVBERi0xLjQ='],
	])('downloadExport returns no file when WorkPoint answers with %s', async (_what, answer) => {
		sandbox.faults.add({
			path: '/Solution/Export/',
			answer: { status: 200, body: JSON.stringify(answer) },
		});
		const exportId = String(finishedExport);
		const { error } = await run('solution.downloadExport', {
			exportId,
			binaryPropertyName: 'data',
		});
		expect(error?.message).toBe('WorkPoint did not return a zip file');
		expect(error?.description).toBe("Check that the export in 'Export ID' has finished.");
	});

	test("an export that does not exist is an error with WorkPoint's own message", async () => {
		const { error } = await run('solution.downloadExport', {
			exportId: '7',
			binaryPropertyName: 'data',
		});
		expect(error?.message).toBe('There is no finished export 7.');
	});

	test('completeDocument stores the exact bytes of the file', async () => {
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

	const complete: INodeParameters = {
		transactionId: 't/1',
		binaryPropertyName: 'data',
		signingStatus: 'Signed',
		undeclareOriginal: false,
	};
	const upload: INodeParameters = {
		libraryOf: 'site',
		librarySiteUrl: projectSiteUrl,
		libraryName: { __rl: true, mode: 'name', value: 'Documents' },
		binaryPropertyName: 'data',
		overwrite: true,
	};

	/** Runs an operation for an item whose file another node has written as it liked. */
	async function runWith(
		binary: { data?: unknown; fileName?: unknown; id?: string },
		key:
			'digitalSignature.completeDocument' | 'document.upload' = 'digitalSignature.completeDocument',
		additionalFields = {},
	) {
		const [resource, operation] = key.split('.') as [string, string];
		const parameters = key === 'document.upload' ? upload : complete;
		return await runNode(
			workPointNode({ resource, operation, ...parameters, additionalFields }),
			new TestCredentials(sandbox.connection),
			[{ json: {}, binary: { data: { mimeType: 'application/pdf', ...binary } } } as never],
		);
	}

	const sentBodies = () =>
		sandbox.requests.map(({ body }) => body as IDataObject).filter((body) => body?.FileName);

	describe('are base64 or refused', () => {
		test.each<[what: string, data: unknown]>([
			['members of JSON', '","TransactionID":"victim'],
			['members of JSON behind base64', 'SGVsbG8=","TransactionID":"victim'],
			['a quote', '"'],
			['a backslash', 'SGVs\\bG8='],
			['text', 'Hello, world!'],
			['base64 of another alphabet', 'SGVs-_8='],
			['one character too many', 'SGVsb'],
			['padding in the middle', 'SG==Vs'],
			['a number', 5],
			['an object', { length: 4 }],
		])('%s is refused, and nothing is sent', async (_what, data) => {
			const { error } = await runWith({ data, fileName: 'a.pdf' });
			expect(error?.message).toBe(
				`'Input Data Field Name' names a file that is not base64: "a.pdf"`,
			);
			expect(sandbox.requests).toEqual([]);
		});

		test.each<[what: string, data: unknown]>([
			['of nothing', ''],
			['of null', null],
			['that is not there', undefined],
		])('a file %s is refused, and nothing is sent', async (_what, data) => {
			const { error } = await runWith({ data, fileName: 'a.pdf' });
			expect(error?.message).toBe(`'Input Data Field Name' names an empty file: "a.pdf"`);
			expect(sandbox.requests).toEqual([]);
		});

		test.each([
			['in lines', 'SGVs\r\nbG8g\nd29y bGQ=\n'],
			['without its padding', 'SGVsbG8gd29ybGQ'],
			['as the address of data', 'data:text/plain;charset=utf-8;base64,SGVsbG8gd29ybGQ='],
		])('%s, base64 arrives in one piece', async (_what, data) => {
			await runWith({ data, fileName: 'a.txt' }, 'document.upload');
			expect(sentBodies()).toEqual([{ FileName: 'a.txt', FileBytes: 'SGVsbG8gd29ybGQ=' }]);
		});

		test.each([
			'\u0000file:0\u0000',
			'","FileBytes":"AAAA',
			'00000000000000000000000000000000:0',
			'$&$1$`',
		])('are neither replaced nor broken by other text: %j', async (message) => {
			const data = 'SGVsbG8gd29ybGQ=';
			await runWith({ data, fileName: 'a.pdf' }, undefined, { message });
			expect(sentBodies()).toEqual([
				expect.objectContaining({
					TransactionID: 't/1',
					Message: message,
					SignedPdfBytes: data,
				}),
			]);
		});
	});

	describe('are stored under a name that SharePoint accepts', () => {
		const names: Array<[what: string, name: string, problem: string]> = [
			...[...'"*:<>?/\\|'].map((sign): [string, string, string] => [
				`with ${sign}`,
				`a${sign}b.pdf`,
				`contains the character ${sign}`,
			]),
			['that leads out of the folder', '../../a.pdf', 'contains the character /'],
			['of one dot', '.', 'is not a name'],
			['of two dots', '..', 'is not a name'],
			['with a line break', 'a\nb.pdf', 'contains a control character'],
			['with half of a surrogate pair', 'a\ud83d.pdf', 'surrogate'],
			['that ends with a dot', 'a.', 'ends with a dot'],
			['that begins with a space', ' a.pdf', 'begins or ends with a space'],
			['of a device', 'CON', 'reserves'],
			['of an Office lock', '~$a.docx', 'reserves'],
			['with _vti_', 'a_vti_b.pdf', 'reserves'],
			['of 256 characters', `${'a'.repeat(252)}.pdf`, 'is longer than 255 characters'],
		];
		const operations = ['digitalSignature.completeDocument', 'document.upload'] as const;
		const each = operations.flatMap((key) => names.map((row) => [key, ...row] as const));

		test.each(each)('%s refuses the name of a file %s', async (key, _what, fileName, problem) => {
			const { error } = await runWith({ data: 'SGVsbG8=', fileName }, key);
			expect(error?.message).toMatch(/^'Input Data Field Name(\(s\))?' names the file/);
			expect(error?.message).toContain(problem);
			expect(error?.description).toContain("'File Name'");
			expect(sandbox.requests).toEqual([]);
		});

		test.each(each)('%s refuses a given name %s', async (key, _what, fileName, problem) => {
			const { error } = await runWith({ data: 'SGVsbG8=', fileName: 'a.pdf' }, key, { fileName });
			expect(error?.message).toMatch(/^'File Name' (is "|contains)/);
			expect(error?.message).toContain(problem);
			expect(sandbox.requests).toEqual([]);
		});

		test('another name solves the problem', async () => {
			const { error } = await runWith(
				{ data: 'SGVsbG8=', fileName: 'a:b.pdf' },
				'document.upload',
				{ fileName: "R&D #1 (50 %) 'ł' + ~.pdf" },
			);
			expect(error).toBeUndefined();
			expect(sentBodies()).toEqual([
				{ FileName: "R&D #1 (50 %) 'ł' + ~.pdf", FileBytes: 'SGVsbG8=' },
			]);
		});

		test('a file without a name gets that of its field', async () => {
			await runWith({ data: 'SGVsbG8=' }, 'document.upload');
			expect(sentBodies()).toEqual([{ FileName: 'data.pdf', FileBytes: 'SGVsbG8=' }]);
		});
	});
});
