import { posix } from 'node:path';

import { isPdf, toPdf } from './documents';
import { found, missing, refusal } from '../server/errors';
import { handlers, type Handlers, type Schemas } from '../server/handlers';
import { archiveUrl } from '../tenant/seed';
import { timestamp } from '../tenant/tenantTypes';
import { plainUrl, type State, type StoredFile } from '../tenant/state';
import { xwsseHeader } from '../services/xwsse';

/** A document in the log entry of a transaction; its URLs are not percent-encoded. */
type SignedDocument = Required<Schemas['DocumentInfo']> & { DocumentUrl: string; PdfUrl: string };

interface Transaction {
	created: Schemas['CreateLogEntry'];
	documents: SignedDocument[];
}

type Completion = Omit<Schemas['CompleteDocument'], 'SignedPdfBytes'>;

type SignatureError = Schemas['SignatureError'];

type ErrorType = Schemas['SignatureErrorType'];

/** An error that a call returns in its list of errors instead of failing. */
class Told extends Error {
	constructor(
		readonly type: ErrorType,
		text: string,
	) {
		super(text);
	}
}

const as = (type: ErrorType) => (text: string) => new Told(type, text);

function errorsOf(error: unknown): SignatureError[] {
	if (!(error instanceof Told)) throw error;
	return [{ ErrorType: error.type, Text: error.message }];
}

const isAppendix = ({ SigningType }: Pick<SignedDocument, 'SigningType'>) =>
	SigningType === 'Appendix';
/** Errors about declaring an appendix name it as such (C). */
const originalName = (document: Pick<SignedDocument, 'SigningType'>): File =>
	isAppendix(document) ? 'AppendixFile' : 'OriginalDocument';

type File = 'OriginalDocument' | 'AppendixFile' | 'PdfFile';

/** Declares a file as a record, or returns the error that it already is one. */
function declare(file: StoredFile, name: File): SignatureError[] {
	const type: ErrorType = `Declare${name}AsRecordError`;
	if (file.isRecord) return errorsOf(new Told(type, 'The file is declared as a record already.'));
	file.isRecord = true;
	return [];
}

/** @throws {Told} with the reason, if the file stays a record */
function undeclare(file: StoredFile | undefined, name: File): void {
	const type: ErrorType = `Undeclare${name}AsRecordError`;
	if (file?.isOnHold) throw new Told(type, 'The record is on hold.');
	if (!file?.isRecord) throw new Told(type, 'The file is not declared as a record.');
	file.isRecord = false;
}

/** The status of the whole transaction: that of its documents if they agree, else "Partial…" of the gravest. */
function overallStatus({ created, documents }: Transaction): Schemas['LogSigningStatus'] {
	const isComplete = documents.length >= created.TotalSigningCount + created.TotalAppendixCount;
	for (const status of ['Failed', 'Rejected', 'Cancelled', 'Signed'] as const) {
		const isIt = ({ SigningStatus }: SignedDocument) =>
			SigningStatus === status || (status === 'Signed' && SigningStatus === 'Approved');
		if (documents.some(isIt))
			return isComplete && documents.every(isIt) ? status : `Partial${status}`;
	}
	return 'InProgress';
}

/** Calls for signature transactions: log entries, their documents and their outcomes. */
export class Signatures {
	readonly transactions = new Map<string, Transaction>();

	constructor(private readonly state: State) {}

