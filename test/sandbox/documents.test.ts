import type { AxiosInstance } from 'axios';
import mammoth from 'mammoth';

import { startSandbox, type Sandbox } from '../../sandbox';
import { ids, offerUrl, projectSiteUrl, termsUrl } from '../../sandbox/tenant/seed';
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

const pdfUrl = `${projectSiteUrl}/Shared Documents/Offer.pdf`;

describe('a mail merge', () => {
	const merge = async (change: Record<string, unknown> = {}) =>
		await api.get('/api/MailMerge/GetMailMergedWordDocument', {
			params: {
				businessModuleID: ids.projects,
				entityID: 2,
				templateID: ids.projectSheet,
				includeHtml: false,
				includeBytes: true,
				...change,
			},
		});

	test('returns a Word document that opens and contains the values of both entities', async () => {
		const { data } = await merge({
			commonFieldsBusinessModuleID: ids.companies,
			commonFieldsEntityID: 2,
		});
		expect(data).toMatchObject({ Ok: true, FileName: 'Project sheet 2.docx', Html: null });
		const { value } = await mammoth.extractRawText({ buffer: Buffer.from(data.Bytes, 'base64') });
		expect(value).toContain('Project New intranet');
		expect(value).toContain('Budget: 250000');
		expect(value).toContain('Customer number: 10002');
	});

	test('returns HTML on request', async () => {
		const { data } = await merge({ includeHtml: true, includeBytes: false });
		expect(data).toMatchObject({ Ok: true, Bytes: null });
		expect(data.Html).toContain('<p>Project New intranet</p>');
	});

	test.each([
		['a template that does not exist', '99', 'not found'],
		['a mistake in the template', ids.brokenTemplate, 'Broken letter'],
	])('answers 200 and reports the failure: %s', async (_what, templateID, message) => {
		const { status, data } = await merge({ templateID });
		expect(status).toBe(200);
		expect(data).toMatchObject({
			Ok: false,
			Bytes: null,
			ErrorMessages: [expect.stringContaining(message)],
		});
	});

	test('refuses incomplete parameters of the common entity', async () => {
		const { status, data } = await merge({ commonFieldsEntityID: 1 });
		expect(status).toBe(500);
		expect(data.ExceptionMessage).toContain('Both');
	});
});

describe('converting to PDF', () => {
	const convert = async (change: Record<string, unknown> = {}) =>
		await api.post('/api/Document/ConvertToPdfAndSaveOutput', {
			DocumentSiteUrl: projectSiteUrl,
			DocumentUrl: offerUrl,
			OutputSiteUrl: projectSiteUrl,
			OutputUrl: pdfUrl,
			OutputExistsBehaviour: 'Cancel',
			...change,
		});

	test('saves a PDF of the requested version', async () => {
		await convert({ PdfFormat: 'PDF_v_1_7' });
		const { data } = await api.get('/_sandbox/file', {
			params: { url: pdfUrl },
			responseType: 'arraybuffer',
		});
		expect(Buffer.from(data).subarray(0, 8).toString()).toBe('%PDF-1.7');
		expect(Buffer.from(data).toString('latin1').trimEnd()).toMatch(/%%EOF$/);
	});

	test('treats an existing file as instructed', async () => {
		const old = sandbox.state.saveFile(pdfUrl, Buffer.from('old'));
		await convert();
		expect(sandbox.state.file(pdfUrl)).toBe(old);
		await convert({ OutputExistsBehaviour: 'Rename' });
		expect(sandbox.state.file(pdfUrl)).toBe(old);
		expect(sandbox.state.file(pdfUrl.replace('.pdf', ' (1).pdf'))).toBeDefined();
		await convert({ OutputExistsBehaviour: 'Overwrite' });
		expect(sandbox.state.file(pdfUrl)).not.toBe(old);
	});

	test('accepts addresses that are encoded once, and refuses those encoded twice', async () => {
		const once = encodeURI(offerUrl);
		expect((await convert({ DocumentUrl: once })).status).toBe(200);
		const { status, data } = await convert({ DocumentUrl: encodeURI(once) });
		expect(status).toBe(500);
		expect(data.ExceptionMessage).toContain('encoded twice');
	});

	test('refuses a document on another site', async () => {
		const { data } = await convert({ DocumentSiteUrl: sandbox.connection.siteUrl });
		expect(data.ExceptionMessage).toContain('is not on the site');
	});
});

describe('a record', () => {
	// Everything reserved is encoded, as the contract demands; axios by itself leaves : and / as they are.
	const query = `siteUrl=${encodeURIComponent(projectSiteUrl)}&documentUrl=${encodeURIComponent(termsUrl)}`;
	const declare = async () => await api.post(`/api/RecordManagement/Declare?${query}`);
	const undeclare = async () => await api.post(`/api/RecordManagement/Undeclare?${query}`);
	const upload = async () =>
		await api.post(
			'/api/List/Documents/UploadFile?overwrite=true',
			{ FileName: 'Terms.pdf', FileBytes: Buffer.from('%PDF-new').toString('base64') },
			{ headers: { WorkPoint365Url: projectSiteUrl } },
		);

	test('refuses changes until it is undeclared', async () => {
		const before = sandbox.state.file(termsUrl)?.bytes;
		expect(await declare()).toMatchObject({ status: 200, data: '' });
		expect((await upload()).data.ExceptionMessage).toContain('declared as a record');
		expect(sandbox.state.file(termsUrl)?.bytes).toBe(before);
		expect((await undeclare()).status).toBe(200);
		expect((await upload()).status).toBe(200);
	});

	test('cannot be declared or undeclared twice', async () => {
		expect((await undeclare()).status).toBe(500);
		await declare();
		expect((await declare()).status).toBe(500);
	});
});
