import type { INodeListSearchResult, INodeParameters } from 'n8n-workflow';

import { TestCredentials } from '../../n8n/n8nEngine';
import { byId } from '../../n8n/workflow';
import { WorkPoint } from '../../nodes/WorkPoint/WorkPoint.node';
import type { Sandbox } from '../../sandbox';
import { listIds } from '../../sandbox/tenant/plainLists';
import {
	archiveUrl,
	contractsUrl,
	ids,
	offerUrl,
	oldOfferUrl,
	projectSiteUrl,
	siteUrl,
	termsUrl,
} from '../../sandbox/tenant/seed';
import { onProject } from '../support/cases/case';
import { editorContext, runNode, workPointNode } from '../support/runNode';
import { sandboxForEach } from '../support/sandboxForEach';

const { listSearch } = new WorkPoint().methods;

const located = (mode: string, value: string) => ({ __rl: true, mode, value });
const inDocuments = { ...onProject, libraryName: located('name', 'Documents') };

let sandbox: Sandbox;

sandboxForEach((started) => (sandbox = started));

/** An operation that has the picker. */
const operations: Partial<Record<keyof typeof listSearch, INodeParameters>> = {
	searchDocuments: { resource: 'document', operation: 'declareAsRecord' },
	searchFolders: { resource: 'document', operation: 'upload' },
	searchLibraryDocuments: { resource: 'document', operation: 'get' },
	searchLists: { resource: 'listItem', operation: 'get' },
	searchTemplates: { resource: 'document', operation: 'createFromTemplate' },
};

async function search(
	method: keyof typeof listSearch,
	parameters: INodeParameters,
	filter?: string,
	token?: string,
): Promise<INodeListSearchResult> {
	const node = workPointNode({ ...operations[method], ...parameters });
	const context = editorContext(node, new TestCredentials(sandbox.connection));
	return await listSearch[method].call(context, filter, token);
}

const run = async (operation: string, parameters: INodeParameters) =>
	await runNode(
		workPointNode({ resource: 'document', operation, ...parameters }),
		new TestCredentials(sandbox.connection),
	);

const names = ({ results }: INodeListSearchResult) => results.map(({ name }) => name);
const values = ({ results }: INodeListSearchResult) => results.map(({ value }) => value);
const fileUrl = (url: string) => encodeURI(url);

describe('the document picker', () => {
	const ofProject = { documentOf: 'entity', ...onProject };

	test('offers the documents of all libraries on the site of an entity, each with its location, by address', async () => {
		const offered = await search('searchDocuments', ofProject);
		expect(names(offered)).toEqual([
			'Offer.docx – Documents',
			'Terms.pdf – Documents',
			'Framework agreement (signed).pdf – Documents/Contracts',
			expect.stringContaining('Contract templates'),
			'Old offer.docx – Archive',
		]);
		expect(values(offered).slice(0, 2)).toEqual([fileUrl(offerUrl), fileUrl(termsUrl)]);
		expect(offered.paginationToken).toBeUndefined();
	});

	test('searches by part of the name, also in folders', async () => {
		expect(names(await search('searchDocuments', ofProject, 'offer'))).toEqual([
			'Offer.docx – Documents',
			'Old offer.docx – Archive',
		]);
		expect(names(await search('searchDocuments', ofProject, 'frame'))).toEqual([
			'Framework agreement (signed).pdf – Documents/Contracts',
		]);
	});

	test.each([
		['the address of the site', projectSiteUrl],
		['its address without the host', '/sites/project-1'],
	])('offers the documents of a site by %s', async (_, documentSiteUrl) => {
		const offered = await search('searchDocuments', { documentOf: 'site', documentSiteUrl }, 'old');
		expect(values(offered)).toEqual([fileUrl(oldOfferUrl)]);
	});

	test('goes through a long library page by page, and then on to the next one', async () => {
		for (let n = 0; n < 120; n++)
			sandbox.state.saveFile(`${projectSiteUrl}/Shared Documents/Note ${n}.txt`, Buffer.from('x'));
		const found: string[] = [];
		let token: string | undefined;
		do {
			const page = await search('searchDocuments', ofProject, '', token);
			found.push(...names(page));
			token = page.paginationToken as string | undefined;
		} while (token !== undefined);
		expect(found).toHaveLength(125);
		expect(new Set(found).size).toBe(125);
		expect(found.at(-1)).toBe('Old offer.docx – Archive');
	});

	test('searches a library that is too long by the beginning of names', async () => {
		const body = JSON.stringify({
			ExceptionMessage: 'El umbral.',
			ExceptionType: 'Microsoft.SharePoint.SPQueryThrottledException',
		});
		sandbox.faults.add({ path: '/Items', times: 1, answer: { status: 500, body } });
		expect(names(await search('searchDocuments', ofProject, 'fer'))).not.toContain(
			'Offer.docx – Documents',
		);
	});

	test("leaves out the site's own resources", async () => {
		const answer = JSON.stringify([
			{ ID: listIds.documents, Title: 'Documents', BaseType: 2 },
			{ ID: listIds.archive, Title: 'Style Library', BaseType: 2, IsApplicationList: true },
			{ ID: listIds.archive, Title: 'Site Assets', BaseType: 2, IsSiteAssetsLibrary: true },
		]);
		sandbox.faults.add({ path: '/Lists', times: 1, answer: { status: 200, body: answer } });
		const offered = names(await search('searchDocuments', ofProject));
		expect(offered).toContain('Offer.docx');
		expect(offered).not.toContainEqual(expect.stringContaining('Old offer'));
	});

	test('says what to choose when there is no site', async () => {
		await expect(search('searchDocuments', { documentOf: 'entity' })).rejects.toThrow(
			/Choose a business module and an entity/,
		);
		const without = { businessModule: byId(ids.projects), entity: byId(ids.warehouseMove) };
		await expect(search('searchDocuments', without)).rejects.toThrow(/has no site/);
	});

	test('offers the documents of one library by ID, and its folders by path', async () => {
		const documents = await search('searchLibraryDocuments', inDocuments, 'offer');
		expect(documents.results).toMatchObject([{ name: 'Offer.docx', value: '1' }]);
		sandbox.state.addFolder(`${contractsUrl}/2026`);
		const folders = await search('searchFolders', inDocuments);
		expect(values(folders)).toEqual(['Contracts', 'Contracts/2026']);
		await expect(search('searchLibraryDocuments', onProject)).rejects.toThrow('Choose a library');
	});
});

