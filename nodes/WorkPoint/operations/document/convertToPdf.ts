import { call, type Schemas, type Send } from '../../../api/call';
import { addressesOf, document, documentOrderKey, pdfFormat } from '../../../concepts/document';
import { options } from '../../../parameters/options';
import { optional } from '../../../parameters/parameter';
import { anySiteUrl, documentAddress, siteOf } from '../../../parameters/url';
import { operation } from '../operation';
import { doneTo } from '../answers';

interface Addresses {
	documentSiteUrl: string;
	documentUrl: string;
	outputSiteUrl?: string;
	outputUrl?: string;
}

const extension = /\.[^./]*$/;

/** The URL of the PDF: by default, beside the document and under its name. */
function addressOfPdf({ documentUrl, outputUrl }: Addresses): string {
	return outputUrl ?? `${documentUrl.replace(extension, '')}.pdf`;
}

async function siteOfPdf(values: Addresses, send: Send, workPointSite: string): Promise<string> {
	const { documentSiteUrl, outputSiteUrl, outputUrl } = values;
	if (outputSiteUrl !== undefined || outputUrl === undefined)
		return outputSiteUrl ?? documentSiteUrl;
	return (await siteOf(outputUrl, workPointSite, send)) ?? documentSiteUrl;
}

export const convertToPdf = operation({
	name: 'Convert to PDF',
	action: 'Convert document to PDF',
	description:
		'Convert a document to PDF and save it in SharePoint, beside the document by default',
	parameters: {
		...document,
		outputExistsBehaviour: options<Schemas['OutputExistsBehaviour']>({
			displayName: 'If Output Exists',
			description: 'The action if the URL of the PDF is taken',
			labels: {
				Cancel: { description: 'Keep the existing file' },
				Overwrite: { description: 'Replace the existing file' },
				Rename: {
					description:
						'Save the PDF under a name that WorkPoint chooses and does not report: FileUrl is then empty',
				},
			},
			default: 'Cancel',
		}),
	},
	additionalFields: {
		outputSiteUrl: optional(
			anySiteUrl({
				description:
					'The URL of the SharePoint site for the PDF, with or without the host. Defaults to the site in the output URL.',
				placeholder: 'e.g. https://contoso.sharepoint.com/sites/project-42',
			}),
		),
		outputUrl: optional(
			documentAddress({
				description:
					'The absolute URL of the PDF, including its file name. By default, beside the document and under its name.',
				placeholder:
					'e.g. https://contoso.sharepoint.com/sites/project-42/Shared Documents/Offer.pdf',
			}),
		),
		pdfFormat,
	},
	check: ({ documentUrl, outputUrl, outputSiteUrl }, refuse) => {
		if (outputUrl !== undefined) return;
		if (/\.pdf$/i.test(documentUrl))
			refuse(
				'documentUrl',
				'is a PDF already, which its own PDF would replace',
				"Pick another document, or enter the URL for the PDF under 'Output URL'.",
			);
		if (outputSiteUrl !== undefined)
			refuse(
				'outputUrl',
				'is missing',
				"Enter the URL of the PDF, or remove 'Output Site URL' as well.",
			);
	},
	orderKeys: (values) => [documentOrderKey(addressOfPdf(values))],
	prefetch: { pdfSiteUrl: siteOfPdf },
	request: ({ pdfSiteUrl, ...values }) =>
		call('POST /api/Document/ConvertToPdfAndSaveOutput', {
			body: {
				DocumentSiteUrl: values.documentSiteUrl,
				DocumentUrl: values.documentUrl,
				OutputSiteUrl: pdfSiteUrl,
				OutputUrl: addressOfPdf(values),
				OutputExistsBehaviour: values.outputExistsBehaviour,
				PdfFormat: values.pdfFormat,
			},
		}),
	...doneTo(
		({
			pdfSiteUrl,
			outputExistsBehaviour,
			...values
		}: Addresses & {
			pdfSiteUrl: string;
			outputExistsBehaviour: Schemas['OutputExistsBehaviour'];
		}) => {
			const addresses = addressesOf(addressOfPdf(values), pdfSiteUrl);
			return outputExistsBehaviour === 'Rename'
				? { ...addresses, FileName: null, FileUrl: null }
				: addresses;
		},
	),
});
