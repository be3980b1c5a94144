import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { TestCredentials } from '../../n8n/n8nEngine';
import type { Sandbox } from '../../sandbox';
import { offerUrl, projectSiteUrl } from '../../sandbox/tenant/seed';
import { addDocument, createLogEntry, uploadDocument } from '../support/cases/case';
import { bytesOf, runNode, workPointNode } from '../support/runNode';
import { runOperation } from '../support/runOperation';
import { sandboxForEach } from '../support/sandboxForEach';

// The first test of a process also compiles the contract.
jest.setTimeout(30_000);

let sandbox: Sandbox;

sandboxForEach((started) => (sandbox = started));

const file = (text: string, fileName?: string) => ({
	data: Buffer.from(text).toString('base64'),
	mimeType: 'application/pdf',
	fileExtension: 'pdf',
	...(fileName === undefined ? {} : { fileName }),
});

const item = (binary: object = {}, json: object = {}) =>
	({ json, binary }) as unknown as INodeExecutionData;

const stored = (name: string) =>
	sandbox.state.file(`${projectSiteUrl}/Shared Documents/${name}`)?.bytes.toString();

async function upload(
	binaryPropertyName: string,
	items: INodeExecutionData[],
	more: INodeParameters = {},
	binaryMode?: 'combined',
) {
	return await runNode(
		workPointNode({
			...uploadDocument,
			binaryPropertyName,
			...more,
		}),
		new TestCredentials(sandbox.connection),
		items,
		undefined,
		undefined,
		binaryMode && { binaryMode },
	);
}

const twoFiles = { a: file('A', 'a.pdf'), b: file('B', 'b.pdf') };

describe('files from an earlier node', () => {
	const input = [item(twoFiles)];

	test.each([
		['a file', "={{ $('Start').item.binary.a }}", ['a.pdf']],
		[
			'a list of files',
			"={{ [$('Start').item.binary.a, $('Start').item.binary.b] }}",
			['a.pdf', 'b.pdf'],
		],
		['files and names', "={{ ['a', $('Start').item.binary.b] }}", ['a.pdf', 'b.pdf']],
		['all files of an item', "={{ $('Start').item.binary }}", ['a.pdf', 'b.pdf']],
		[
			'all files of several items',
			"={{ $('Start').all().map((one) => one.binary) }}",
			['a.pdf', 'b.pdf'],
		],
	])('%s can be given by an expression', async (_what, expression, names) => {
		const { error, json } = await upload(expression, input);
		expect(error).toBeUndefined();
		expect(json.map(({ FileName }) => FileName)).toEqual(names);
		expect(stored('a.pdf')).toBe('A');
	});

	test('a file without a name gets that of its field', async () => {
		const { json } = await upload("={{ $('Start').item.binary }}", [item({ scan: file('A') })]);
		expect(json).toMatchObject([{ FileName: 'scan.pdf' }]);
	});

	test.each(["={{ $('Start').item.binary.data }}", "={{ [$('Start').item.binary.data] }}", 'data'])(
		'the signed document can be given as %s',
		async (binaryPropertyName) => {
			for (const [before, given] of [createLogEntry, addDocument])
				await runOperation(sandbox, before, given);
			const { error } = await runOperation(sandbox, 'digitalSignature.completeDocument', {
				transactionId: 't/1',
				binaryPropertyName,
				signingStatus: 'Signed',
				undeclareOriginal: false,
			});
			expect(error).toBeUndefined();
			expect(sandbox.state.file(offerUrl.replace('.docx', '.pdf'))).toBeDefined();
		},
	);

	test.each([
		[
			'an object that is no file',
			'={{ $json }}',
			'is neither the name of a binary field nor a file',
		],
		['a list of such', '={{ [$json.inner] }}', 'is neither the name of a binary field nor a file'],
		['no file', '={{ $binary.c }}', 'found no file in the item'],
		['an object as text', '=File: {{ $binary.a }}', 'has no binary field "File: [object Object]"'],
		[
			'a file that n8n does not have',
			"={{ { mimeType: 'application/pdf', id: 'filesystem-v2:gone' } }}",
			'names a file that n8n does not have',
		],
		['what every object has', 'constructor', 'has no binary field "constructor"'],
	])('%s is refused before any call', async (_what, expression, problem) => {
		const { error } = await upload(expression, [item(twoFiles, { inner: { x: { y: 1 } } })]);
		expect(error?.message).toContain("'Input Data Field Name(s)' ");
		expect(error?.message).toContain(problem);
		expect(sandbox.requests).toEqual([]);
	});

	test('two files are refused where one is expected', async () => {
		const { error } = await runNode(
			workPointNode({
				resource: 'digitalSignature',
				operation: 'completeDocument',
				transactionId: 't',
				binaryPropertyName: '={{ $binary }}',
				signingStatus: 'Signed',
				undeclareOriginal: false,
			}),
			new TestCredentials(sandbox.connection),
			input,
		);
		expect(error?.message).toBe("'Input Data Field Name' contains several files");
		expect(sandbox.requests).toEqual([]);
	});
});

