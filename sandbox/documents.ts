import { Document, Packer, Paragraph, TextRun } from 'docx';
import Docxtemplater from 'docxtemplater';
import mammoth from 'mammoth';
import PDFDocument from 'pdfkit';
import PizZip from 'pizzip';

import { refusal } from './errors';
import { asText } from './fields';
import type { Handlers } from './handlers';
import { ids, offerUrl } from './seed';
import type { State, StoredFile } from './state';

const delimiters = { start: '«', end: '»' };

/** A Word document of plain paragraphs. */
export async function wordDocument(...lines: string[]): Promise<Buffer> {
	const children = lines.map((line) => new Paragraph({ children: [new TextRun(line)] }));
	return await Packer.toBuffer(new Document({ sections: [{ children }] }));
}

/** A PDF that shows the given text. */
export async function pdfOf(text: string): Promise<Buffer> {
	const pdf = new PDFDocument();
	const chunks: Buffer[] = [];
	pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
	const ended = new Promise((resolve) => pdf.on('end', resolve));
	pdf.text(text);
	pdf.end();
	await ended;
	return Buffer.concat(chunks);
}

/** The PDF of a stored document. */
export async function toPdf(file: StoredFile): Promise<Buffer> {
	if (file.bytes.subarray(0, 5).toString() === '%PDF-') return file.bytes;
	const { value } = await mammoth.extractRawText({ buffer: file.bytes });
	return await pdfOf(value);
}

/** The merge fields of a template, by their names between «». */
const template = wordDocument(
	'Letter to «Title»',
	'Stage: «wpStage»',
	'Common: «CommonTitle»',
	'With kind regards',
);

async function merge(state: State, query: Record<string, unknown>) {
	const module = state.module(String(query.businessModuleID));
	const entity = state.entity(module, Number(query.entityID));
	if (String(query.templateID) !== ids.template) return undefined;
	const hasModule = query.commonFieldsBusinessModuleID !== undefined;
	if (hasModule !== (query.commonFieldsEntityID !== undefined)) {
		throw refusal('Both commonFieldsBusinessModuleID and commonFieldsEntityID must be given.');
	}
	const common = hasModule
		? state.entity(
				state.module(String(query.commonFieldsBusinessModuleID)),
				Number(query.commonFieldsEntityID),
			)
		: undefined;
	const values = Object.fromEntries(
		Object.entries(entity.values).map(([name, value]) => [name, asText(value)]),
	);
	const document = new Docxtemplater(new PizZip(await template), {
		delimiters,
		nullGetter: () => '',
	});
	document.render({
		...values,
		wpStage: module.stages.find(({ id }) => id === entity.stageId)?.title,
		CommonTitle: asText(common?.values.Title),
	});
	return {
		bytes: document.toBuffer(),
		name: `Letter ${entity.id}.docx`,
		subject: `Letter to ${asText(entity.values.Title)}`,
	};
}

const noTemplate = { Html: null, Subject: null, Ok: false };

/** Fills the libraries that exist from the start. */
export async function seedDocuments(state: State): Promise<void> {
	state.saveFile(offerUrl, await wordDocument('Offer', 'We offer to build your intranet.'));
}

function freeName(state: State, url: string): string {
	for (let n = 1; ; n++) {
		const candidate = url.replace(/(\.[^./]*)?$/, ` (${n})$1`);
		if (state.file(candidate) === undefined) return candidate;
	}
}

/** Documents: merge, conversion and records. */
export function documentHandlers(state: State): Handlers {
	return {
		'GET /api/MailMerge/GetMailMergedWordDocument': async ({ query }) => {
			const merged = await merge(state, query);
			if (merged === undefined) {
				return {
					...noTemplate,
					Bytes: null,
					FileName: null,
					ErrorMessages: [`The template ${String(query.templateID)} was not found.`],
				};
			}
			const { bytes } = merged;
			return {
				Html:
					String(query.includeHtml) === 'true'
						? (await mammoth.convertToHtml({ buffer: bytes })).value
						: null,
				Bytes: String(query.includeBytes) === 'true' ? bytes.toString('base64') : null,
				FileName: merged.name,
				Subject: merged.subject,
				ErrorMessages: [],
				Ok: true,
			};
		},
		'GET /api/MailMerge/GetMailMergedWordDocumentAsHtml': async ({ query }) => {
			const merged = await merge(state, query);
			if (merged === undefined)
				return {
					...noTemplate,
					ErrorMessages: [`The template ${String(query.templateID)} was not found.`],
				};
			const { value } = await mammoth.convertToHtml({ buffer: merged.bytes });
			return { Html: value, Subject: merged.subject, ErrorMessages: [], Ok: true };
		},
		'POST /api/Document/ConvertToPdfAndSaveOutput': async ({ body }) => {
			const document = state.document(body.DocumentSiteUrl, body.DocumentUrl);
			state.checkSite(body.OutputSiteUrl, body.OutputUrl);
			const exists = state.file(body.OutputUrl) !== undefined;
			if (exists && body.OutputExistsBehaviour === 'Cancel') return {};
			const url =
				exists && body.OutputExistsBehaviour === 'Rename'
					? freeName(state, body.OutputUrl)
					: body.OutputUrl;
			state.saveFile(url, await toPdf(document));
			return {};
		},
		'POST /api/RecordManagement/Declare': ({ query }) => {
			const document = state.document(String(query.siteUrl), String(query.documentUrl));
			if (document.isRecord) throw refusal('The document is declared as a record already.');
			document.isRecord = true;
		},
		'POST /api/RecordManagement/Undeclare': ({ query }) => {
			const document = state.document(String(query.siteUrl), String(query.documentUrl));
			if (!document.isRecord) throw refusal('The document is not declared as a record.');
			document.isRecord = false;
		},
	};
}
