import { call, type Schemas } from '../../../api/call';
import { options } from '../../../parameters/options';
import {
	documentOrderKey,
	documentSiteUrl,
	documentUrl,
	pdfFormat,
} from '../../../concepts/document';
import { anySiteUrl, documentAddress } from '../../../parameters/url';
import { operation } from '../operation';
import { done } from '../answers';

export const convertToPdf = operation({
	name: 'Convert to PDF',
	action: 'Convert document to PDF',
	description: 'Convert a document to PDF and save it in SharePoint',
	parameters: {
		documentSiteUrl,
		documentUrl,
		outputSiteUrl: anySiteUrl({
			description: 'The address of the SharePoint site that gets the PDF, with or without the host',
			placeholder: 'e.g. https://contoso.sharepoint.com/sites/project-42',
		}),
		outputUrl: documentAddress({
			description: 'The absolute address of the PDF, file name included',
			placeholder:
				'e.g. https://contoso.sharepoint.com/sites/project-42/Shared Documents/Offer.pdf',
		}),
		outputExistsBehaviour: options<Schemas['OutputExistsBehaviour']>({
			displayName: 'If Output Exists',
			description: 'What to do when there is a file at the output URL already',
			labels: {
				Cancel: { description: 'Keep the file that is there' },
				Overwrite: { description: 'Replace the file that is there' },
				Rename: { description: 'Save the PDF under another name' },
			},
			default: 'Cancel',
		}),
	},
	additionalFields: { pdfFormat },
	orderKeys: ({ outputUrl }) => [documentOrderKey(outputUrl)],
	request: (values) =>
		call('POST /api/Document/ConvertToPdfAndSaveOutput', {
			body: {
				DocumentSiteUrl: values.documentSiteUrl,
				DocumentUrl: values.documentUrl,
				OutputSiteUrl: values.outputSiteUrl,
				OutputUrl: values.outputUrl,
				OutputExistsBehaviour: values.outputExistsBehaviour,
				PdfFormat: values.pdfFormat,
			},
		}),
	...done,
});