describe('in the combined binary mode of n8n', () => {
	test.each([
		['*', ['a.pdf', 'b.pdf']],
		['a', ['a.pdf']],
		['a, b', ['a.pdf', 'b.pdf']],
		['_files.b', ['b.pdf']],
		['={{ $json._files.b }}', ['b.pdf']],
		['={{ $json._files }}', ['a.pdf', 'b.pdf']],
		["={{ $('Start').item._files.a }}", ['a.pdf']],
	])('the files of an item are found as %s', async (binaryPropertyName, names) => {
		const { error, json } = await upload(binaryPropertyName, [item(twoFiles)], {}, 'combined');
		expect(error).toBeUndefined();
		expect(json.map(({ FileName }) => FileName)).toEqual(names);
	});

	test('a missing file is reported', async () => {
		const { error } = await upload('c', [item(twoFiles)], {}, 'combined');
		expect(error?.message).toContain('has no binary field "c"');
	});

	test('Keep Input Files passes the files on', async () => {
		const more = { options: { keepInputFiles: true } };
		const { items } = await upload('a', [item(twoFiles)], more, 'combined');
		const files = items[0]?.json._files as IDataObject;
		expect(Object.keys(files)).toEqual(['a', 'b']);
		expect((await bytesOf(files.b as never)).toString()).toBe('B');
	});
});

test('data called _files refers to no files in any other mode', async () => {
	const json = { _files: { a: { mimeType: 'application/pdf', id: 'filesystem-v2:x' } } };
	for (const field of ['*', 'a', '_files.a'])
		expect((await upload(field, [item({}, json)])).error?.message).toMatch(
			/no (binary field|file)/,
		);
	expect(sandbox.requests).toEqual([]);
});

describe('a file gets its known extension', () => {
	test.each<[what: string, binary: object, name: string]>([
		['by its extension', { mimeType: 'application/pdf', fileExtension: 'pdf' }, 'data.pdf'],
		['by an extension with a dot', { mimeType: '', fileExtension: '.docx' }, 'data.docx'],
		['by its type alone', { mimeType: 'application/pdf' }, 'data.pdf'],
		['by its type with parameters', { mimeType: 'Text/CSV; charset=utf-8' }, 'data.csv'],
		['beside its name', { mimeType: 'application/pdf', fileName: 'Contract' }, 'Contract.pdf'],
		[
			'beside a number',
			{ mimeType: 'application/pdf', fileName: 'Offer 2026.03' },
			'Offer 2026.03.pdf',
		],
		[
			'but no second one',
			{ mimeType: 'application/pdf', fileName: 'Contract.PDF' },
			'Contract.PDF',
		],
		[
			'nor one that differs',
			{ mimeType: 'application/pdf', fileExtension: 'pdf', fileName: 'a.p7m' },
			'a.p7m',
		],
		[
			'none where nothing is known',
			{ mimeType: 'application/octet-stream', fileExtension: 'bin' },
			'data',
		],
		['none for text with a file name', { mimeType: 'text/plain', fileName: 'LICENSE' }, 'LICENSE'],
		['one for text without a file name', { mimeType: 'text/plain' }, 'data.txt'],
		['none of what is no extension', { mimeType: 'x', fileExtension: '../a' }, 'data'],
	])('%s', async (_what, binary, name) => {
		const { error, json } = await upload('data', [item({ data: { data: 'SGVsbG8=', ...binary } })]);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ FileName: name }]);
	});

	test('a name given by the user is unchanged', async () => {
		const more = { additionalFields: { fileName: 'Contract' } };
		const { json } = await upload('data', [item({ data: file('A') })], more);
		expect(json).toMatchObject([{ FileName: 'Contract' }]);
	});
});

