import type { INodeParameters } from 'n8n-workflow';

import { TestCredentials } from '../../n8n/n8nEngine';
import { searchLibraries } from '../../nodes/concepts/lists/library';
import { searchLists } from '../../nodes/concepts/lists/list';
import type { Sandbox } from '../../sandbox';
import { ids, offerUrl, projectSiteUrl, siteUrl, tenantUrl } from '../../sandbox/tenant/seed';
import { uploadDocument } from '../support/cases/case';
import { editorContext, runNode, workPointNode } from '../support/runNode';
import { sandboxForEach } from '../support/sandboxForEach';

// The first test of a process also compiles the contract.
jest.setTimeout(30_000);

let sandbox: Sandbox;

sandboxForEach((started) => {
	sandbox = started;
	// A site below another, as bucket sites of WorkPoint have them.
	const projects = sandbox.state.module(ids.projects);
	const below = sandbox.state.addEntity(projects, { Title: 'Below' }, false);
	sandbox.state.openSite(below, '/sites/wp/project-9');
	sandbox.state.sites.add(`${tenantUrl}/sites/wp`);
});

const run = async (parameters: INodeParameters) =>
	await runNode(workPointNode(parameters), new TestCredentials(sandbox.connection), [
		{
			json: {},
			binary: { data: { data: 'SGVsbG8=', mimeType: 'text/plain', fileName: 'a.txt' } },
		} as never,
	]);

const q = encodeURIComponent;
const library = `${projectSiteUrl}/Shared Documents`;
const inLibrary = '/sites/project-1/Shared Documents';
const belowSite = `${tenantUrl}/sites/wp/project-9`;
const documentsOf = (librarySiteUrl: string) => ({
	...uploadDocument,
	librarySiteUrl,
});

const onProject = [
	projectSiteUrl,
	`${projectSiteUrl}/`,
	`${projectSiteUrl}/_layouts/15/viewlsts.aspx?view=14`,
	`${projectSiteUrl}/SitePages/Home.aspx?web=1`,
	`${projectSiteUrl}/Lists/Risks/AllItems.aspx`,
	encodeURI(library),
	`${library}/Forms/AllItems.aspx?viewid=1`,
	`${projectSiteUrl}/Archive/Forms/AllItems.aspx?id=${q('/sites/project-1/Archive/2026')}`,
	`${projectSiteUrl}/Archive`,
	`${projectSiteUrl}/Archive/2026`,
	offerUrl,
	`${encodeURI(offerUrl)}?web=1`,
	`${projectSiteUrl}/Archive/Old offer.docx`,
	`${tenantUrl}/:w:/r${encodeURI(inLibrary)}/Offer.docx?d=w1&csf=1&e=a`,
	`${projectSiteUrl}/_layouts/15/Doc.aspx?sourcedoc=%7BA%7D&file=Offer.docx`,
];
const onSiteBelow = [
	belowSite,
	`${belowSite}/Shared Documents/Forms/AllItems.aspx`,
	`${belowSite}/SitePages/Home.aspx`,
	`${belowSite}/_layouts/15/viewlsts.aspx`,
];
const opaque = [
	`${tenantUrl}/:f:/s/project-1/EabcDEF?e=1`,
	`${tenantUrl}/:x:/g/personal/anna_contoso_com/Eabc`,
];

describe('the site of a library', () => {
	const siteless = (address: string) => address.slice(tenantUrl.length);

	test.each([
		...onProject.map((address) => [address, projectSiteUrl]),
		...onProject.map((address) => [siteless(address), projectSiteUrl]),
		...onSiteBelow.map((address) => [address, belowSite]),
	])('%s is found', async (address, site) => {
		const { error } = await run(documentsOf(address as string));
		expect(error).toBeUndefined();
		expect(sandbox.state.file(`${site}/Shared Documents/a.txt`)).toBeDefined();
		expect(sandbox.violations).toEqual([]);
	});

	test.each(opaque)('%s is refused before any call, with what to enter', async (address) => {
		const { error } = await run(documentsOf(address));
		expect(error?.message).toBe("'Library Site URL' is a sharing link, which hides its target");
		expect(error?.description).toContain('/sites/project-42');
		expect(sandbox.requests).toEqual([]);
	});

	test('requires no call when the address contains it, and otherwise one for each possible parent site', async () => {
		await run(documentsOf(`${library}/Forms/AllItems.aspx`));
		expect(sandbox.requests).toHaveLength(2);
		sandbox.requests.length = 0;
		await run(documentsOf(belowSite));
		expect(sandbox.requests.map(({ headers }) => headers.workpoint365url)).toEqual([
			`${tenantUrl}/sites/wp`,
			belowSite,
			belowSite,
		]);
	});

	test('is also found by users who cannot read the parent site', async () => {
		sandbox.state.sites.delete(`${tenantUrl}/sites/wp`);
		sandbox.faults.add({
			path: '/api/Lists',
			answer: { status: 403, body: JSON.stringify({ Message: 'Access denied' }) },
		});
		expect((await run(documentsOf(belowSite))).error).toBeUndefined();
	});

	test.each([...onProject, ...onSiteBelow])(
		'the libraries are offered in the editor for %s',
		async (address) => {
			const node = workPointNode(documentsOf(address));
			const context = editorContext(node, new TestCredentials(sandbox.connection));
			const { results } = await searchLibraries.call(context);
			expect(results).toContainEqual({ name: 'Documents', value: 'Documents' });
		},
	);
});