describe('a document', () => {
	const isRecord = (url: string) => sandbox.state.file(url)?.isRecord;

	test.each<[string, INodeParameters]>([
		['as it was stored before there was a picker', { documentUrl: offerUrl }],
		['picked from the list', { ...onProject, documentUrl: located('list', fileUrl(offerUrl)) }],
		['by its address', { documentUrl: located('url', offerUrl) }],
		[
			'by its address and that of its site',
			{
				documentOf: 'site',
				documentSiteUrl: projectSiteUrl,
				documentUrl: offerUrl,
			},
		],
	])('%s is declared as a record with one call', async (_, parameters) => {
		const { error, json } = await run('declareAsRecord', parameters);
		expect(error).toBeUndefined();
		expect(isRecord(offerUrl)).toBe(true);
		expect(json).toMatchObject([{ FileName: 'Offer.docx', SiteUrl: projectSiteUrl }]);
		expect(sandbox.requests).toHaveLength(1);
	});

	test('in a folder of a library with any name is on the site that has the library', async () => {
		sandbox.state.addFolder(`${archiveUrl}/2026`);
		sandbox.state.saveFile(`${archiveUrl}/2026/Old.pdf`, Buffer.from('%PDF-'));
		const { error, json } = await run('declareAsRecord', {
			documentUrl: `${archiveUrl}/2026/Old.pdf`,
		});
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ SiteUrl: projectSiteUrl }]);
	});

	test.each([
		[
			'in its library',
			`${projectSiteUrl}/Shared Documents/Contracts/Framework agreement (signed).pdf`,
		],
		['as Get Many gives it', fileUrl(offerUrl)],
	])('is read by its address %s', async (_, url) => {
		const documentId = located('url', url);
		const { error, json } = await run('get', { ...inDocuments, documentId });
		expect(error).toBeUndefined();
		expect(json).toMatchObject([
			{ FileUrl: expect.stringMatching(/Framework|Offer/), SiteUrl: projectSiteUrl },
		]);
	});

	test.each([
		['of another library', oldOfferUrl],
		['that is not there', `${projectSiteUrl}/Shared Documents/None.docx`],
		['of another host', offerUrl.replace('contoso', 'fabrikam')],
	])('%s is refused', async (_, url) => {
		const { error } = await run('get', { ...inDocuments, documentId: located('url', url) });
		expect(error?.message).toMatch(/^The library "Documents" has no document https/);
	});

	test('is updated by its address', async () => {
		const path = `${projectSiteUrl}/Lists/ContractTemplates/Lease.docx`;
		sandbox.state.saveFile(path, Buffer.from('x'));
		const { error, json } = await run('update', {
			...onProject,
			libraryName: located('url', `${projectSiteUrl}/Lists/ContractTemplates`),
			documentId: located('url', path),
			specifyFields: 'json',
			fieldsJson: '{"DocumentStatus":"Approved"}',
		});
		expect(error).toBeUndefined();
		expect(json).toEqual([{ DocumentId: 2 }]);
	});
});

