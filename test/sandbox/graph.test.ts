import axios, { type AxiosInstance } from 'axios';

import { startSandbox, type Sandbox } from '../../sandbox';
import { listIds } from '../../sandbox/tenant/plainLists';
import { contractsUrl, offerUrl, projectSiteUrl, termsUrl } from '../../sandbox/tenant/seed';

let sandbox: Sandbox;
let graph: AxiosInstance;

beforeEach(async () => {
	sandbox = await startSandbox();
	graph = axios.create({ baseURL: `${sandbox.origin}/v1.0`, validateStatus: () => true });
});

afterEach(async () => {
	expect(sandbox.violations).toEqual([]);
	await sandbox.stop();
});

const token = (address: string) => `u!${Buffer.from(address).toString('base64url')}`;
const find = async (address: string) => await graph.get(`/shares/${token(address)}/driveItem`);
const itemsOf = (drive: string) => `/drives/${drive}/items`;
const items = itemsOf(listIds.documents);
const library = `${projectSiteUrl}/Shared Documents`;
const bytesAt = (url: string) => sandbox.state.storedAs(url)?.bytes.toString();

/** Finds a document; gives its ID. */
async function idAt(address: string): Promise<string> {
	return String((await find(address)).data.id);
}

describe('the simulated Microsoft Graph', () => {
	test.each([
		['percent-encoded', encodeURI(offerUrl)],
		['as it is', offerUrl],
	])('finds a document by its address, %s', async (_how, address) => {
		const { status, data } = await find(address);
		expect(status).toBe(200);
		expect(data).toMatchObject({
			name: 'Offer.docx',
			webUrl: offerUrl.replace(' ', '%20'),
			parentReference: { driveId: listIds.documents, id: 'root' },
			size: expect.any(Number),
		});
	});

	test.each(["R&D's (plan) + budget #1 50%!.txt", 'Årsrapport Øst.txt', '名前.txt'])(
		'finds and downloads %s by the address that Upload returns',
		async (name) => {
			sandbox.state.saveFile(`${library}/${name}`, Buffer.from(name));
			const address = new URL(projectSiteUrl).origin;
			const path = `/sites/project-1/Shared Documents/${name}`.split('/').map(encodeURIComponent);
			const id = await idAt(address + path.join('/'));
			expect((await graph.get(`${items}/${id}/content`)).data).toBe(name);
		},
	);

	test('returns the folder of a document', async () => {
		const { data } = await find(`${contractsUrl}/Framework agreement (signed).pdf`);
		expect(data.parentReference.id).toBe(await idAt(contractsUrl));
	});

	test.each([
		['what is no token', `/shares/${encodeURIComponent(offerUrl)}/driveItem`, 400],
		['an address of nothing', `/shares/${token(`${library}/None.pdf`)}/driveItem`, 404],
		['an address elsewhere', `/shares/${token('https://fabrikam.com/a.pdf')}/driveItem`, 404],
		['a drive that is none', `${itemsOf(listIds.tasks)}/1/content`, 404],
		['an item that is none', `${items}/99/content`, 404],
	])('refuses %s in the form of Graph', async (_what, path, status) => {
		const answer = await graph.get(path);
		expect(answer.status).toBe(status);
		expect(answer.data.error).toEqual({ code: expect.any(String), message: expect.any(String) });
	});

	describe('a folder', () => {
		const make = async (name: string, parent = 'root') =>
			await graph.post(`${items}/${parent}/children`, { name, folder: {} });

		test('is created, also inside another, and accepts a moved document', async () => {
			const sent = (await make('Sent')).data;
			const year = (await make('2026', sent.id)).data;
			expect(year).toMatchObject({ name: '2026', folder: {}, parentReference: { id: sent.id } });
			const id = await idAt(termsUrl);
			const move = { parentReference: { id: year.id }, name: 'Signed terms.pdf' };
			expect((await graph.patch(`${items}/${id}`, move)).data.webUrl).toBe(
				`${library.replace(' ', '%20')}/Sent/2026/Signed%20terms.pdf`,
			);
			expect(bytesAt(termsUrl)).toBeUndefined();
			expect(bytesAt(`${library}/Sent/2026/Signed terms.pdf`)).toMatch(/^%PDF/);
		});

		test('is not created twice', async () => {
			await make('Sent');
			expect((await make('Sent')).status).toBe(409);
		});
	});

	test('does not overwrite existing files when moving or copying', async () => {
		const id = await idAt(termsUrl);
		const name = 'Offer.docx';
		const parentReference = { id: 'root' };
		const before = bytesAt(offerUrl);
		for (const answer of [
			await graph.patch(`${items}/${id}`, { parentReference, name }),
			await graph.post(`${items}/${id}/copy`, { name }),
		])
			expect([answer.status, answer.data.error.code]).toEqual([409, 'nameAlreadyExists']);
		expect(bytesAt(offerUrl)).toBe(before);
	});

	test('copies a document, also to another library, and keeps the original', async () => {
		const id = await idAt(termsUrl);
		const parentReference = { driveId: listIds.archive, id: 'root' };
		const { status, headers } = await graph.post(`${items}/${id}/copy`, { parentReference });
		expect([status, headers.location]).toEqual([202, expect.stringMatching(/^https:/)]);
		expect(bytesAt(`${projectSiteUrl}/Archive/Terms.pdf`)).toBe(bytesAt(termsUrl));
	});

	test('changes columns, and refuses those that the library does not have', async () => {
		const fields = `${items}/${await idAt(offerUrl)}/listItem/fields`;
		expect((await graph.patch(fields, { DocumentStatus: 'Approved' })).status).toBe(200);
		expect((await graph.patch(fields, { Nowhere: 'x' })).status).toBe(400);
		const [item] = [...(sandbox.state.libraryOf(offerUrl)?.entities.values() ?? [])];
		expect(item?.values).toMatchObject({ DocumentStatus: 'Approved' });
		expect(item?.values).not.toHaveProperty('Nowhere');
	});

	test('shares a document with people', async () => {
		const invite = `${items}/${await idAt(offerUrl)}/invite`;
		const { data } = await graph.post(invite, {
			recipients: [{ email: 'bo@contoso.com' }],
			roles: ['read'],
		});
		expect(data.value).toMatchObject([
			{ roles: ['read'], grantedTo: { user: { displayName: 'bo@contoso.com' } } },
		]);
	});
});
