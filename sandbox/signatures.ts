import { isPdf, toPdf } from './documents';
import { Missing, refusal } from './errors';
import { handlers, type Handlers, type Schemas } from './handlers';
import { archiveUrl } from './seed';
import { timestamp } from './records';
import { plainUrl, type State, type StoredFile } from './state';
import { xwsseHeader } from './xwsse';

interface SignedDocument {
	siteUrl: string;
	url: string;
	pdfUrl: string;
	status: Schemas['SigningStatus'];
	type: Schemas['SigningType'];
	declare: Schemas['SigningDeclareAsRecordBehaviour'];
	version: string;
	added: string;
	modified: string;
	message: string | null;
	/** What went wrong with the properties and was to be ignored. */
	propertiesInfo: string | null;
}

interface Transaction {
	id: string;
	provider: Schemas['SigningProvider'];
	title: string | null;
	description: string | null;
	moduleId: string;
	entityId: number;
	signingCount: number;
	appendixCount: number;
	documents: SignedDocument[];
}

type Completion = Omit<Schemas['CompleteDocument'], 'SignedPdfBytes'>;

type SignatureError = Schemas['SignatureError'];

type ErrorType = Schemas['SignatureErrorType'];

const error = (type: ErrorType, Text: string): SignatureError => ({ ErrorType: type, Text });
const fileNameOf = (url: string) => url.slice(url.lastIndexOf('/') + 1);
const isAppendix = ({ type }: Pick<SignedDocument, 'type'>) => type === 'Appendix';
/** The declaring errors speak of an appendix where the document is one (C). */
const originalName = (document: Pick<SignedDocument, 'type'>): File =>
	isAppendix(document) ? 'AppendixFile' : 'OriginalDocument';

type File = 'OriginalDocument' | 'AppendixFile' | 'PdfFile';

/** Declares a file, or tells that it is a record already. */
function declare(file: StoredFile, name: File): SignatureError[] {
	if (file.isRecord)
		return [error(`Declare${name}AsRecordError`, 'The file is declared as a record already.')];
	file.isRecord = true;
	return [];
}

/** Undeclares a file, or tells why it stays as it is. */
function undeclare(file: StoredFile | undefined, name: File): SignatureError[] {
	if (!file?.isRecord || file.isOnHold) {
		const text = file?.isOnHold
			? 'The record is on hold.'
			: 'The file is not declared as a record.';
		return [error(`Undeclare${name}AsRecordError`, text)];
	}
	file.isRecord = false;
	return [];
}

/** The state of the whole transaction: that of its documents when they agree, else "Partial…" of the gravest. */
function overallStatus({
	documents,
	signingCount,
	appendixCount,
}: Transaction): Schemas['LogSigningStatus'] {
	const complete = documents.length >= signingCount + appendixCount;
	for (const [status, partial] of [
		['Failed', 'PartialFailed'],
		['Rejected', 'PartialRejected'],
		['Cancelled', 'PartialCancelled'],
		['Signed', 'PartialSigned'],
	] as const) {
		const count = documents.filter(
			(document) =>
				document.status === status || (status === 'Signed' && document.status === 'Approved'),
		).length;
		if (count > 0) return complete && count === documents.length ? status : partial;
	}
	return 'InProgress';
}