describe('Convert to PDF', () => {
	const convert = async (parameters: INodeParameters) =>
		await run('convertToPdf', {
			documentUrl: offerUrl,
			outputExistsBehaviour: 'Overwrite',
			...parameters,
		});

	test('saves the PDF beside the document under the same name, and returns both addresses', async () => {
		const { json } = await convert({});
		expect(json).toEqual([
			{
				success: true,
				FileName: 'Offer.pdf',
				FileUrl: offerUrl.replace('.docx', '.pdf'),
				SiteUrl: projectSiteUrl,
			},
		]);
		expect(sandbox.state.file(offerUrl.replace('.docx', '.pdf'))).toBeDefined();
	});

	test('finds the site of another location by its address', async () => {
		const outputUrl = `${archiveUrl}/Offer 2.pdf`;
		const { json } = await convert({ additionalFields: { outputUrl } });
		expect(json).toMatchObject([{ FileUrl: outputUrl, SiteUrl: projectSiteUrl }]);
		expect(sandbox.state.file(outputUrl)).toBeDefined();
	});

	test('returns no address that it does not know', async () => {
		const { json } = await convert({ outputExistsBehaviour: 'Rename' });
		expect(json).toMatchObject([{ FileUrl: null, SiteUrl: projectSiteUrl }]);
	});

	test.each<[string, INodeParameters, RegExp]>([
		[
			'a PDF, which would replace itself',
			{ documentUrl: termsUrl },
			/^'Document' is a PDF already/,
		],
		[
			'a site for an output without an address',
			{ additionalFields: { outputSiteUrl: siteUrl } },
			/^'Output URL' is missing/,
		],
	])('refuses %s before any call', async (_, parameters, message) => {
		expect((await convert(parameters)).error?.message).toMatch(message);
		expect(sandbox.requests).toHaveLength(0);
	});

	test('returns what Declare as Record needs', async () => {
		const [made] = (await convert({})).json;
		const { error } = await run('declareAsRecord', { documentUrl: String(made?.FileUrl) });
		expect(error).toBeUndefined();
		expect(sandbox.state.file(String(made?.FileUrl))?.isRecord).toBe(true);
	});
});

describe('a library by its address', () => {
	const upload = async (libraryName: string) =>
		await runNode(
			workPointNode({
				resource: 'document',
				operation: 'upload',
				libraryOf: 'site',
				libraryName: located('url', libraryName),
				binaryPropertyName: 'data',
				overwrite: false,
			}),
			new TestCredentials(sandbox.connection),
			[
				{
					json: {},
					binary: { data: { data: 'SGVsbG8=', mimeType: 'text/plain', fileName: 'Note.txt' } },
				},
			],
		);

	test.each([
		archiveUrl,
		`${archiveUrl}/Forms/AllItems.aspx`,
		`${projectSiteUrl}/Shared Documents`,
		`${projectSiteUrl}/Shared%20Documents/Forms/AllItems.aspx?viewid=x`,
	])('%s needs no separate site', async (address) => {
		const { error, json } = await upload(address);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ FileName: 'Note.txt', SiteUrl: projectSiteUrl }]);
	});

	test('that is not on the site lists the existing ones', async () => {
		const { error } = await upload(`${projectSiteUrl}/Nothing/Forms/AllItems.aspx`);
		expect(error?.message).toMatch(/has no library/);
		expect(error?.description).toContain('"Archive"');
	});

	test('with a file whose name is taken says so, and which option to turn on', async () => {
		await upload(archiveUrl);
		sandbox.requests.length = 0;
		const { error } = await upload(archiveUrl);
		expect(error?.message).toBe('The folder already has a file "Note.txt"');
		expect(error?.description).toMatch(/'Overwrite'.*'Keep Both'.*'File Name'/);
	});
});

describe('a list of an entity', () => {
	const risks = { listOf: 'entity', ...onProject };

	test('is picked from those on its site', async () => {
		expect(names(await search('searchLists', risks))).toContain('Risks');
		expect(names(await search('searchLists', { listOf: 'entity' }))).toEqual([]);
	});

	test.each([
		['ID', byId(listIds.risks)],
		['name', located('name', 'Risks')],
	])('is read by its %s, without an address', async (_, list) => {
		const { error, json } = await runNode(
			workPointNode({ resource: 'listItem', operation: 'get', ...risks, list, itemId: 1 }),
			new TestCredentials(sandbox.connection),
		);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ Title: 'Late delivery' }]);
	});
});

