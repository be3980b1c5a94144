import type { INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { TestCredentials } from '../../n8n/n8nEngine';
import { byId } from '../../n8n/workflow';
import { getFieldNames } from '../../nodes/concepts/lists/fieldSearch';
import { searchLibraries } from '../../nodes/concepts/lists/library';
import type { Sandbox } from '../../sandbox';
import { listIds } from '../../sandbox/tenant/plainLists';
import { ids, projectSiteUrl } from '../../sandbox/tenant/seed';
import { onProject } from '../support/cases/case';
import { editorContext, runNode, workPointNode } from '../support/runNode';
import { sandboxForEach } from '../support/sandboxForEach';

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

	sandboxForEach((started) => (sandbox = started));

	const run = async (operation: string, parameters: INodeParameters, items = [mail()]) =>
		await runNode(
			workPointNode({ resource: 'document', operation, ...parameters }),
			new TestCredentials(sandbox.connection),
			items,
		);

	const uploads = () => sandbox.requests.filter(({ path }) => path.endsWith('/UploadFile'));
	const stored = (name: string) =>
		sandbox.state.file(`${projectSiteUrl}/Shared Documents/${name}`)?.bytes.toString();

	test.each<[body: string, Answer: unknown]>([
		['{"Id":1,"Result":"Done"}', { Id: 1, Result: 'Done' }],
		['7', 7],
		['', null],
	])('the answer of WorkPoint to an upload is returned unchanged: %s', async (body, Answer) => {
		sandbox.faults.add({ path: '/UploadFile', answer: { status: 200, body } });
		const { json } = await run('upload', { ...toProject, binaryPropertyName: 'attachment_0' });
		expect(json).toMatchObject([{ FileName: 'Offer.txt', Answer }]);
	});

	test.each(['*', 'attachment_0, attachment_1', ' attachment_0 ,attachment_1, '])(
		'the files of an item that are specified as %s are all stored, each with its address',
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

	test('the site and its lists are requested once for many items', async () => {
		const items = ['a', 'b', 'c'].map(
			(name) =>
				({ json: {}, binary: { data: file(`${name}.txt`) } }) as unknown as INodeExecutionData,
		);
		await run('upload', { ...toProject, binaryPropertyName: 'data' }, items);
		expect(sandbox.requests).toHaveLength(2 + items.length);
	});

	describe('when one of several files fails', () => {
		const three = {
			json: {},
			binary: { a: file('a.txt'), b: file('b.txt'), c: file('c.txt') },
		} as unknown as INodeExecutionData;
		const all = { ...toProject, binaryPropertyName: '*' };
		const isThere = (name: string) =>
			sandbox.state.saveFile(`${projectSiteUrl}/Shared Documents/${name}`, Buffer.from('Old'));

		test.each([
			['a.txt', '(at "a.txt"; stored before: none; not tried: "b.txt", "c.txt")'],
			['b.txt', '(at "b.txt"; stored before: "a.txt"; not tried: "c.txt")'],
			['c.txt', '(at "c.txt"; stored before: "a.txt", "b.txt")'],
		])('the error at %s reports the outcome of each', async (name, told) => {
			isThere(name);
			const { error } = await run('upload', all, [three]);
			expect(error?.message).toContain(told);
			expect(stored(name)).toBe('Old');
			const sent = uploads().map(({ body }) => (body as { FileName: string }).FileName);
			expect(sent).toEqual(['a.txt', 'b.txt', 'c.txt'].slice(0, sent.indexOf(name) + 1));
		});

		test('the item reports the same when the run continues after it', async () => {
			isThere('b.txt');
			const { json } = await runNode(
				workPointNode(
					{ resource: 'document', operation: 'upload', ...all },
					{ onError: 'continueRegularOutput' },
				),
				new TestCredentials(sandbox.connection),
				[three, mail()],
			);
			expect(json[0]?.error).toContain('stored before: "a.txt"; not tried: "c.txt"');
			expect(json.slice(1).map(({ FileName }) => FileName)).toEqual(['Offer.txt', 'Terms.txt']);
		});

		test('a file whose outcome is unknown is reported as such', async () => {
			sandbox.faults.add({ path: '/UploadFile', kind: 'resetAfter' });
			const { error } = await run('upload', all, [three]);
			expect(error?.message).toContain('may have carried out this call (at "a.txt"; stored before');
			expect(uploads()).toHaveLength(1);
		});
	});

	test.each([
		"R&D's (plan) + budget #1 50%.txt",
		'Årsrapport – Øst & Æblegård!.txt',
		'100%25.txt',
		'名前.txt',
	])('a file is stored, listed and addressed under its exact name: %s', async (fileName) => {
		const item = { json: {}, binary: { data: file(fileName) } } as unknown as INodeExecutionData;
		const upload = { ...toProject, binaryPropertyName: 'data' };
		const { error, json } = await run('upload', upload, [item]);
		expect(error).toBeUndefined();
		const url = `${projectSiteUrl}/Shared Documents/${fileName}`;
		expect(sandbox.state.storedAs(url)?.bytes.toString()).toBe('Hello');
		const address = String(json[0]?.FileUrl);
		expect(address).toMatch(/^[\x21-\x7e]+$/);
		expect(decodeURIComponent(address)).toBe(url);
		const listed = await run('getAll', {
			...toProject,
			returnAll: true,
			filterBy: 'fields',
			filters: { conditions: [{ field: 'FileLeafRef', operator: 'Eq', value: fileName }] },
		});
		expect(listed.json).toMatchObject([{ FileName: fileName, FileUrl: address }]);
	});

	test('an empty file among others is named in the error, and nothing is sent', async () => {
		const binary = { a: file('a.txt'), b: file('b.txt', '') };
		const item = { json: {}, binary } as unknown as INodeExecutionData;
		const { error } = await run('upload', { ...toProject, binaryPropertyName: '*' }, [item]);
		expect(error?.message).toBe(`'Input Data Field Name(s)' names an empty file: "b.txt"`);
		expect(sandbox.requests).toHaveLength(0);
	});

	describe('a folder', () => {
		const path = '/sites/project-1/Shared Documents/Contracts';
		const inFolder = (folderUrl: string) => ({
			...toProject,
			binaryPropertyName: '*',
			additionalFields: { folderUrl },
		});

		test.each([
			'Contracts',
			'Contracts//',
			path,
			`${path}/`,
			encodeURI(path),
			`https://contoso.sharepoint.com${encodeURI(path)}`,
		])('can be specified as %s', async (folderUrl) => {
			const { error } = await run('upload', inFolder(folderUrl));
			expect(error).toBeUndefined();
			expect(stored('Contracts/Offer.txt')).toBe('Hello');
		});

		test.each([
			['../Contracts', `'Folder' has the folder "..", which is not a name`],
			['Contracts/./x', `'Folder' has the folder ".", which is not a name`],
			['What?', `'Folder' has the folder "What?", which contains the character ?`],
		])('cannot be %s: refused before any call', async (folderUrl, message) => {
			expect((await run('upload', inFolder(folderUrl))).error?.message).toBe(message);
			expect(sandbox.requests).toHaveLength(0);
		});

		test.each([
			'/sites/project-1/Archive',
			'/Contracts',
			'https://fabrikam.sharepoint.com/sites/project-1/Shared%20Documents/Contracts',
			'/sites/project-1/Shared Documents 2',
		])('in another library is refused before anything is stored: %s', async (folderUrl) => {
			const { error } = await run('upload', inFolder(folderUrl));
			expect(error?.message).toBe(`The folder "${folderUrl}" is not in the library`);
			expect(error?.description).toContain('/sites/project-1/Shared Documents');
			expect(uploads()).toHaveLength(0);
		});

		test('limits the listed documents, including those in subfolders', async () => {
			sandbox.state.addFolder(`${projectSiteUrl}/Shared Documents/Contracts/2026`);
			sandbox.state.saveFile(
				`${projectSiteUrl}/Shared Documents/Contracts/2026/Lease.txt`,
				Buffer.from('x'),
			);
			const { json } = await run('getAll', { ...inFolder('Contracts'), returnAll: true });
			expect(json.map(({ FileName }) => FileName)).toEqual([
				'Framework agreement (signed).pdf',
				'Lease.txt',
			]);
		});
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
			`'Input Data Field Name(s)' names the file "What?.pdf", which contains the character ?`,
		],
		[
			'an item without files',
			{},
			{ binaryPropertyName: '*' },
			"'Input Data Field Name(s)' found no file in the item",
		],
		[
			'a file that is not there',
			{ a: file('a.pdf') },
			{ binaryPropertyName: 'a, b' },
			`'Input Data Field Name(s)' names no file: the item has no binary field "b", but "a"`,
		],
	])('%s: refused before any call', async (_, binary, parameters, message) => {
		const item = { json: {}, binary } as unknown as INodeExecutionData;
		const { error } = await run('upload', { ...toProject, ...parameters }, [item]);
		expect(error?.message).toBe(message);
		expect(sandbox.requests).toHaveLength(0);
	});

	test.each(['*', 'data'])(
		'the error for a file that an intermediate node has dropped (%s) names the option that keeps it',
		async (binaryPropertyName) => {
			const { error } = await run('upload', { ...toProject, binaryPropertyName }, [{ json: {} }]);
			expect(error?.description).toContain("'Keep Input Files'");
		},
	);

	test('the entity can be specified by the address of its site', async () => {
		const entity = { ...byId(''), mode: 'url', value: `${projectSiteUrl}/SitePages/Home.aspx` };
		for (const operation of ['upload', 'getAll'])
			expect(
				(await run(operation, { ...toProject, entity, returnAll: true, binaryPropertyName: '*' }))
					.error,
			).toBeUndefined();
		expect(stored('Offer.txt')).toBe('Hello');
	});

	test('a list that is not a library is not accepted as one, whatever its name', async () => {
		const libraryName = { __rl: true, mode: 'name', value: 'Risks' };
		for (const operation of ['get', 'update', 'upload']) {
			const parameters = { ...toProject, libraryName, documentId: 1, binaryPropertyName: '*' };
			const fields = { specifyFields: 'json', fieldsJson: '{ "Title": "x" }' };
			const { error } = await run(operation, { ...parameters, ...fields });
			expect(error?.message).toBe(`The site ${projectSiteUrl} has no library "Risks"`);
		}
		expect(sandbox.requests.every(({ method }) => method === 'GET')).toBe(true);
	});

	test.each(['Kontrakter & bilag (2026)!', "Øvrige #1 + 'udkast' 50%", 'Ærø; a,b = c'])(
		'a library can be called %s',
		async (title) => {
			const library = sandbox.state.lists.find(({ id }) => id === listIds.documents);
			Object.assign(library ?? {}, { title });
			const named = { ...toProject, libraryName: { __rl: true, mode: 'name', value: title } };
			const { error } = await run('upload', { ...named, binaryPropertyName: '*' });
			expect(error).toBeUndefined();
			expect(stored('Offer.txt')).toBe('Hello');
			expect(sandbox.violations).toEqual([]);
		},
	);

	test.each([
		["={{ '1' }}", 1],
		[' 1 ', 1],
	])('a document can be specified by its ID as text (%s)', async (documentId, ID) => {
		expect((await run('get', { ...toProject, documentId })).json).toMatchObject([{ ID }]);
	});

	test.each(['={{ null }}', '={{ "" }}', '={{ 0 }}', -1, 1.5, '={{ "1a" }}'])(
		'a document cannot have the ID %s: refused before any call',
		async (documentId) => {
			const { error } = await run('get', { ...toProject, documentId });
			expect(error?.message).toBe("'Document' is not a positive whole number");
			expect(sandbox.requests).toHaveLength(0);
		},
	);

	test('an error says what is missing for an entity without a site, and for a site without the library', async () => {
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
		'a site can be specified as %s',
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

	test('Get Many returns documents without folders, filtered by a column of the library', async () => {
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
		// No conditions at all are no reason to leave out what is in folders.
		const none = await run('getAll', { ...parameters, filterBy: 'fields', filters: {} });
		expect(none.json).toEqual(all.json);
	});

	test('documents include their name and address even when few columns are read, page by page', async () => {
		const additionalFields = { viewFields: ['DocumentStatus'], pageSize: 1 };
		const { json } = await run('getAll', { ...toProject, returnAll: true, additionalFields });
		expect(json.map(({ FileName }) => FileName)).toEqual([
			'Offer.docx',
			'Terms.pdf',
			'Framework agreement (signed).pdf',
		]);
		expect(json[2]).toMatchObject({
			FileUrl: `${projectSiteUrl}/Shared%20Documents/Contracts/Framework%20agreement%20(signed).pdf`,
			Size: expect.any(Number),
			DocumentStatus: null,
		});
		expect(json[2]).not.toHaveProperty('Editor');
		expect(sandbox.requests.filter(({ path }) => path.endsWith('/Items')).length).toBeGreaterThan(
			3,
		);
	});

	test.each([1, 2])('a limit of %i counts documents, not folders', async (limit) => {
		const { json } = await run('getAll', { ...toProject, returnAll: false, limit });
		expect(json).toHaveLength(limit);
	});

	test.each([1, 50])(
		'many folders take few calls with a limit of %i: the page size does not shrink to the remaining number',
		async (limit) => {
			const library = sandbox.state.lists.find(({ id }) => id === listIds.documents);
			library?.entities.clear();
			const at = (name: string) => `${projectSiteUrl}/Shared Documents/${name}`;
			for (let n = 1; n < limit; n++) sandbox.state.saveFile(at(`${n}.txt`), Buffer.from('a'));
			for (let n = 0; n < 300; n++) sandbox.state.addFolder(at(`Folder ${n}`));
			sandbox.state.saveFile(at('Last.txt'), Buffer.from('a'));
			const { json } = await run('getAll', { ...toProject, returnAll: false, limit });
			expect(json).toHaveLength(limit);
			expect(json.at(-1)).toMatchObject({ FileName: 'Last.txt' });
			const pages = sandbox.requests.filter(({ path }) => path.endsWith('/Items'));
			expect(pages.length).toBeLessThan(10);
		},
	);

	test('a library that does not report its address still accepts files, but no folder', async () => {
		const lists = [{ ID: listIds.documents, Title: 'Documents', BaseType: 2 }];
		const untold = () =>
			sandbox.faults.add({
				path: '/Lists',
				answer: { status: 200, body: JSON.stringify(lists) },
			});
		untold();
		const { error, json } = await run('upload', { ...toProject, binaryPropertyName: '*' });
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ FileName: 'Offer.txt', FileUrl: null });
		untold();
		const folder = { additionalFields: { folderUrl: 'Contracts' } };
		const refused = await run('upload', { ...toProject, ...folder, binaryPropertyName: '*' });
		expect(refused.error?.message).toBe('The folder "Contracts" is not in the library');
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

describe('a merged document', () => {
	let sandbox: Sandbox;

	sandboxForEach((started) => (sandbox = started));

	const merge = async (answer: object, operation: string, parameters: INodeParameters = {}) => {
		const body = JSON.stringify({ Ok: true, ErrorMessages: [], Subject: null, ...answer });
		sandbox.faults.add({ path: '/MailMerge/', answer: { status: 200, body } });
		const document = { resource: 'document', ...onProject, templateId: ids.template };
		return await runNode(
			workPointNode({ ...document, operation, ...parameters }),
			new TestCredentials(sandbox.connection),
		);
	};
	const Bytes = 'SGVsbG8=';
	const Html = '<p>Hello</p>';

	test.each<[what: string, answer: object, wanted: INodeParameters, missing: string]>([
		['no file', { Html }, { includeFile: true }, 'file'],
		['a file of nothing', { Bytes: '' }, { includeFile: true }, 'file'],
		['null', { Bytes: null }, { includeFile: true }, 'file'],
		['what is no file', { Bytes: 'no base64!' }, { includeFile: true }, 'file'],
		['no HTML', { Bytes }, { includeFile: true, includeHtml: true }, 'HTML'],
		['no HTML alone', { Html: ' ' }, { includeFile: false, includeHtml: true }, 'HTML'],
	])('that is reported as created with %s is an error', async (_what, answer, wanted, missing) => {
		const { error } = await merge(answer, 'createFromTemplate', wanted);
		expect(error?.message).toBe(`WorkPoint reports success but returned no ${missing}.`);
	});

	test('that is reported as created without HTML is an error when only HTML is created', async () => {
		const { error } = await merge({ Html: null }, 'createFromTemplateAsHtml');
		expect(error?.message).toBe('WorkPoint reports success but returned no HTML.');
	});

	test('needs neither when it is not requested, or when the answer is wanted as data', async () => {
		const neither = { includeFile: false, includeHtml: false };
		expect((await merge({}, 'createFromTemplate', neither)).json).toMatchObject([{ Ok: true }]);
		const asData = { includeFile: true, options: { failOnServiceErrors: false } };
		expect((await merge({}, 'createFromTemplate', asData)).json).toMatchObject([{ Ok: true }]);
	});
});

describe('Keep Input Files', () => {
	let sandbox: Sandbox;

	sandboxForEach((started) => (sandbox = started));

	const find = async (options: INodeParameters, onError?: INode['onError']) =>
		await runNode(
			workPointNode(
				{
					resource: 'entity',
					operation: 'findByEmail',
					fromAddresses: '={{ $json.from }}',
					limit: 5,
					options,
				},
				onError === undefined ? {} : { onError },
			),
			new TestCredentials(sandbox.connection),
			[
				{ ...mail(), json: { from: 'mette@jensen.example' } },
				{ ...mail(), json: { from: null } },
			].slice(0, onError === undefined ? 1 : 2),
		);
	const filesOf = ({ binary }: Pick<INodeExecutionData, 'binary'>) => Object.keys(binary ?? {});
	const both = ['attachment_0', 'attachment_1'];

	test('passes on the files of the item with everything that the operation returns for it', async () => {
		const { items } = await find({ keepInputFiles: true });
		expect(items.map(({ json }) => json.EntityListID)).toEqual([ids.cases]);
		expect(items.map(filesOf)).toEqual([both]);
	});

	test.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'also does so for an item that fails (%s)',
		async (onError) => {
			const { outputs } = await find({ keepInputFiles: true }, onError);
			const failed = outputs.flat().find(({ json }) => json.error !== undefined);
			expect(failed?.json.error).toBe("'From' is empty");
			expect(filesOf(failed ?? {})).toEqual(both);
		},
	);

	test('is off by default', async () => {
		const { items } = await runNode(
			workPointNode({ resource: 'entity', operation: 'get', ...onProject }),
			new TestCredentials(sandbox.connection),
			[mail()],
		);
		expect(items.map(filesOf)).toEqual([[]]);
	});

	test('is on by default where an email is looked up, unless the user turns it off', async () => {
		const { outputs } = await find({}, 'continueErrorOutput');
		expect(outputs.flat().map(filesOf)).toEqual([both, both]);
		const off = await find({ keepInputFiles: false }, 'continueErrorOutput');
		expect(off.outputs.flat().map(filesOf)).toEqual([[], []]);
		const located = await runNode(
			workPointNode({
				resource: 'email',
				operation: 'getLocations',
				internetMessageId: '<complaint-001@jensen.example>',
			}),
			new TestCredentials(sandbox.connection),
			[mail()],
		);
		expect(located.items.map(filesOf)).toEqual([both]);
	});

	test('lets a file that the operation creates replace one of the same name', async () => {
		const { items } = await runNode(
			workPointNode({
				resource: 'document',
				operation: 'createFromTemplate',
				...onProject,
				templateId: ids.template,
				includeFile: true,
				binaryPropertyName: 'attachment_0',
				options: { keepInputFiles: true },
			}),
			new TestCredentials(sandbox.connection),
			[mail()],
		);
		expect(filesOf(items[0] ?? {})).toEqual(both);
		expect(items[0]?.binary?.attachment_0?.fileName).toBe('Letter 2.docx');
	});
});
