import type { AxiosInstance } from 'axios';

import { startSandbox, type Sandbox } from '../../sandbox';
import { wordDocument } from '../../sandbox/calls/documents';
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

describe('a signature transaction', () => {
	const error = (ErrorType: string) => expect.objectContaining({ ErrorType });

	const create = async (totals: object = {}) =>
		await api.post('/api/Document/DigitalSignatureCreateLogEntryForTransaction', {
			TransactionID: 't-1',
			SigningProvider: 'Penneo',
			BusinessModuleID: ids.projects,
			EntityID: 2,
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

	test('is partially signed while a document is missing', async () => {
		await create({ TotalSigningCount: 2 });
		await add();
		await complete();
		expect((await logEntry()).SigningStatus).toBe('PartialSigned');
	});

	test('reports when the document cannot be added', async () => {
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

	test('reports properties that cannot be set, or notes this in the log', async () => {
		await create();
		const archived = { DocumentUrl: `${projectSiteUrl}/Archive/Old offer.docx` };
		expect((await add(archived)).Errors).toEqual([error('SetPropertyError')]);
		const behaviour = { SigningSetPropertiesBehaviour: 'IgnoreErrors' };
		expect((await add({ ...archived, ...behaviour })).Errors).toEqual([]);
		const { LogEntryDetails } = await logEntry();
		expect(LogEntryDetails.DocumentInfos[0].SetPropertiesInfo).toContain('no columns');
	});

	test('reports records that are already declared', async () => {
		await create();
		const terms = sandbox.state.file(termsUrl);
		if (terms) terms.isRecord = true;
		expect((await add({ DocumentUrl: termsUrl })).Errors).toEqual([
			error('DeclareOriginalDocumentAsRecordError'),
			error('DeclarePdfFileAsRecordError'),
		]);
	});

	test('refers to an appendix when the document is one', async () => {
		await create();
		const offer = sandbox.state.file(offerUrl);
		if (offer) offer.isRecord = true;
		expect((await add({ SigningType: 'Appendix' })).Errors).toEqual([
			error('DeclareAppendixFileAsRecordError'),
		]);
		if (offer) offer.isRecord = false;
		expect((await complete()).data).toEqual([error('UndeclareAppendixFileAsRecordError')]);
	});

	test('reports when the document cannot be completed', async () => {
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

	test('reports an original that is no longer a record, after the signed file was saved', async () => {
		await create();
		await add({ SigningDeclareAsRecordBehaviour: 'DoNotDeclare' });
		expect((await complete()).data).toEqual([error('UndeclareOriginalDocumentAsRecordError')]);
		expect(sandbox.state.file(pdfUrl)?.bytes.toString()).toBe('%PDF-1.7 signed');
	});

	test('cannot distinguish two files with the same name', async () => {
		await create({ TotalSigningCount: 2 });
		const other = `${projectSiteUrl}/Drafts/Offer.docx`;
		sandbox.state.saveFile(other, await wordDocument('A draft'));
		await add();
		await add({ DocumentUrl: other });
		expect((await complete()).data).toEqual([error('MultipleFilesFoundInLog')]);
	});
});