describe('a template', () => {
	const merge = async (templateId: INodeParameters | string) =>
		await run('createFromTemplateAsHtml', { ...onProject, templateId });

	const isIn = (address: string, title: string) => ({
		ID: listIds.documentTemplates,
		Title: title,
		ServerRelativeUrl: address,
		BaseType: 2,
	});

	const listsAre = (...lists: Array<Record<string, unknown>>) =>
		sandbox.faults.add({
			path: '/Lists',
			times: 1,
			answer: { status: 200, body: JSON.stringify(lists) },
		});

	test('is offered by name from the list of templates on the WorkPoint site', async () => {
		expect((await search('searchTemplates', {})).results).toEqual([
			{ name: 'Broken letter', value: ids.brokenTemplate },
			{ name: 'Letter', value: ids.template },
			{ name: 'Offer', value: ids.offerTemplate },
			{ name: 'Project sheet', value: ids.projectSheet },
		]);
		expect(names(await search('searchTemplates', {}, 'SHEET'))).toEqual(['Project sheet']);
	});

	test.each([
		['Dokumentskabeloner', '/sites/WorkPoint/Skabeloner'],
		['Vorlagen', '/sites/WorkPoint/Vorlagen'],
		['Dokumentmallar', '/sites/WorkPoint/Mallar'],
		['Maler', '/sites/WorkPoint/Maler'],
	])('is found in a list with the name %s', async (title, address) => {
		listsAre(isIn(address, title));
		expect(names(await search('searchTemplates', {}))).toContain('Letter');
	});

	test("is offered with its list when there are several, but not from SharePoint's own lists", async () => {
		listsAre(
			isIn('/sites/WorkPoint/Templates', 'Templates'),
			isIn('/sites/WorkPoint/MailTemplates', 'Mail templates'),
			isIn('/sites/WorkPoint/FormServerTemplates', 'Form Templates'),
			isIn('/sites/WorkPoint/_catalogs/lt', 'List Template Gallery'),
		);
		const offered = names(await search('searchTemplates', {}, 'project'));
		expect(offered).toEqual(['Project sheet – Mail templates', 'Project sheet – Templates']);
	});

	test('is offered from a list with any name that is chosen in the options', async () => {
		const merging = { resource: 'document', operation: 'createFromTemplate' };
		expect(names(await search('searchLists', merging, 'templates'))).toEqual([
			'Document templates',
		]);
		listsAre(isIn('/sites/WorkPoint/Letters', 'Letters'));
		const chosen = { options: { templateList: byId(listIds.documentTemplates) } };
		expect(names(await search('searchTemplates', chosen))).toContain('Letter');
	});

	test('is requested by ID when no list is found, and the picker says how', async () => {
		listsAre(isIn('/sites/WorkPoint/Letters', 'Letters'));
		await expect(search('searchTemplates', {})).rejects.toThrow(
			/Choose it in 'Options' under 'Template List', or enter the ID/,
		);
	});

	test.each<[string, INodeParameters | string]>([
		['by its ID, as it was stored before there was a picker', ids.template],
		['picked from the list', located('list', ids.template)],
		['by its ID', located('id', ids.template)],
		[
			'by the address of its form',
			located(
				'url',
				`${siteUrl}/DocumentTemplates/Forms/DispForm.aspx?ID=${ids.template}&Source=x`,
			),
		],
		[
			'by the address of the form of a list',
			located('url', `${siteUrl}/Lists/Templates/EditForm.aspx?ID=${ids.template}`),
		],
	])('%s is merged', async (_, templateId) => {
		const { error, json } = await merge(templateId);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ Subject: 'Letter to New intranet' }]);
	});

	test('with an address without an ID is refused before any call, with where to find the ID', async () => {
		const { error } = await merge(located('url', `${siteUrl}/DocumentTemplates/Letter.docx`));
		expect(error?.message).toBe("'Template' is a URL without the ID of a template");
		expect(error?.description).toContain('?ID=7');
		expect(sandbox.requests).toHaveLength(0);
	});

	test('that does not exist is reported, without advice that cannot help', async () => {
		const { error } = await merge('99');
		expect(error?.message).toBe('The template 99 was not found.');
		expect(error?.description).toContain("pick another under 'Template'");
		expect(error?.description).not.toContain('Fail on Service Errors');
	});
});
