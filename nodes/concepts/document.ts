import type { IDataObject } from 'n8n-workflow';

import type { Schemas } from '../api/call';
import { decoded, lastSegment, normalizedAddress } from '../api/urls';
import { locator } from '../parameters/locator';
import { options } from '../parameters/options';
import { optional, shownWhen, type Parameter, type PlainParameter } from '../parameters/parameter';
import { documentAddress, siteInAddress, siteUrlOf } from '../parameters/url';
import { plainText } from '../parameters/text';
import { businessModuleParameter } from './businessModule';
import { entityParameter } from './entity';

const siteOfDocument = siteUrlOf('documentUrl', {
	description:
		'The URL of the SharePoint site with the document, with or without the host. Defaults to the site in the URL of the document.',
	placeholder: 'e.g. https://contoso.sharepoint.com/sites/project-42',
});

/** Parameters that only the list in the editor needs: the URL picked from it is complete. */
const whoseDocuments = {
	documentOf: options<'entity' | 'site'>({
		description: 'The source of the documents in the list. Not needed for a document by URL.',
		labels: {
			entity: { description: 'Documents on the site of an entity' },
			site: { description: 'Documents on a SharePoint site by its URL' },
		},
		default: 'entity',
	}),
	businessModule: shownWhen(
		{ documentOf: ['entity'] },
		optional(
			businessModuleParameter({
				description: 'The business module of the entity, not needed where Document is a URL',
			}),
		),
	),
	entity: shownWhen(
		{ documentOf: ['entity'] },
		optional(entityParameter({ description: 'The entity whose documents are in the list' })),
	),
};

const documentSiteUrl: Parameter<string> = {
	...shownWhen({ documentOf: ['site'] }, siteOfDocument),
	companions: whoseDocuments,
	read: async (reader, name) => {
		// n8n finds only parameters that are shown.
		const isShown = reader.value('documentOf') === 'site';
		const site = isShown
			? await siteOfDocument.read(reader, name)
			: siteInAddress(reader, 'documentUrl');
		// A value without a site is refused as the URL of the document.
		return site ?? '';
	},
};

const documentUrl: PlainParameter<string> = {
	...locator({
		displayName: 'Document',
		description: 'The absolute URL of the document, such as FileUrl from another operation',
		searchListMethod: 'searchDocuments',
		id: {
			mode: { displayName: 'By URL', name: 'url' },
			expected: 'the URL of a document',
			example: 'https://contoso.sharepoint.com/sites/project-42/Shared Documents/Offer.docx',
			hint: 'FileUrl of a previous WorkPoint node, or the path from "Path" in the details of the document. Nothing else is needed.',
			regex: '^\\s*https?://[^]+$',
			read: plainText,
		},
		dependsOn: ['businessModule', 'entity'],
		isInCollection: true,
	}),
	read: documentAddress({}).read,
};

/** A document, picked from those of an entity or a site, or named by its URL. */
export const document = { documentSiteUrl, documentUrl };

/** The output for a document of which only the URL is known. */
export function addressesOf(url: string, siteUrl: string): IDataObject {
	return { FileName: decoded(lastSegment(url) ?? ''), FileUrl: url, SiteUrl: siteUrl };
}

/** The same output for the document that an operation names. */
export function givenDocument(values: { documentUrl: string; documentSiteUrl: string }) {
	return addressesOf(values.documentUrl, values.documentSiteUrl);
}

export const pdfFormat = optional(
	options<Schemas['PdfFormat']>({
		description: 'The version or archive standard of the PDF. WorkPoint decides if left empty.',
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

/** The ordering key of a document, the same for each spelling of its URL. */
export function documentOrderKey(url: string): string {
	return `document ${normalizedAddress(url)}`;
}
