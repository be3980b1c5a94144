import type { AxiosInstance } from 'axios';
import mammoth from 'mammoth';

import { startSandbox, type Sandbox } from '../../sandbox';
import { wordDocument } from '../../sandbox/documents';
import { ids, offerUrl, projectSiteUrl, termsUrl } from '../../sandbox/seed';
import { signedIn } from './client';

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
				entityID: 1,
				templateID: ids.projectSheet,
				includeHtml: false,
				includeBytes: true,
				...change,
			},
		});

	test('gives a Word document that opens and holds the values of both entities', async () => {
		const { data } = await merge({
			commonFieldsBusinessModuleID: ids.companies,
			commonFieldsEntityID: 2,
		});
		expect(data).toMatchObject({ Ok: true, FileName: 'Project sheet 1.docx', Html: null });
		const { value } = await mammoth.extractRawText({ buffer: Buffer.from(data.Bytes, 'base64') });
		expect(value).toContain('Project New intranet');
		expect(value).toContain('Budget: 250000');
		expect(value).toContain('Customer number: 10002');
	});

	test('gives HTML when asked', async () => {
		const { data } = await merge({ includeHtml: true, includeBytes: false });
		expect(data).toMatchObject({ Ok: true, Bytes: null });
		expect(data.Html).toContain('<p>Project New intranet</p>');
	});

	test.each([
		['a template that does not exist', '99', 'not found'],
		['a mistake in the template', ids.brokenTemplate, 'Broken letter'],
	])('answers 200 that it failed: %s', async (_what, templateID, message) => {
		const { status, data } = await merge({ templateID });
		expect(status).toBe(200);
		expect(data).toMatchObject({
			Ok: false,
			Bytes: null,
			ErrorMessages: [expect.stringContaining(message)],
		});
	});

	test('refuses half of the common entity', async () => {
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

	test('saves a PDF, of the version that is asked for', async () => {
		await convert({ PdfFormat: 'PDF_v_1_7' });
		const { data } = await api.get('/_sandbox/file', {
			params: { url: pdfUrl },
			responseType: 'arraybuffer',
		});
		expect(Buffer.from(data).subarray(0, 8).toString()).toBe('%PDF-1.7');
		expect(Buffer.from(data).toString('latin1').trimEnd()).toMatch(/%%EOF$/);
	});

	test('does with a file that exists what it is told', async () => {
		const old = sandbox.state.saveFile(pdfUrl, Buffer.from('old'));
		await convert();
		expect(sandbox.state.file(pdfUrl)).toBe(old);
		await convert({ OutputExistsBehaviour: 'Rename' });
		expect(sandbox.state.file(pdfUrl)).toBe(old);
		expect(sandbox.state.file(pdfUrl.replace('.pdf', ' (1).pdf'))).toBeDefined();
		await convert({ OutputExistsBehaviour: 'Overwrite' });
		expect(sandbox.state.file(pdfUrl)).not.toBe(old);
	});

	test('takes addresses that are encoded once, and refuses those encoded twice', async () => {
		const once = encodeURI(offerUrl);
		expect((await convert({ DocumentUrl: once })).status).toBe(200);
		const { status, data } = await convert({ DocumentUrl: encodeURI(once) });
		expect(status).toBe(500);
		expect(data.ExceptionMessage).toContain('encoded twice');
	});

	test('refuses a document of another site', async () => {
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
			'/api/List/Shared%20Documents/UploadFile?overwrite=true',
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

describe('a signature transaction', () => {
	const error = (ErrorType: string) => expect.objectContaining({ ErrorType });

	const create = async (totals: object = {}) =>
		await api.post('/api/Document/DigitalSignatureCreateLogEntryForTransaction', {
			TransactionID: 't-1',
			SigningProvider: 'Penneo',
			BusinessModuleID: ids.projects,
			EntityID: 1,
			TotalSigningCount: 1,
			TotalAppendixCount: 0,
			...totals,
		});

	const add = async (change: object = {}): Promise<{ PdfUrl: string; Errors: object[] }> => {
		const { data } = await api.post('/api/Document/DigitalSignatureAddDocumentToTransaction', {
			TransactionID: 't-1',
			DocumentSiteUrl: projectSiteUrl,
			DocumentUrl: offerUrl,
			SigningSetPropertiesBehaviour: 'ReturnOnErrors',
			SigningDeclareAsRecordBehaviour: 'DeclareOriginalDocumentAndPdf',
			SigningType: 'StandardSigning',
			...change,
		});
		return data;
	};

	const complete = async (change: object = {}) =>
		await api.post('/api/Document/DigitalSignatureBase64CompleteDocumentInTransaction', {
			TransactionID: 't-1',
			FileName: 'Offer.pdf',
			SignedPdfBase64String: Buffer.from('%PDF-1.7 signed').toString('base64'),
			SigningStatus: 'Signed',
			UndeclareOriginalDocumentOrAppendixFileAsRecord: true,
			...change,
		});

	const logEntry = async () => (await api.get('/api/Document/DigitalSignatureLogEntry/t-1')).data;

	test('goes from added to signed, with real bytes and records', async () => {
		await create();
		const { PdfUrl, Errors } = await add();
		expect(Errors).toEqual([]);
		expect(sandbox.state.file(PdfUrl)?.bytes.toString('latin1')).toMatch(/^%PDF-/);
		expect(sandbox.state.file(offerUrl)?.isRecord).toBe(true);
		expect(await logEntry()).toMatchObject({
			SigningStatus: 'InProgress',
			EntityTitle: 'New intranet',
			LogEntryDetails: { TotalSigningCount: 1, InProgressCount: 1, SignedCount: 0 },
		});

		expect((await complete()).data).toEqual([]);
		expect(sandbox.state.file(PdfUrl)?.bytes.toString()).toBe('%PDF-1.7 signed');
		expect(sandbox.state.file(offerUrl)?.isRecord).toBe(false);
		expect(await logEntry()).toMatchObject({
			SigningStatus: 'Signed',
			LogEntryDetails: {
				InProgressCount: 0,
				SignedCount: 1,
				DocumentInfos: [{ DocumentUrl: offerUrl, SigningStatus: 'Signed' }],
			},
		});
	});

	test('is partly signed as long as a document is missing', async () => {
		await create({ TotalSigningCount: 2 });
		await add();
		await complete();
		expect((await logEntry()).SigningStatus).toBe('PartialSigned');
	});

	test('tells when the document cannot be added', async () => {
		expect((await add()).Errors).toEqual([error('LogEntryNotFound')]);
		await create();
		const missing = offerUrl.replace('Offer', 'Nothing');
		expect((await add({ DocumentUrl: missing })).Errors).toEqual([
			error('FileDoesNotExistsInSharePoint'),
		]);
		sandbox.state.saveFile(pdfUrl, Buffer.from('')).isCheckedOut = true;
		expect((await add()).Errors).toEqual([error('PdfFileIsCheckedOut')]);
		sandbox.state.saveFile(pdfUrl, Buffer.from(''));
		await add();
		expect((await add({ DocumentUrl: encodeURI(offerUrl) })).Errors).toEqual([
			error('DocumentHasAlreadyBeenAdded'),
		]);
	});

	test('tells of properties that cannot be set, or notes it in the log', async () => {
		await create();
		const archived = { DocumentUrl: `${projectSiteUrl}/Archive/Old offer.docx` };
		expect((await add(archived)).Errors).toEqual([error('SetPropertyError')]);
		const behaviour = { SigningSetPropertiesBehaviour: 'IgnoreErrors' };
		expect((await add({ ...archived, ...behaviour })).Errors).toEqual([]);
		const { LogEntryDetails } = await logEntry();
		expect(LogEntryDetails.DocumentInfos[0].SetPropertiesInfo).toContain('no columns');
	});

	test('tells of records that are records already', async () => {
		await create();
		const terms = sandbox.state.file(termsUrl);
		if (terms) terms.isRecord = true;
		expect((await add({ DocumentUrl: termsUrl })).Errors).toEqual([
			error('DeclareOriginalDocumentAsRecordError'),
			error('DeclarePdfFileAsRecordError'),
		]);
	});

	test('speaks of an appendix where the document is one', async () => {
		await create();
		const offer = sandbox.state.file(offerUrl);
		if (offer) offer.isRecord = true;
		expect((await add({ SigningType: 'Appendix' })).Errors).toEqual([
			error('DeclareAppendixFileAsRecordError'),
		]);
		if (offer) offer.isRecord = false;
		expect((await complete()).data).toEqual([error('UndeclareAppendixFileAsRecordError')]);
	});

	test('tells when the document cannot be completed', async () => {
		expect((await complete()).data).toEqual([error('LogEntryNotFound')]);
		await create();
		await add();
		for (const [change, errorType] of [
			[{ SigningStatus: 'InProgress' }, 'IllegalSigningStatus'],
			[{ FileName: 'Other.pdf' }, 'FileNotFoundInLog'],
		] as const) {
			expect((await complete(change)).data).toEqual([error(errorType)]);
		}
		const noPdf = { SignedPdfBase64String: Buffer.from('text').toString('base64') };
		expect((await complete(noPdf)).status).toBe(500);

		const pdf = sandbox.state.file(pdfUrl);
		if (pdf) pdf.isCheckedOut = true;
		expect((await complete()).data).toEqual([error('PdfFileIsCheckedOut')]);
		if (pdf) Object.assign(pdf, { isCheckedOut: false, isOnHold: true });
		expect((await complete()).data).toEqual([error('UndeclarePdfFileAsRecordError')]);
	});

	test.each([
		['Signed', 'DocumentAlreadySigned'],
		['Approved', 'DocumentAlreadyApproved'],
	])('does not complete a document again once it is %s', async (SigningStatus, errorType) => {
		await create();
		await add();
		expect((await complete({ SigningStatus })).data).toEqual([]);
		expect((await complete()).data).toEqual([error(errorType)]);
	});

	test('tells of an original that is no record any more, after the signed file was saved', async () => {
		await create();
		await add({ SigningDeclareAsRecordBehaviour: 'DoNotDeclare' });
		expect((await complete()).data).toEqual([error('UndeclareOriginalDocumentAsRecordError')]);
		expect(sandbox.state.file(pdfUrl)?.bytes.toString()).toBe('%PDF-1.7 signed');
	});

	test('cannot tell two files of one name apart', async () => {
		await create({ TotalSigningCount: 2 });
		const other = `${projectSiteUrl}/Drafts/Offer.docx`;
		sandbox.state.saveFile(other, await wordDocument('A draft'));
		await add();
		await add({ DocumentUrl: other });
		expect((await complete()).data).toEqual([error('MultipleFilesFoundInLog')]);
	});
});