	get handlers(): Handlers {
		return handlers({
			'GET /api/Document/DigitalSignatureUnixTimeMilliseconds': () => Date.now(),
			'POST /api/Document/DigitalSignatureGenerateXwsseHeader': ({ body }) =>
				xwsseHeader({ userName: body.UserName, password: body.Password }),
			'POST /api/Document/DigitalSignatureCreateLogEntryForTransaction': ({ body }) =>
				this.create(body),
			'GET /api/Document/DigitalSignatureLogEntry/{transactionID}': ({ path }) =>
				this.logEntry(path.transactionID),
			'POST /api/Document/DigitalSignatureAddDocumentToTransaction': async ({ body }) =>
				await this.add(body).catch((error) => ({
					PdfUrl: null,
					PdfServerRelativeUrl: null,
					Errors: errorsOf(error),
				})),
			'POST /api/Document/DigitalSignatureCompleteDocumentInTransaction': ({ body }) =>
				this.complete(body, body.SignedPdfBytes),
			'POST /api/Document/DigitalSignatureBase64CompleteDocumentInTransaction': ({ body }) =>
				this.complete(body, body.SignedPdfBase64String),
		});
	}

	private transaction(id: string, failure: (text: string) => Error): Transaction {
		const text = `No log entry was found for transaction ${id}.`;
		return found(this.transactions.get(id), text, failure);
	}

	private create(created: Schemas['CreateLogEntry']): void {
		const { TransactionID, BusinessModuleID, EntityID } = created;
		if (this.transactions.has(TransactionID))
			throw refusal(`A log entry for transaction ${TransactionID} exists already.`);
		this.state.entity(this.state.module(BusinessModuleID), EntityID);
		this.transactions.set(TransactionID, { created, documents: [] });
	}

	private logEntry(id: string): Schemas['LogEntry'] {
		const transaction = this.transaction(id, missing);
		const { created, documents } = transaction;
		const module = this.state.module(created.BusinessModuleID);
		const count = (status: Schemas['SigningStatus']) =>
			documents.filter(({ SigningStatus }) => SigningStatus === status).length;
		return {
			TransactionID: id,
			Title: created.LogTitle ?? null,
			Description: created.LogDescription ?? null,
			BusinessModuleID: module.id,
			BusinessModuleTitle: module.title,
			EntityID: created.EntityID,
			EntityTitle: String(module.entities.get(created.EntityID)?.values.Title ?? ''),
			Links: null,
			SigningStatus: overallStatus(transaction),
			LogEntryDetails: {
				TotalSigningCount: created.TotalSigningCount,
				TotalAppendixCount: created.TotalAppendixCount,
				InProgressCount: count('InProgress'),
				SignedCount: count('Signed'),
				ApprovedCount: count('Approved'),
				CancelledCount: count('Cancelled'),
				RejectedCount: count('Rejected'),
				FailedCount: count('Failed'),
				SigningProvider: created.SigningProvider,
				DocumentInfos: documents,
			},
		};
	}