/** Signature transactions: log entries, their documents and what becomes of them. */
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
				await this.add(body),
			'POST /api/Document/DigitalSignatureCompleteDocumentInTransaction': ({ body }) =>
				this.complete(body, body.SignedPdfBytes),
			'POST /api/Document/DigitalSignatureBase64CompleteDocumentInTransaction': ({ body }) =>
				this.complete(body, body.SignedPdfBase64String),
		});
	}

	private create(body: Schemas['CreateLogEntry']): void {
		if (this.transactions.has(body.TransactionID))
			throw refusal(`A log entry for transaction ${body.TransactionID} exists already.`);
		const module = this.state.module(body.BusinessModuleID);
		this.state.entity(module, body.EntityID);
		this.transactions.set(body.TransactionID, {
			id: body.TransactionID,
			provider: body.SigningProvider,
			title: body.LogTitle ?? null,
			description: body.LogDescription ?? null,
			moduleId: module.id,
			entityId: body.EntityID,
			signingCount: body.TotalSigningCount,
			appendixCount: body.TotalAppendixCount,
			documents: [],
		});
	}

	private logEntry(id: string): Schemas['LogEntry'] {
		const transaction = this.transactions.get(id);
		if (transaction === undefined)
			throw new Missing(`No log entry was found for transaction ${id}.`);
		const module = this.state.module(transaction.moduleId);
		const count = (status: Schemas['SigningStatus']) =>
			transaction.documents.filter((document) => document.status === status).length;
		return {
			TransactionID: id,
			Title: transaction.title,
			Description: transaction.description,
			BusinessModuleID: module.id,
			BusinessModuleTitle: module.title,
			EntityID: transaction.entityId,
			EntityTitle: String(module.entities.get(transaction.entityId)?.values.Title ?? ''),
			Links: null,
			SigningStatus: overallStatus(transaction),
			LogEntryDetails: {
				TotalSigningCount: transaction.signingCount,
				TotalAppendixCount: transaction.appendixCount,
				InProgressCount: count('InProgress'),
				SignedCount: count('Signed'),
				ApprovedCount: count('Approved'),
				CancelledCount: count('Cancelled'),
				RejectedCount: count('Rejected'),
				FailedCount: count('Failed'),
				SigningProvider: transaction.provider,
				DocumentInfos: transaction.documents.map((document) => this.documentInfo(document)),
			},
		};
	}

	private documentInfo(document: SignedDocument): Schemas['DocumentInfo'] {
		const declares = (what: string) => document.declare.includes(what);
		return {
			DocumentSiteUrl: document.siteUrl,
			DocumentUrl: document.url,
			DocumentLastModified: document.modified,
			DocumentVersion: document.version,
			PdfUrl: document.pdfUrl,
			PdfServerRelativeUrl: decodeURI(new URL(document.pdfUrl).pathname),
			SigningStatus: document.status,
			SigningType: document.type,
			SetPropertiesInfo: document.propertiesInfo,
			DeclarePdfFileAsRecordRequired: declares('Pdf'),
			DeclareOriginalDocumentAsRecordRequired: declares('Original') && !isAppendix(document),
			DeclareAppendixFileAsRecordRequired: declares('Original') && isAppendix(document),
			DeclareAsRecordInfo: null,
			LogCreated: document.added,
			LogLastModified: document.modified,
			Message: document.message,
		};
	}

	private async add(body: Schemas['AddDocument']): Promise<Schemas['AddDocumentResult']> {
		const failed = (type: ErrorType, text: string) => ({
			PdfUrl: null,
			PdfServerRelativeUrl: null,
			Errors: [error(type, text)],
		});
		const { TransactionID, DocumentSiteUrl, DocumentUrl, SigningDeclareAsRecordBehaviour } = body;
		const transaction = this.transactions.get(TransactionID);
		if (transaction === undefined)
			return failed('LogEntryNotFound', `No log entry was found for transaction ${TransactionID}.`);
		this.state.checkSite(DocumentSiteUrl, DocumentUrl);
		const original = this.state.file(DocumentUrl);
		if (original === undefined)
			return failed('FileDoesNotExistsInSharePoint', `The file ${DocumentUrl} does not exist.`);
		const plain = plainUrl(DocumentUrl);
		if (transaction.documents.some(({ url }) => url.toLowerCase() === plain.toLowerCase())) {
			return failed(
				'DocumentHasAlreadyBeenAdded',
				'The document was added to the transaction before.',
			);
		}
		const pdfUrl = plain.replace(/\.[^./]*$/, '') + '.pdf';
		if (this.state.file(pdfUrl)?.isCheckedOut)
			return failed('PdfFileIsCheckedOut', 'The PDF file is checked out.');
		const propertiesInfo = plain.startsWith(archiveUrl)
			? 'The library has no columns for the signature.'
			: null;
		if (propertiesInfo !== null && body.SigningSetPropertiesBehaviour === 'ReturnOnErrors')
			return failed('SetPropertyError', propertiesInfo);
		const pdf =
			pdfUrl === plain
				? original
				: this.state.saveFile(pdfUrl, await toPdf(original, body.PdfFormat));
		const added = timestamp();
		const document: SignedDocument = {
			siteUrl: DocumentSiteUrl,
			url: plain,
			pdfUrl,
			status: 'InProgress',
			type: body.SigningType,
			declare: SigningDeclareAsRecordBehaviour,
			version: '1.0',
			added,
			modified: added,
			message: null,
			propertiesInfo,
		};
		transaction.documents.push(document);
		const declares = (what: string) => SigningDeclareAsRecordBehaviour.includes(what);
		return {
			PdfUrl: encodeURI(pdfUrl),
			PdfServerRelativeUrl: decodeURI(new URL(pdfUrl).pathname),
			Errors: [
				...(declares('Original') ? declare(original, originalName(document)) : []),
				...(declares('Pdf') ? declare(pdf, 'PdfFile') : []),
			],
		};
	}

	private complete(body: Completion, base64: string): SignatureError[] {
		const transaction = this.transactions.get(body.TransactionID);
		if (transaction === undefined)
			return [
				error('LogEntryNotFound', `No log entry was found for transaction ${body.TransactionID}.`),
			];
		if (body.SigningStatus === 'InProgress')
			return [error('IllegalSigningStatus', 'A document cannot be completed as in progress.')];
		const found = transaction.documents.filter(
			({ pdfUrl }) => fileNameOf(pdfUrl).toLowerCase() === body.FileName.toLowerCase(),
		);
		const [document] = found;
		if (document === undefined)
			return [error('FileNotFoundInLog', `The transaction has no file ${body.FileName}.`)];
		if (found.length > 1)
			return [
				error(
					'MultipleFilesFoundInLog',
					`The transaction has ${found.length} files named ${body.FileName}.`,
				),
			];
		if (document.status === 'Signed')
			return [error('DocumentAlreadySigned', 'The document is signed already.')];
		if (document.status === 'Approved')
			return [error('DocumentAlreadyApproved', 'The document is approved already.')];
		const bytes = Buffer.from(base64, 'base64');
		if (!isPdf(bytes)) throw refusal('The signed file is not a PDF document.');
		return this.store(body, document, bytes);
	}

	private store(body: Completion, document: SignedDocument, bytes: Buffer): SignatureError[] {
		const pdf = this.state.file(document.pdfUrl);
		if (pdf === undefined)
			return [
				error('FileDoesNotExistsInSharePoint', `The file ${document.pdfUrl} does not exist.`),
			];
		if (pdf.isCheckedOut) return [error('PdfFileIsCheckedOut', 'The PDF file is checked out.')];
		// WorkPoint itself writes the signed version, record or not; only a hold stands against it (C).
		if (pdf.isOnHold) return undeclare(pdf, 'PdfFile');
		pdf.bytes = bytes;
		document.status = body.SigningStatus;
		document.message = body.Message ?? null;
		document.modified = timestamp();
		return body.UndeclareOriginalDocumentOrAppendixFileAsRecord
			? undeclare(this.state.file(document.url), originalName(document))
			: [];
	}
}
