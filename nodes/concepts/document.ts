import type { Schemas } from '../api/call';
import { normalizedAddress } from '../api/urls';
import { itemId } from '../parameters/number';
import { options } from '../parameters/options';
import { optional } from '../parameters/parameter';
import { anySiteUrl, documentAddress } from '../parameters/url';

export const documentSiteUrl = anySiteUrl({
	description:
		'The address of the SharePoint site that holds the document, with or without the host',
	placeholder: 'e.g. https://contoso.sharepoint.com/sites/project-42',
});

export const documentUrl = documentAddress({
	description: 'The absolute address of the document itself',
	placeholder: 'e.g. https://contoso.sharepoint.com/sites/project-42/Shared Documents/Offer.docx',
});

export const templateId = itemId(
	{
		placeholder: 'e.g. 12',
		description:
			'The ID of the Word template, a whole number: that of its row in the list of templates in WorkPoint',
	},
	'Enter the number of the template.',
);

export const pdfFormat = optional(
	options<Schemas['PdfFormat']>({
		description:
			'The version or archive standard of the PDF. WorkPoint decides when it is left out.',
		labels: {
			PDF_v_1_3: 'PDF 1.3',
			PDF_v_1_4: 'PDF 1.4',
			PDF_v_1_5: 'PDF 1.5',
			PDF_v_1_6: 'PDF 1.6',
			PDF_v_1_7: 'PDF 1.7',
			PDF_A_1A: 'PDF/A-1a',
			PDF_A_1B: 'PDF/A-1b',
			PDF_A_2A: 'PDF/A-2a',
			PDF_A_2B: 'PDF/A-2b',
			PDF_A_2U: 'PDF/A-2u',
			PDF_A_3A: 'PDF/A-3a',
			PDF_A_3B: 'PDF/A-3b',
			PDF_A_3U: 'PDF/A-3u',
			PDF_UA_1: 'PDF/UA-1',
			PDF_X_1A: 'PDF/X-1a',
			PDF_X_3: 'PDF/X-3',
		},
		default: 'PDF_A_1B',
	}),
);

/** What a call for a document changes: the document, however its address is written. */
export function documentOrderKey(url: string): string {
	return `document ${normalizedAddress(url)}`;
}