describe('an entity by an address on its site', () => {
	const get = (url: string) => ({
		resource: 'entity',
		operation: 'get',
		businessModule: { __rl: true, mode: 'id', value: ids.projects },
		entity: { __rl: true, mode: 'url', value: url },
	});

	test.each([
		...onProject.map((address) => [address, 'New intranet']),
		...onSiteBelow.map((address) => [address, 'Below']),
		[`${belowSite}/Archive/Old.docx`, 'Below'],
		[`${siteUrl}/Lists/Projects/DispForm.aspx?ID=3`, 'Warehouse move'],
		[`${siteUrl}/_layouts/15/start.aspx#/Lists/Projects/EditForm.aspx?ID=3`, 'Warehouse move'],
		[`${siteUrl}/_layouts/15/listform.aspx?PageType=4&ListId=%7BA%7D&ID=3`, 'Warehouse move'],
		// The ID is that of a document.
		[`${library}/Forms/DispForm.aspx?ID=3`, 'New intranet'],
	])('%s is found', async (address, Title) => {
		const { error, json } = await run(get(address as string));
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ Title }]);
	});

	test.each(opaque)('%s is refused before any call, with what to enter', async (address) => {
		const { error } = await run(get(address));
		expect(error?.message).toBe("'Entity' is a sharing link, which hides its target");
		expect(error?.description).toContain("URL of the entity's site");
		expect(sandbox.requests).toEqual([]);
	});
});

describe('a folder by its address', () => {
	const upload = (folderUrl: string) => ({
		...documentsOf(projectSiteUrl),
		additionalFields: { folderUrl },
	});
	const contracts = `${inLibrary}/Contracts`;

	test.each([
		[`${library}/Forms/AllItems.aspx?id=${q(contracts)}&viewid=2f6e%2D4a`, 'Contracts/'],
		[`${inLibrary}/Forms/AllItems.aspx?id=${q(contracts)}`, 'Contracts/'],
		[
			`${encodeURI(library)}/Forms/AllItems.aspx?RootFolder=${q(contracts)}&FolderCTID=0x`,
			'Contracts/',
		],
		[`${library}/Forms/AllItems.aspx#InplviewHash1=RootFolder%3D${q(q(contracts))}`, 'Contracts/'],
		[`${tenantUrl}/:f:/r${encodeURI(contracts)}?csf=1&web=1&e=abc`, 'Contracts/'],
		[`${encodeURI(`${library}/Contracts`)}?web=1`, 'Contracts/'],
		[`${library}/Contracts#`, 'Contracts/'],
		[`${library}/Forms/AllItems.aspx`, ''],
		[library, ''],
	])('%s is understood', async (address, folder) => {
		const { error } = await run(upload(address));
		expect(error).toBeUndefined();
		expect(sandbox.state.file(`${library}/${folder}a.txt`)).toBeDefined();
		expect(sandbox.violations).toEqual([]);
	});

	test('a folder can have a # in its name, encoded or not', async () => {
		sandbox.state.addFolder(`${library}/R&D #1`);
		for (const address of [`${library}/R&D #1`, `${library}/R%26D%20%231`, 'R&D #1']) {
			const { error } = await run({ ...upload(address), overwrite: true });
			expect(error).toBeUndefined();
		}
		expect(sandbox.state.storedAs(`${library}/R&D #1/a.txt`)).toBeDefined();
	});

	test.each([
		...opaque,
		projectSiteUrl,
		`${projectSiteUrl}/_layouts/15/viewlsts.aspx`,
		`${projectSiteUrl}/_layouts/15/Doc.aspx?sourcedoc=%7BA%7D`,
		`${library}/Forms/AllItems.aspx?id=${q(`${contracts}/a.pdf`)}&parent=${q(contracts)}`,
		`${tenantUrl}/:w:/r${encodeURI(inLibrary)}/Offer.docx`,
		'/sites/project-1/../x',
	])('%s is refused before any call, with what to enter', async (address) => {
		const { error } = await run(upload(address));
		expect(error?.message).toMatch(/^'Folder' is /);
		expect(error?.description).toContain('such as Offers/2026');
		expect(sandbox.requests).toEqual([]);
	});
});