	/** @throws {Told} */
	private async add(body: Schemas['AddDocument']): Promise<Schemas['AddDocumentResult']> {
		const { documents } = this.transaction(body.TransactionID, as('LogEntryNotFound'));
		this.state.checkSite(body.DocumentSiteUrl, body.DocumentUrl);
		const original = found(
			this.state.file(body.DocumentUrl),
			`The file ${body.DocumentUrl} does not exist.`,
			as('FileDoesNotExistsInSharePoint'),
		);
		const url = plainUrl(body.DocumentUrl);
		if (documents.some(({ DocumentUrl }) => DocumentUrl.toLowerCase() === url.toLowerCase()))
			throw new Told(
				'DocumentHasAlreadyBeenAdded',
				'The document was added to the transaction before.',
			);
		const pdfUrl = `${url.replace(/\.[^./]*$/, '')}.pdf`;
		if (this.state.file(pdfUrl)?.isCheckedOut)
			throw new Told('PdfFileIsCheckedOut', 'The PDF file is checked out.');
		const propertiesInfo = url.startsWith(archiveUrl)
			? 'The library has no columns for the signature.'
			: null;
		if (propertiesInfo !== null && body.SigningSetPropertiesBehaviour === 'ReturnOnErrors')
			throw new Told('SetPropertyError', propertiesInfo);
		const pdf =
			pdfUrl === url
				? original
				: this.state.saveFile(pdfUrl, await toPdf(original, body.PdfFormat));
		const declares = (what: string) => body.SigningDeclareAsRecordBehaviour.includes(what);
		const added = timestamp();
		documents.push({
			DocumentSiteUrl: body.DocumentSiteUrl,
			DocumentUrl: url,
			DocumentLastModified: added,
			DocumentVersion: '1.0',
			PdfUrl: pdfUrl,
			PdfServerRelativeUrl: decodeURI(new URL(pdfUrl).pathname),
			SigningStatus: 'InProgress',
			SigningType: body.SigningType,
			// The error of setting the properties, which was to be ignored.
			SetPropertiesInfo: propertiesInfo,
			DeclarePdfFileAsRecordRequired: declares('Pdf'),
			DeclareOriginalDocumentAsRecordRequired: declares('Original') && !isAppendix(body),
			DeclareAppendixFileAsRecordRequired:
				declares('Appendix') || (declares('Original') && isAppendix(body)),
			DeclareAsRecordInfo: null,
			LogCreated: added,
			LogLastModified: added,
			Message: null,
		});
		return {
			PdfUrl: encodeURI(pdfUrl),
			PdfServerRelativeUrl: decodeURI(new URL(pdfUrl).pathname),
			Errors: [
				...(declares('Original') ? declare(original, originalName(body)) : []),
				...(declares('Pdf') ? declare(pdf, 'PdfFile') : []),
			],
		};
	}

	private complete(body: Completion, base64: string): SignatureError[] {
		try {
			this.store(body, this.documentFor(body), Buffer.from(base64, 'base64'));
			return [];
		} catch (error) {
			return errorsOf(error);
		}
	}

	/** @throws {Told} if there is no document to complete */
	private documentFor({ TransactionID, SigningStatus, FileName }: Completion): SignedDocument {
		const { documents } = this.transaction(TransactionID, as('LogEntryNotFound'));
		if (SigningStatus === 'InProgress')
			throw new Told('IllegalSigningStatus', 'A document cannot be completed as in progress.');
		const [first, ...others] = documents.filter(
			({ PdfUrl }) => posix.basename(PdfUrl).toLowerCase() === FileName.toLowerCase(),
		);
		const text = `The transaction has no file ${FileName}.`;
		const document = found(first, text, as('FileNotFoundInLog'));
		if (others.length > 0)
			throw new Told(
				'MultipleFilesFoundInLog',
				`The transaction has ${others.length + 1} files named ${FileName}.`,
			);
		if (document.SigningStatus === 'Signed')
			throw new Told('DocumentAlreadySigned', 'The document is signed already.');
		if (document.SigningStatus === 'Approved')
			throw new Told('DocumentAlreadyApproved', 'The document is approved already.');
		return document;
	}

	/** @throws {Told} if the file cannot be stored, or is stored but the original stays a record */
	private store(body: Completion, document: SignedDocument, bytes: Buffer): void {
		if (!isPdf(bytes)) throw refusal('The signed file is not a PDF document.');
		const text = `The file ${document.PdfUrl} does not exist.`;
		const stored = this.state.file(document.PdfUrl);
		const pdf = found(stored, text, as('FileDoesNotExistsInSharePoint'));
		if (pdf.isCheckedOut) throw new Told('PdfFileIsCheckedOut', 'The PDF file is checked out.');
		// WorkPoint itself writes the signed version, even to a record; only a hold prevents it (C).
		if (pdf.isOnHold) undeclare(pdf, 'PdfFile');
		pdf.bytes = bytes;
		document.SigningStatus = body.SigningStatus;
		document.Message = body.Message ?? null;
		document.DocumentLastModified = document.LogLastModified = timestamp();
		if (body.UndeclareOriginalDocumentOrAppendixFileAsRecord)
			undeclare(this.state.file(document.DocumentUrl), originalName(document));
	}
}
