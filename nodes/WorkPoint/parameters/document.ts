import { absoluteUrl, choice, optional } from './basic';
import type { Parameter } from './parameter';

export const documentSiteUrl = absoluteUrl({
	displayName: 'Document Site URL',
	description: 'The absolute address of the SharePoint site that holds the document',
	placeholder: 'e.g. https://contoso.sharepoint.com/sites/project-42',
});

export const documentUrl = absoluteUrl({
	identifies: true,
	displayName: 'Document URL',
	description: 'The absolute address of the document itself',
	placeholder: 'e.g. https://contoso.sharepoint.com/sites/project-42/Shared Documents/Offer.docx',
});

export const templateId: Parameter<number> = {
	field: {
		displayName: 'Template ID',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 12',
		description:
			'The ID of the Word template, a whole number: that of its row in the list of templates in WorkPoint',
	},
	read(reader, name) {
		const id = Number(reader.value(name) || NaN);
		return Number.isSafeInteger(id) && id > 0
			? id
			: reader.refuse('is not a whole number from 1 on', 'Enter the number of the template.');
	},
};

const formats: Array<[name: string, value: string]> = [
	['PDF 1.3', 'PDF_v_1_3'],
	['PDF 1.4', 'PDF_v_1_4'],
	['PDF 1.5', 'PDF_v_1_5'],
	['PDF 1.6', 'PDF_v_1_6'],
	['PDF 1.7', 'PDF_v_1_7'],
	['PDF/A-1a', 'PDF_A_1A'],
	['PDF/A-1b', 'PDF_A_1B'],
	['PDF/A-2a', 'PDF_A_2A'],
	['PDF/A-2b', 'PDF_A_2B'],
	['PDF/A-2u', 'PDF_A_2U'],
	['PDF/A-3a', 'PDF_A_3A'],
	['PDF/A-3b', 'PDF_A_3B'],
	['PDF/A-3u', 'PDF_A_3U'],
	['PDF/UA-1', 'PDF_UA_1'],
	['PDF/X-1a', 'PDF_X_1A'],
	['PDF/X-3', 'PDF_X_3'],
];

export const pdfFormat = optional(
	choice({
		displayName: 'PDF Format',
		description:
			'The version or archive standard of the PDF. WorkPoint decides when it is left out.',
		options: formats.map(([name, value]) => ({ name, value })),
		default: 'PDF_A_1B',
	}),
);
