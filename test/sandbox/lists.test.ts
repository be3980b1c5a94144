import type { AxiosInstance } from 'axios';

import { startSandbox, type Sandbox } from '../../sandbox';
import { listIds } from '../../sandbox/tenant/plainLists';
import { contractsUrl, ids, offerUrl, projectSiteUrl } from '../../sandbox/tenant/seed';
import { signedIn } from '../support/sandboxClient';

let sandbox: Sandbox;
let api: AxiosInstance;

beforeEach(async () => {
	sandbox = await startSandbox();
	api = await signedIn(sandbox);
});

afterEach(async () => {
	expect(sandbox.violations).toEqual([]);
	await sandbox.stop();
});

const onProjectSite = { headers: { WorkPoint365Url: projectSiteUrl } };

interface Item {
	ID: number;
	Title: string;
	FieldValues: Array<{ InternalFieldName: string; Value: string | null }>;
}

const values = ({ FieldValues }: Item) =>
	Object.fromEntries(FieldValues.map(({ InternalFieldName, Value }) => [InternalFieldName, Value]));

async function items(list: string, query: object, site = {}) {
	const { data } = await api.post(`/api/List/${list}/Items`, query, site);
	return data as { Items: Item[]; PagingInfo: string | null };
}

describe('a library on the site of an entity', () => {
	const names = async (query: object) =>
		(await items(listIds.documents, query, onProjectSite)).Items.map(
			(item) => values(item).FileLeafRef,
		);

	test('lists the documents and folders at its root', async () => {
		expect(await names({})).toEqual(['Offer.docx', 'Terms.pdf', 'Contracts']);
	});

	test('lists a folder', async () => {
		const FolderServerRelativeUrl = new URL(contractsUrl).pathname.replace(/%20/g, ' ');
		expect(await names({ FolderServerRelativeUrl })).toEqual(['Framework agreement (signed).pdf']);
	});

	test('lists its entire content when the view is recursive', async () => {
		expect(await names({ CamlQuery: '<View Scope="RecursiveAll"/>' })).toHaveLength(4);
	});

	test('returns the address, size and dates of a document', async () => {
		const { Items } = await items(listIds.documents, {}, onProjectSite);
		const [offer] = Items;
		expect(offer).toMatchObject({ Url: offerUrl, IsEntity: false });
		expect(values(offer as Item)).toMatchObject({
			FileRef: '/sites/project-1/Shared Documents/Offer.docx',
			FSObjType: '0',
			Editor: 'Anna Berg',
			Modified: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
			File_x0020_Size: String(sandbox.state.file(offerUrl)?.bytes.length),
		});
	});

	test('accepts a file with any name that SharePoint accepts, and finds it by that name', async () => {
		const FileName = "Bid (A+B) – Jensen's, 100%!.pdf";
		const body = { FileName, FileBytes: Buffer.from('%PDF-').toString('base64') };
		await api.post('/api/List/Documents/UploadFile?overwrite=false', body, onProjectSite);
		const siteUrl = projectSiteUrl;
		const url = `${projectSiteUrl}/Shared Documents/${FileName}`;
		const { status } = await api.post('/api/RecordManagement/Declare', undefined, {
			params: { siteUrl, documentUrl: encodeURI(url) },
		});
		expect(status).toBe(200);
		expect(sandbox.state.storedAs(url)?.isRecord).toBe(true);
		expect(await names({})).toContain(FileName);
	});

	test('refuses an invalid name or a missing folder', async () => {
		const upload = async (FileName: string, query = '') =>
			await api.post(
				`/api/List/Documents/UploadFile?overwrite=false${query}`,
				{ FileName, FileBytes: 'YQ==' },
				onProjectSite,
			);
		expect((await upload('a/b.pdf')).data.ExceptionMessage).toContain('"a/b.pdf"');
		const folder = '&folderUrl=/sites/project-1/Shared%20Documents/Nowhere';
		expect((await upload('a.pdf', folder)).data.ExceptionMessage).toContain('Nowhere');
	});

	test('is created with the site of a new entity', async () => {
		const { data: id } = await api.post(`/api/Entity/${ids.projects}/Create/true`, { Title: 'A' });
		const { data } = await api.get('/api/Lists', {
			headers: { WorkPoint365Url: `https://contoso.sharepoint.com/sites/project-${id}` },
		});
		expect(data).toMatchObject([{ Title: 'Documents', BaseType: 2 }, { Title: 'Risks' }]);
	});
});

