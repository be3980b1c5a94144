import { base64, text } from '../../parameters/basic';
import {
	message,
	signingStatus,
	transactionId,
	undeclareOriginal,
} from '../../parameters/signature';
import { operation } from '../operation';
import { named, serviceErrors } from '../output';

export const completeDocumentFromBase64 = operation({
	value: 'completeDocumentFromBase64',
	name: 'Complete Document From Base64',
	action: 'Complete document in signature transaction from base64',
	description: 'Hand over the signed PDF of a document, given as base64 text',
	parameters: {
		transactionId,
		fileName: text({
			displayName: 'File Name',
			description: 'The file name of the document in the transaction, with extension',
			placeholder: 'e.g. Offer.pdf',
		}),
		signedPdfBase64: base64({
			displayName: 'Signed PDF (Base64)',
			description: 'The content of the signed PDF as base64',
		}),
		signingStatus,
		undeclareOriginal,
	},
	additionalFields: { message },
	request: (values) => ({
		method: 'POST',
		path: '/api/Document/DigitalSignatureBase64CompleteDocumentInTransaction',
		body: {
			TransactionID: values.transactionId,
			FileName: values.fileName,
			SignedPdfBase64String: values.signedPdfBase64,
			SigningStatus: values.signingStatus,
			Message: values.message,
			UndeclareOriginalDocumentOrAppendixFileAsRecord: values.undeclareOriginal,
		},
	}),
	output: named('Errors'),
	serviceErrors,
});