describe('a document by its address', () => {
	const declare = (documentUrl: string, documentSiteUrl = projectSiteUrl) => ({
		resource: 'document',
		operation: 'declareAsRecord',
		documentOf: 'site',
		documentSiteUrl,
		documentUrl,
	});

	test.each([
		offerUrl,
		`${encodeURI(offerUrl)}?web=1`,
		`${offerUrl}?csf=1&e=abc#x`,
		`${offerUrl}#page=2`,
		`${tenantUrl}/:w:/r${encodeURI(inLibrary)}/Offer.docx?d=w1&csf=1&web=1&e=abc`,
		`${library}/Forms/AllItems.aspx?id=${q(`${inLibrary}/Offer.docx`)}&parent=${q(inLibrary)}`,
		`${projectSiteUrl}/_layouts/15/WopiFrame.aspx?sourcedoc=${q(`${inLibrary}/Offer.docx`)}`,
	])('%s is sent without the parts that belong to the page', async (address) => {
		const { error } = await run(declare(address));
		expect(error).toBeUndefined();
		expect(sandbox.state.file(offerUrl)?.isRecord).toBe(true);
		const sent = new URL(sandbox.requests[0]?.path ?? '', tenantUrl);
		expect(sent.href + JSON.stringify(sandbox.requests[0])).not.toContain('web=1');
	});

	test.each(onProject)('its site can be specified by %s', async (address) => {
		expect((await run(declare(offerUrl, address))).error).toBeUndefined();
		expect(sandbox.state.file(offerUrl)?.isRecord).toBe(true);
	});

	test.each([
		...opaque,
		`${projectSiteUrl}/_layouts/15/Doc.aspx?sourcedoc=%7BA%7D&file=Offer.docx&action=default`,
		`${projectSiteUrl}/_layouts/15/WopiFrame.aspx?sourcedoc=%7BA%7D&file=Offer.docx`,
		`${tenantUrl}/:w:/r/sites/project-1/_layouts/15/Doc.aspx?sourcedoc=%7BA%7D&file=Offer.docx`,
		`${library}/Forms/AllItems.aspx`,
		`${library}/Forms/AllItems.aspx?id=${q(`${inLibrary}/Contracts`)}`,
		projectSiteUrl,
	])('%s is refused before any call, as input and as output', async (address) => {
		const convert = {
			...declare(offerUrl),
			operation: 'convertToPdf',
			outputExistsBehaviour: 'Cancel',
			additionalFields: { outputUrl: address },
		};
		for (const parameters of [declare(address), convert]) {
			const { error } = await run(parameters);
			expect(error?.message).toMatch(/^'(Document|Output URL)' is (a sharing link|the URL of)/);
			expect(error?.description).toContain('FileUrl of a previous WorkPoint node');
		}
		expect(sandbox.requests).toEqual([]);
	});
});

describe('a list by its address', () => {
	const get = (value: string) => ({
		resource: 'listItem',
		operation: 'get',
		listOf: 'site',
		list: { __rl: true, mode: 'url', value },
		itemId: 1,
	});

	test.each([
		`${projectSiteUrl}/Lists/Risks`,
		`${projectSiteUrl}/Lists/Risks/AllItems.aspx?viewid=1#x`,
		`${projectSiteUrl}/Lists/Risks/DispForm.aspx?ID=1`,
		`${projectSiteUrl}/_layouts/15/start.aspx#/Lists/Risks/AllItems.aspx`,
		`${tenantUrl}/:l:/r/sites/project-1/Lists/Risks?e=abc`,
	])('%s is found, and offered in the editor', async (address) => {
		const { error, json } = await run(get(address));
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ Title: 'Late delivery' }]);
		const context = editorContext(
			workPointNode(get(address)),
			new TestCredentials(sandbox.connection),
		);
		const { results } = await searchLists.call(context);
		expect(results.map(({ name }) => name)).toContain('Risks');
	});

	test.each([
		`${projectSiteUrl}/Archive`,
		`${projectSiteUrl}/Archive/Forms/AllItems.aspx`,
		`${library}/Forms/AllItems.aspx?id=${q(`${inLibrary}/Contracts`)}`,
	])('the library of %s is found', async (value) => {
		const { error } = await run({ ...get(value), operation: 'getAll', returnAll: true });
		expect(error).toBeUndefined();
	});

	test.each(opaque)('%s is refused before any call', async (address) => {
		const { error } = await run(get(address));
		expect(error?.message).toBe("'List' is a sharing link, which hides its target");
		expect(sandbox.requests).toEqual([]);
	});
});