describe('no file of a run is lost because another has the same name', () => {
	const both = [
		item({ data: file('1', 'Contract.pdf') }),
		item({ data: file('2', 'contract.pdf') }),
	];
	const namesOf = ({ json }: { json: IDataObject[] }) => json.map(({ FileName }) => FileName);
	const uploads = () => sandbox.requests.filter(({ path }) => path.endsWith('/UploadFile'));

	test('the second is refused', async () => {
		const { error } = await upload('data', both);
		expect(error?.message).toBe('An earlier file of this run has the name "contract.pdf"');
		expect(error?.description).toMatch(/'Keep Both'.*'File Name'/);
		expect(stored('Contract.pdf')).toBe('1');
		expect(uploads()).toHaveLength(1);
	});

	test('with Overwrite the first replaces the existing file, and the second gets a number', async () => {
		const path = `${projectSiteUrl}/Shared Documents`;
		sandbox.state.saveFile(`${path}/Contract.pdf`, Buffer.from('Old'));
		sandbox.state.saveFile(`${path}/Contract (1).pdf`, Buffer.from('Of somebody else'));
		expect(namesOf(await upload('data', both, { overwrite: true }))).toEqual([
			'Contract.pdf',
			'contract (2).pdf',
		]);
		expect(
			['Contract', 'Contract (1)', 'Contract (2)'].map((name) => stored(`${name}.pdf`)),
		).toEqual(['1', 'Of somebody else', '2']);
	});

	test('the same applies to two files without a name', async () => {
		const nameless = [item({ data: file('1') }), item({ data: file('2') })];
		expect(namesOf(await upload('data', nameless, { overwrite: true }))).toEqual([
			'data.pdf',
			'data (1).pdf',
		]);
		expect([stored('data.pdf'), stored('data (1).pdf')]).toEqual(['1', '2']);
	});

	test('the same name in another folder is another file', async () => {
		sandbox.state.addFolder(`${projectSiteUrl}/Shared Documents/2026`);
		const additionalFields = { folderUrl: '={{ ["Contracts", "2026"][$itemIndex] }}' };
		const { error } = await upload('data', both, { overwrite: true, additionalFields });
		expect(error).toBeUndefined();
		expect([stored('Contracts/Contract.pdf'), stored('2026/contract.pdf')]).toEqual(['1', '2']);
	});

	test('one folder in two spellings is the same folder', async () => {
		const folder = '/sites/project-1/Shared Documents/Contracts';
		const additionalFields = {
			folderUrl: `={{ ["Contracts", ${JSON.stringify(folder)}][$itemIndex] }}`,
		};
		const { error } = await upload('data', both, { additionalFields });
		expect(error?.message).toContain('An earlier file of this run');
	});

	test('a name is available again when the earlier file was not stored', async () => {
		sandbox.faults.add({
			path: '/UploadFile',
			answer: { status: 500, body: JSON.stringify({ ExceptionMessage: 'Nothing today.' }) },
		});
		const { items } = await runNode(
			workPointNode({ ...uploadDocument, overwrite: true }, { onError: 'continueRegularOutput' }),
			new TestCredentials(sandbox.connection),
			both,
		);
		expect(items.map(({ json }) => json.error ?? json.FileName)).toEqual([
			'Nothing today.',
			'contract.pdf',
		]);
	});

	describe('with Keep Both', () => {
		const keepBoth = { keepBoth: true };

		test('each file gets a number, and a second run continues with the next', async () => {
			expect(namesOf(await upload('data', both, keepBoth))).toEqual([
				'Contract.pdf',
				'contract (1).pdf',
			]);
			expect(namesOf(await upload('data', both, keepBoth))).toEqual([
				'Contract (2).pdf',
				'contract (3).pdf',
			]);
			const names = ['Contract', 'Contract (1)', 'Contract (2)', 'Contract (3)'];
			expect(names.map((name) => stored(`${name}.pdf`))).toEqual(['1', '2', '1', '2']);
			expect(sandbox.violations).toEqual([]);
		});

		test('many existing files cost one refusal and one lookup', async () => {
			for (const name of ['', ...Array.from({ length: 20 }, (_, n) => ` (${n + 1})`)])
				sandbox.state.saveFile(
					`${projectSiteUrl}/Shared Documents/Contract${name}.pdf`,
					Buffer.from('Old'),
				);
			expect(namesOf(await upload('data', both.slice(0, 1), keepBoth))).toEqual([
				'Contract (21).pdf',
			]);
			expect(uploads()).toHaveLength(2);
			expect(stored('Contract.pdf')).toBe('Old');
		});

		test('files in a subfolder do not count', async () => {
			sandbox.state.saveFile(
				`${projectSiteUrl}/Shared Documents/Contracts/Contract (1).pdf`,
				Buffer.from('Old'),
			);
			expect(namesOf(await upload('data', both, keepBoth))).toEqual([
				'Contract.pdf',
				'contract (1).pdf',
			]);
		});

		test('files of one item can share a name', async () => {
			const files = { a: file('1', 'a.pdf'), b: file('2', 'A.pdf'), c: file('3', 'a (1).pdf') };
			const { error, json } = await upload('*', [item(files)], keepBoth);
			expect(error).toBeUndefined();
			expect(namesOf({ json })).toEqual(['a.pdf', 'A (1).pdf', 'a (1) (1).pdf']);
		});

		test('the returned address is that of the stored file', async () => {
			const { json } = await upload('data', both, {
				...keepBoth,
				additionalFields: { folderUrl: 'Contracts' },
			});
			expect(json[1]?.FileUrl).toBe(
				`${projectSiteUrl}/Shared%20Documents/Contracts/contract%20(1).pdf`,
			);
		});

		test('no further names are tried after a different refusal', async () => {
			sandbox.faults.add({
				path: '/UploadFile',
				answer: { status: 500, body: JSON.stringify({ ExceptionMessage: 'Disk full.' }) },
			});
			const { error } = await upload('data', both.slice(0, 1), keepBoth);
			expect(error?.message).toBe('Disk full.');
			expect(error?.description).toContain('No file of this name was found');
			expect(uploads()).toHaveLength(1);
		});

		test('a file that may have been stored is never sent under another name', async () => {
			sandbox.faults.add({ path: '/UploadFile', kind: 'resetAfter' });
			const { error } = await upload('data', both.slice(0, 1), keepBoth);
			expect(error?.message).toContain('may have carried out this call');
			expect(uploads()).toHaveLength(1);
		});

		test('Keep Both has no effect with Overwrite', async () => {
			sandbox.state.saveFile(`${projectSiteUrl}/Shared Documents/Contract.pdf`, Buffer.from('Old'));
			const { json } = await upload('data', both.slice(0, 1), { ...keepBoth, overwrite: true });
			expect(namesOf({ json })).toEqual(['Contract.pdf']);
			expect(stored('Contract.pdf')).toBe('1');
		});
	});

	test('an existing file is not replaced, and the error says what to do', async () => {
		sandbox.state.saveFile(`${projectSiteUrl}/Shared Documents/Contract.pdf`, Buffer.from('Old'));
		const { error } = await upload('data', both.slice(0, 1));
		expect(error?.message).toBe('The folder already has a file "Contract.pdf"');
		for (const label of ['Overwrite', 'Keep Both', 'File Name'])
			expect(error?.description).toContain(`'${label}'`);
		expect(stored('Contract.pdf')).toBe('Old');
	});
});
