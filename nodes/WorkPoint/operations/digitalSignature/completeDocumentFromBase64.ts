import { call } from '../../../api/call';
import {
	message,
	signingStatus,
	transactionId,
	transactionKey,
	undeclareOriginal,
} from '../../../concepts/signature';
import { base64, fileName } from '../../../parameters/file';
import { operation } from '../operation';
import { listedErrors, named } from '../output';

export const completeDocumentFromBase64 = operation({
	value: 'completeDocumentFromBase64',
	name: 'Complete Document From Base64',
	action: 'Complete document in signature transaction from base64',
	description: 'Hand over the signed PDF of a document, given as base64 text',
	parameters: {
		transactionId,
		fileName: fileName({
			displayName: 'File Name',
			description: 'The file name of the document in the transaction, with extension',
			placeholder: 'e.g. Offer.pdf',
		}),
		signedPdfBase64: base64({
			displayName: 'Signed PDF (Base64)',
			placeholder: 'e.g. JVBERi0xLjcK…',
			description: 'The content of the signed PDF as base64',
		}),
		signingStatus,
		undeclareOriginal,
	},
	additionalFields: { message },
	changes: ({ transactionId: id }) => [transactionKey(id)],
	request: (values) =>
		call('POST /api/Document/DigitalSignatureBase64CompleteDocumentInTransaction', {
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
	serviceErrors: listedErrors,
});
