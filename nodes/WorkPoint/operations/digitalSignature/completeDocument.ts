import { listedErrors } from '../serviceErrors';
import { optional } from '../../../parameters/parameter';
import { call } from '../../../api/call';
import {
	completion,
	completionBody,
	message,
	transactionId,
	transactionOrderKey,
} from '../../../concepts/signature';
import { fileName, inputFile } from '../../../parameters/file';
import { fileNameProblem } from '../../../parameters/fileName';
import { operation } from '../operation';
import { valueAs } from '../answers';

export const completeDocument = operation({
	action: 'Complete document in signature transaction',
	description: 'Store the signed PDF of a document, from a file of the item',
	parameters: {
		transactionId,
		binaryPropertyName: inputFile({
			displayName: 'Input Data Field Name',
			hint: 'The name of the input binary field with the signed PDF',
		}),
		...completion,
	},
	additionalFields: {
		fileName: optional(
			fileName({
				description:
					'The file name of the document in the transaction, with extension. Defaults to the name of the input file.',
				placeholder: 'e.g. Offer.pdf',
			}),
		),
		message,
	},
	check: ({ binaryPropertyName: file, fileName: name }, refuse) => {
		const problem = name === undefined ? fileNameProblem(file.fileName) : undefined;
		if (problem !== undefined)
			refuse(
				'binaryPropertyName',
				`names the file "${file.fileName}", which ${problem}`,
				"Enter a name that SharePoint accepts under 'File Name'.",
			);
	},
	orderKeys: transactionOrderKey,
	request: ({ binaryPropertyName: file, ...values }) =>
		call('POST /api/Document/DigitalSignatureCompleteDocumentInTransaction', {
			body: {
				...completionBody(values),
				FileName: values.fileName ?? file.fileName,
				SignedPdfBytes: file.content,
			},
		}),
	output: valueAs('Errors'),
	serviceErrors: listedErrors,
});
