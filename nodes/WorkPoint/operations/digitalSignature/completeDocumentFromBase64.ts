import { listedErrors } from '../serviceErrors';
import { call } from '../../../api/call';
import {
	completion,
	completionBody,
	message,
	transactionId,
	transactionOrderKey,
} from '../../../concepts/signature';
import { base64, fileName } from '../../../parameters/file';
import { operation } from '../operation';
import { valueAs } from '../answers';

export const completeDocumentFromBase64 = operation({
	name: 'Complete From Base64',
	action: 'Complete document in signature transaction from base64',
	description: 'Store the signed PDF of a document, from base64 text',
	parameters: {
		transactionId,
		fileName: fileName({
			description: 'The file name of the document in the transaction, with extension',
			placeholder: 'e.g. Offer.pdf',
		}),
		signedPdfBase64: base64({
			displayName: 'Signed PDF (Base64)',
			placeholder: 'e.g. JVBERi0xLjcK…',
			description: 'The content of the signed PDF as base64',
		}),
		...completion,
	},
	additionalFields: { message },
	orderKeys: transactionOrderKey,
	request: (values) =>
		call('POST /api/Document/DigitalSignatureBase64CompleteDocumentInTransaction', {
			body: {
				...completionBody(values),
				FileName: values.fileName,
				SignedPdfBase64String: values.signedPdfBase64,
			},
		}),
	output: valueAs('Errors'),
	serviceErrors: listedErrors,
});
