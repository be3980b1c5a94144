import { serviceErrors } from '../serviceErrors';
import { call, type Schemas } from '../../../api/call';
import { options } from '../../../parameters/options';
import { document, documentOrderKey, pdfFormat } from '../../../concepts/document';
import { transactionId, transactionOrderKey } from '../../../concepts/signature';
import { operation } from '../operation';

/** With *Ignore*, errors of setting properties are data; only other errors count. */
function withoutPropertyErrors(answer: Schemas['AddDocumentResult']): string[] {
	const Errors = answer.Errors?.filter((error) => error.ErrorType !== 'SetPropertyError');
	return serviceErrors({ ...answer, Errors } satisfies typeof answer);
}

export const addDocument = operation({
	action: 'Add document to signature transaction',
	description: 'Convert a document to PDF and add it to a signature transaction',
	parameters: {
		transactionId,
		...document,
		setPropertiesBehaviour: options<Schemas['SigningSetPropertiesBehaviour']>({
			displayName: 'If Setting Properties Fails',
			description: 'The action if the properties of the document cannot be set',
			labels: {
				IgnoreErrors: { name: 'Ignore', description: 'Continue without them' },
				ReturnOnErrors: { name: 'Return', description: 'Stop with an error' },
			},
			default: 'ReturnOnErrors',
		}),
		declareAsRecordBehaviour: options<Schemas['SigningDeclareAsRecordBehaviour']>({
			displayName: 'Declare as Record',
			description: 'The documents to declare as records when the document is added',
			labels: {
				DoNotDeclare: 'Nothing',
				DeclareAppendix: 'Appendix',
				DeclareOriginalDocument: 'Original',
				DeclareOriginalDocumentAndPdf: 'Original and PDF',
				DeclarePdf: 'PDF',
			},
			default: 'DoNotDeclare',
		}),
		signingType: options<Schemas['SigningType']>({
			description: 'The role of the document: to be signed, or an appendix',
			labels: {
				Appendix: 'Appendix',
				StandardSigning: 'Standard Signing',
			},
			default: 'StandardSigning',
		}),
	},
	additionalFields: { pdfFormat },
	orderKeys: (values) => [...transactionOrderKey(values), documentOrderKey(values.documentUrl)],
	request: (values) =>
		call('POST /api/Document/DigitalSignatureAddDocumentToTransaction', {
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
	serviceErrors: (answer, { setPropertiesBehaviour }) =>
		setPropertiesBehaviour === 'IgnoreErrors'
			? withoutPropertyErrors(answer)
			: serviceErrors(answer),
});
