import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { getFieldNames } from '../../nodes/concepts/fieldNameSearch';
import { searchLibraries } from '../../nodes/concepts/library';
import { startSandbox, type Sandbox } from '../../sandbox';
import { ids, projectSiteUrl } from '../../sandbox/seed';
import { byId, onProject } from './cases/case';
import { editorContext, runNode, TestCredentials, workPointNode } from './workflow';

// The first test of a process also compiles the contract.
jest.setTimeout(30_000);

const libraryName = { __rl: true, mode: 'name', value: 'Documents' };
const toProject = { libraryOf: 'entity', ...onProject, libraryName, overwrite: false };

const file = (fileName: string, text = 'Hello') => ({
	data: Buffer.from(text).toString('base64'),
	mimeType: 'text/plain',
	fileName,
});

/** A mail with two attachments. */
const mail = () =>
	({
		json: { subject: 'Offer' },
		binary: { attachment_0: file('Offer.txt'), attachment_1: file('Terms.txt', 'Terms') },
	}) as unknown as INodeExecutionData;

describe('documents of a library', () => {
	let sandbox: Sandbox;

	beforeEach(async () => {
		sandbox = await startSandbox();
	});

	afterEach(async () => {
		await sandbox.stop();
	});

	const run = async (operation: string, parameters: INodeParameters, items = [mail()]) =>
		await runNode(
			workPointNode({ resource: 'document', operation, ...parameters }),
			new TestCredentials(sandbox.connection),
			items,
		);

	const uploads = () => sandbox.requests.filter(({ path }) => path.endsWith('/UploadFile'));
	const stored = (name: string) =>
		sandbox.state.file(`${projectSiteUrl}/Shared Documents/${name}`)?.bytes.toString();

	test.each(['*', 'attachment_0, attachment_1'])(
		'the files of an item that are named as %s are all stored, each with its address',
		async (binaryPropertyName) => {
			const { error, json } = await run('upload', { ...toProject, binaryPropertyName });
			expect(error).toBeUndefined();
			expect(json.map(({ FileName, FileUrl }) => [FileName, FileUrl])).toEqual([
				['Offer.txt', `${projectSiteUrl}/Shared%20Documents/Offer.txt`],
				['Terms.txt', `${projectSiteUrl}/Shared%20Documents/Terms.txt`],
			]);
			expect([stored('Offer.txt'), stored('Terms.txt')]).toEqual(['Hello', 'Terms']);
		},
	);

	test('the site and its lists are asked for once for many items', async () => {
		const items = ['a', 'b', 'c'].map(
			(name) =>
				({ json: {}, binary: { data: file(`${name}.txt`) } }) as unknown as INodeExecutionData,
		);
		await run('upload', { ...toProject, binaryPropertyName: 'data' }, items);
		expect(sandbox.requests).toHaveLength(2 + items.length);
	});

	test('what was stored before a file failed is told', async () => {
		sandbox.state.saveFile(`${projectSiteUrl}/Shared Documents/Terms.txt`, Buffer.from('Old'));
		const { error } = await run('upload', { ...toProject, binaryPropertyName: '*' });
		expect(error?.message).toContain('(at "Terms.txt"; stored before: "Offer.txt")');
		expect([stored('Offer.txt'), stored('Terms.txt')]).toEqual(['Hello', 'Old']);
	});

	test.each([
		[
			'two files of one name',
			{ a: file('Scan.pdf'), b: file('scan.pdf') },
			{ binaryPropertyName: '*' },
			`'Input Data Field Name(s)' names two files that would both become "scan.pdf"`,
		],
		[
			'one name for two files',
			{ a: file('a.pdf'), b: file('b.pdf') },
			{ binaryPropertyName: '*', additionalFields: { fileName: 'Scan.pdf' } },
			`'Input Data Field Name(s)' names two files that would both become "Scan.pdf"`,
		],
		[
			'a name that SharePoint refuses',
			{ a: file('What?.pdf') },
			{ binaryPropertyName: 'a' },
			`'Input Data Field Name(s)' names the file "What?.pdf", which has the character ?`,
		],
		[
			'an item without files',
			{},
			{ binaryPropertyName: '*' },
			"'Input Data Field Name(s)' finds no file in the item",
		],
		[
			'a file that is not there',
			{ a: file('a.pdf') },
			{ binaryPropertyName: 'a, b' },
			`'Input Data Field Name(s)' names no file: the item has no binary field "b"`,
		],
	])('%s: refused before a call', async (_, binary, parameters, message) => {
		const item = { json: {}, binary } as unknown as INodeExecutionData;
		const { error } = await run('upload', { ...toProject, ...parameters }, [item]);
		expect(error?.message).toBe(message);
		expect(sandbox.requests).toHaveLength(0);
	});

	test('an entity without a site, and a site without the library, say what is missing', async () => {
		const noSite = { ...toProject, entity: byId(3), binaryPropertyName: '*' };
		expect((await run('upload', noSite)).error?.message).toBe(
			'The entity "Warehouse move" has no site',
		);
		const noLibrary = { ...toProject, libraryName: { ...libraryName, value: 'Drawings' } };
		const { error } = await run('upload', { ...noLibrary, binaryPropertyName: '*' });
		expect(error?.message).toBe(`The site ${projectSiteUrl} has no library "Drawings"`);
		expect(error?.description).toContain('"Documents"');
		expect(uploads()).toHaveLength(0);
	});

	test.each(['/sites/project-1', projectSiteUrl, `${projectSiteUrl}/SitePages/Home.aspx`])(
		'a site may be named as %s',
		async (librarySiteUrl) => {
			const parameters = { ...toProject, libraryOf: 'site', librarySiteUrl };
			const { error } = await run('upload', { ...parameters, binaryPropertyName: '*' });
			expect(error).toBeUndefined();
			expect(stored('Offer.txt')).toBe('Hello');
		},
	);

	test('the columns of a library that is not below Lists/ are refused before anything is written', async () => {
		const { error } = await run('update', {
			...toProject,
			documentId: 1,
			specifyFields: 'json',
			fieldsJson: '{ "Title": "Offer" }',
		});
		expect(error?.message).toBe('WorkPoint cannot change documents of the library "Documents"');
		expect(sandbox.requests.map(({ method }) => method)).toEqual(['GET', 'GET']);
	});

	test('many documents come without folders, filtered by a column of the library', async () => {
		const parameters = { ...toProject, returnAll: true, simplify: true, sort: {} };
		const all = await run('getAll', { ...parameters, filterBy: 'none' });
		expect(all.error).toBeUndefined();
		expect(all.json.map(({ FileName }) => FileName)).toEqual(
			expect.arrayContaining(['Offer.docx', 'Framework agreement (signed).pdf']),
		);
		expect(all.json.map(({ FileName }) => FileName)).not.toContain('Contracts');
		const some = await run('getAll', {
			...parameters,
			filterBy: 'fields',
			match: 'all',
			filters: { conditions: [{ field: 'FileLeafRef', operator: 'Eq', value: 'Offer.docx' }] },
		});
		expect(some.json.map(({ FileName }) => FileName)).toEqual(['Offer.docx']);
	});

	describe('in the editor', () => {
		const context = (parameters: INodeParameters) =>
			editorContext(
				workPointNode({ resource: 'document', operation: 'getAll', ...parameters }),
				new TestCredentials(sandbox.connection),
			);

		test.each([
			['an entity', toProject],
			[
				'an entity by its site',
				{ ...toProject, entity: { ...byId(''), mode: 'url', value: projectSiteUrl } },
			],
			['a site', { ...toProject, libraryOf: 'site', librarySiteUrl: '/sites/project-1' }],
		])('the libraries of %s are offered by title', async (_, parameters) => {
			const { results } = await searchLibraries.call(context(parameters as INodeParameters));
			expect(results).toContainEqual({ name: 'Documents', value: 'Documents' });
			expect(results.map(({ name }) => name)).not.toContain('Risks');
		});

		test('the columns of the chosen library are offered for filters', async () => {
			const fields = await getFieldNames.call(context(toProject));
			expect(fields.map(({ value }) => value)).toContain('DocumentStatus');
		});
	});
});

describe('Keep Input Files', () => {
	test('hands the files of the item on, whatever the operation gives', async () => {
		const sandbox = await startSandbox();
		const find = async (options: INodeParameters) =>
			await runNode(
				workPointNode({
					resource: 'entity',
					operation: 'findByEmail',
					fromAddresses: 'mette@jensen.example',
					limit: 1,
					options,
				}),
				new TestCredentials(sandbox.connection),
				[mail()],
			);
		const kept = (await find({ keepInputFiles: true })).items[0];
		const dropped = (await find({})).items[0];
		await sandbox.stop();
		expect(kept?.json).toMatchObject({ EntityListID: ids.cases });
		expect(Object.keys(kept?.binary ?? {})).toEqual(['attachment_0', 'attachment_1']);
		expect(dropped?.binary).toBeUndefined();
	});
});
