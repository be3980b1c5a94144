import { buffer } from 'node:stream/consumers';

import { refusal } from '../server/errors';
import { handlers, type Handlers, type RequestOf } from '../server/handlers';
import { contractsUrl, ids, offerUrl, oldOfferUrl, templatesUrl, termsUrl } from '../tenant/seed';
import { plainUrl, type State, type StoredFile } from '../tenant/state';
import { asText } from '../tenant/fieldValues';

const delimiters = { start: '«', end: '»' };

/** A Word document of plain paragraphs. The document libraries are loaded on first use. */
export async function wordDocument(...lines: string[]): Promise<Buffer> {
	const { Document, Packer, Paragraph, TextRun } = await import('docx');
	const children = lines.map((line) => new Paragraph({ children: [new TextRun(line)] }));
	return await Packer.toBuffer(new Document({ sections: [{ children }] }));
}

/**
 * A PDF with the given text.
 *
 * @param format a `PdfFormat`; only the plain versions (PDF_v_…) are supported, because archive formats require
 * embedded fonts
 */
export async function pdfOf(text: string, format = ''): Promise<Buffer> {
	const [, major, minor] = /^PDF_v_(\d)_(\d)$/.exec(format) ?? [];
	const pdfVersion = major && (`${major}.${minor}` as '1.3');
	const { default: PDFDocument } = await import('pdfkit');
	const pdf = new PDFDocument(pdfVersion ? { pdfVersion } : {});
	pdf.text(text);
	pdf.end();
	return await buffer(pdf);
}

export function isPdf(bytes: Buffer): boolean {
	return bytes.subarray(0, 5).toString() === '%PDF-';
}

/**
 * Converts a stored document to PDF.
 *
 * @throws {ApiFailure} if it is not a PDF, Word or plain rich text document
 */
export async function toPdf({ bytes }: StoredFile, format?: string): Promise<Buffer> {
	if (isPdf(bytes)) return bytes;
	const [, richText] = /^\{\\rtf1 (.*)\}$/s.exec(bytes.toString()) ?? [];
	if (richText !== undefined) return await pdfOf(richText, format);
	const { default: mammoth } = await import('mammoth');
	const text = await mammoth.extractRawText({ buffer: bytes }).catch(() => {
		throw refusal('The file cannot be converted to PDF.');
	});
	return await pdfOf(text.value, format);
}

/** Memoizes a value, which all sandboxes of a process share. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
	let made: Promise<T> | undefined;
	return async () => await (made ??= make());
}

interface Template {
	name: string;
	/** The prefix of the entity's title in the subject. */
	subject: string;
	document: () => Promise<Buffer>;
}

const template = (name: string, subject: string, ...lines: string[]): Template => ({
	name,
	subject,
	document: once(async () => await wordDocument(...lines)),
});

/** The Word templates by ID. Merge fields are enclosed in «»; those of the common entity start with `Common`. */
const templates: Record<string, Template> = {
	[ids.template]: template(
		'Letter',
		'Letter to',
		'Letter to «Title»',
		'Stage: «wpStage»',
		'Common: «CommonTitle»',
		'With kind regards',
	),
	[ids.projectSheet]: template(
		'Project sheet',
		'Sheet of',
		'Project «Title»',
		'Manager: «ProjectManager»',
		'Deadline: «Deadline»',
		'Budget: «Budget»',
		'Customer number: «CommonCompanyNumber»',
	),
	[ids.offerTemplate]: template(
		'Offer',
		'Offer:',
		'Offer to «CommonTitle»',
		'Project: «Title»',
		'Price: EUR «Budget»',
		'Signed by the customer:',
	),
	[ids.brokenTemplate]: template(
		'Broken letter',
		'Letter to',
		'Letter to «Title',
		'With kind regards',
	),
};

type MergeQuery = RequestOf<'GET /api/MailMerge/GetMailMergedWordDocumentAsHtml'>['query'] &
	Partial<RequestOf<'GET /api/MailMerge/GetMailMergedWordDocument'>['query']>;

function mergeValues(state: State, query: MergeQuery): Record<string, unknown> {
	const read = (module: string, entity: number) => {
		const list = state.module(module);
		const { values, stageId } = state.entity(list, entity);
		const wpStage = list.stages.find(({ id }) => id === stageId)?.title;
		return Object.entries({ ...values, wpStage }).map(
			([name, value]) => [name, asText(value)] as const,
		);
	};
	const { commonFieldsBusinessModuleID: module, commonFieldsEntityID: entity } = query;
	if ((module === undefined) !== (entity === undefined)) {
		throw refusal('Both commonFieldsBusinessModuleID and commonFieldsEntityID must be given.');
	}
	const common = module === undefined || entity === undefined ? [] : read(module, entity);
	return Object.fromEntries([
		...common.map(([name, value]) => [`Common${name}`, value]),
		...read(query.businessModuleID, query.entityID),
	]);
}

