import { choice } from '../../parameters/basic';
import { documentSiteUrl, documentUrl, pdfFormat } from '../../parameters/document';
import { transactionId } from '../../parameters/signature';
import { operation } from '../operation';
import { passThrough, serviceErrors } from '../output';

export const addDocument = operation({
	value: 'addDocument',
	name: 'Add Document',
	action: 'Add document to signature transaction',
	description: 'Convert a document to PDF and add it to a signature transaction',
	parameters: {
		transactionId,
		documentSiteUrl,
		documentUrl,
		setPropertiesBehaviour: choice({
			displayName: 'If Setting Properties Fails',
			description: 'What to do when the properties of the document cannot be set',
			options: [
				{ name: 'Ignore', value: 'IgnoreErrors', description: 'Go on without' },
				{ name: 'Return', value: 'ReturnOnErrors', description: 'Stop and report it' },
			],
			default: 'ReturnOnErrors',
		}),
		declareAsRecordBehaviour: choice({
			displayName: 'Declare as Record',
			description: 'What to declare as a record when the document is added',
			options: [
				{ name: 'Nothing', value: 'DoNotDeclare' },
				{ name: 'Original', value: 'DeclareOriginalDocument' },
				{ name: 'Original and PDF', value: 'DeclareOriginalDocumentAndPdf' },
				{ name: 'PDF', value: 'DeclarePdf' },
			],
			default: 'DoNotDeclare',
		}),
		signingType: choice({
			displayName: 'Signing Type',
			description: 'Whether the document is signed or goes along as an appendix',
			options: [
				{ name: 'Appendix', value: 'Appendix' },
				{ name: 'Standard Signing', value: 'StandardSigning' },
			],
			default: 'StandardSigning',
		}),
	},
	additionalFields: { pdfFormat },
	request: (values) => ({
		method: 'POST',
		path: '/api/Document/DigitalSignatureAddDocumentToTransaction',
		body: {
			TransactionID: values.transactionId,
			DocumentSiteUrl: values.documentSiteUrl,
			DocumentUrl: values.documentUrl,
			SigningSetPropertiesBehaviour: values.setPropertiesBehaviour,
			SigningDeclareAsRecordBehaviour: values.declareAsRecordBehaviour,
			SigningType: values.signingType,
			PdfFormat: values.pdfFormat,
		},
	}),
	output: passThrough,
	serviceErrors,
});