describe('the definition of a list', () => {
	const fields = async () => {
		const { data } = await api.get(`/api/Lists/${ids.projects}`);
		const all = data.ListDefinition.Fields as Array<{ InternalName: string; SchemaXml: string }>;
		return (name: string) => all.find(({ InternalName }) => InternalName === name)?.SchemaXml;
	};

	test('contains details in SchemaXml that its members do not', async () => {
		const schemaOf = await fields();
		expect(schemaOf('ProjectType')).toContain('<CHOICE>Internal</CHOICE>');
		expect(schemaOf('Partners')).toMatch(/List="\{[0-9a-f-]+\}" ShowField="Title" Mult="TRUE"/);
		expect(schemaOf('StartDate')).toContain('Format="DateOnly"');
		expect(schemaOf('FullName')).toContain('ReadOnly="TRUE"');
		expect(schemaOf('Regions')).toMatch(/<Name>TermSetId<\/Name><Value>[0-9a-f-]{36}</);
		expect(schemaOf('owshiddenversion')).toContain('Hidden="TRUE"');
	});
});

describe('items in the order of their changes', () => {
	const view = (since: string) =>
		'<View Scope="RecursiveAll"><Query><Where><Geq><FieldRef Name="Modified"/>' +
		`<Value Type="DateTime" IncludeTimeValue="TRUE">${since}</Value></Geq></Where>` +
		'<OrderBy><FieldRef Name="Modified"/></OrderBy></Query></View>';

	test('are returned page by page, each once, even if they share a second and others change meanwhile', async () => {
		const companies = sandbox.state.module(ids.companies);
		for (let n = 0; n < 7; n++) sandbox.state.addEntity(companies, { Title: `C ${n}` }, false);
		for (const entity of companies.entities.values()) entity.modified = '2026-05-01T10:00:00Z';
		const query = { CamlQuery: view('2026-05-01T10:00:00Z'), PageSize: 4 };
		const first = await items(ids.companies, query);
		expect(first.Items.map(({ ID }) => ID)).toEqual([1, 2, 3, 4]);
		// What was on the first page moves behind all that is to come.
		await api.post(`/api/Entity/${ids.companies}/Update/4`, { Title: 'Changed' });
		const second = await items(ids.companies, { ...query, PagingInfo: first.PagingInfo });
		expect(second.Items.map(({ ID }) => ID)).toEqual([5, 6, 7, 8]);
		const third = await items(ids.companies, { ...query, PagingInfo: second.PagingInfo });
		expect(third.Items.map(({ ID }) => ID)).toEqual([9, 4]);
		expect(third.PagingInfo).toBeNull();
	});

	test('are filtered by time, to the second', async () => {
		const companies = sandbox.state.module(ids.companies);
		sandbox.state.entity(companies, 1).modified = '2026-05-01T09:59:59Z';
		sandbox.state.entity(companies, 2).modified = '2026-05-01T10:00:00Z';
		const { Items } = await items(ids.companies, { CamlQuery: view('2026-05-01T10:00:00Z') });
		expect(Items.map(({ ID }) => ID)).toEqual([2]);
	});

	test('show a further change within a second by their version', async () => {
		const version = async () => {
			const { data } = await api.get(`/api/List/${ids.companies}/Item/1`);
			return Number(values(data).owshiddenversion);
		};
		const before = await version();
		await api.post(`/api/Entity/${ids.companies}/Update/1`, { Title: 'Changed' });
		expect(await version()).toBe(before + 1);
	});
});