/** A merged document, or the errors that prevented it. */
async function merge(state: State, query: MergeQuery) {
	const values = mergeValues(state, query);
	const template = templates[query.templateID];
	if (template === undefined)
		return { errors: [`The template ${query.templateID} was not found.`] };
	const [{ default: Docxtemplater }, { default: PizZip }] = await Promise.all([
		import('docxtemplater'),
		import('pizzip'),
	]);
	try {
		const document = new Docxtemplater(new PizZip(await template.document()), {
			delimiters,
			nullGetter: () => '',
			errorLogging: false,
		});
		document.render(values);
		return {
			bytes: document.toBuffer(),
			name: `${template.name} ${query.entityID}.docx`,
			subject: `${template.subject} ${String(values.Title)}`,
		};
	} catch (error) {
		return { errors: [`${template.name}: ${(error as Error).message}`] };
	}
}

const seeds = once(
	async () =>
		await Promise.all([
			wordDocument('Offer', 'We offer to build your intranet.'),
			wordDocument('Offer', 'We offered to build your website.'),
			pdfOf('Terms of trade'),
			pdfOf('Framework'),
		]),
);

/** Adds the initial documents to the libraries. */
export async function seedDocuments(state: State): Promise<void> {
	const [offer, oldOffer, terms, framework] = await seeds();
	state.saveFile(offerUrl, offer);
	state.saveFile(oldOfferUrl, oldOffer);
	state.saveFile(termsUrl, terms);
	state.addFolder(contractsUrl);
	state.saveFile(`${contractsUrl}/Framework agreement (signed).pdf`, framework);
	// In the order of their IDs.
	for (const { name, document } of Object.values(templates))
		state.saveFile(`${templatesUrl}/${name}.docx`, await document());
}

/** The members that both merge calls return besides the document. */
const told = ({ subject, errors = [] }: { subject?: string; errors?: string[] }) => ({
	Subject: subject ?? null,
	ErrorMessages: errors,
	Ok: errors.length === 0,
});

async function toHtml(bytes: Buffer | undefined): Promise<string | null> {
	if (bytes === undefined) return null;
	const { default: mammoth } = await import('mammoth');
	return (await mammoth.convertToHtml({ buffer: bytes })).value;
}

function freeName(state: State, url: string): string {
	for (let n = 1; ; n++) {
		const candidate = url.replace(/(\.[^./]*)?$/, ` (${n})$1`);
		if (state.storedAs(candidate) === undefined) return candidate;
	}
}

/** Calls for documents: merge, conversion and records. */
export function documentHandlers(state: State): Handlers {
	return handlers({
		'GET /api/MailMerge/GetMailMergedWordDocument': async ({ query }) => {
			const merged = await merge(state, query);
			return {
				Html: query.includeHtml ? await toHtml(merged.bytes) : null,
				Bytes: (query.includeBytes && merged.bytes?.toString('base64')) || null,
				FileName: merged.name ?? null,
				...told(merged),
			};
		},
		'GET /api/MailMerge/GetMailMergedWordDocumentAsHtml': async ({ query }) => {
			const merged = await merge(state, query);
			return { Html: await toHtml(merged.bytes), ...told(merged) };
		},
		'POST /api/Document/ConvertToPdfAndSaveOutput': async ({ body }) => {
			const document = state.document(body.DocumentSiteUrl, body.DocumentUrl);
			state.checkSite(body.OutputSiteUrl, body.OutputUrl);
			const exists = state.file(body.OutputUrl) !== undefined;
			if (exists && body.OutputExistsBehaviour === 'Cancel') return;
			const output = plainUrl(body.OutputUrl);
			const url =
				exists && body.OutputExistsBehaviour === 'Rename' ? freeName(state, output) : output;
			state.saveFile(url, await toPdf(document, body.PdfFormat));
		},
		'POST /api/RecordManagement/Declare': ({ query }) => {
			const document = state.document(query.siteUrl, query.documentUrl);
			if (document.isRecord) throw refusal('The document is declared as a record already.');
			document.isRecord = true;
		},
		'POST /api/RecordManagement/Undeclare': ({ query }) => {
			const document = state.document(query.siteUrl, query.documentUrl);
			if (!document.isRecord) throw refusal('The document is not declared as a record.');
			if (document.isOnHold) throw refusal('The document is on hold and stays a record.');
			document.isRecord = false;
		},
	});
}
