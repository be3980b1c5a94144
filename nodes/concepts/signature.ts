import type { Schemas } from '../api/call';
import { boolean } from '../parameters/boolean';
import { options } from '../parameters/options';
import type { ValuesOf } from '../parameters/parameter';
import { optionalText, pathText } from '../parameters/text';

export const transactionId = pathText({
	placeholder: 'e.g. 2026-014',
	description: 'The ID of the signature transaction, as text from the signing provider',
});

/** Ordering keys of a transaction. */
export function transactionOrderKey({ transactionId: id }: { transactionId: string }): string[] {
	return [`transaction ${id}`];
}

const signingStatus = options<Schemas['SigningStatus']>({
	description: 'The outcome of the signing',
	labels: {
		Approved: 'Approved',
		Cancelled: 'Cancelled',
		Failed: 'Failed',
		InProgress: 'In Progress',
		Rejected: 'Rejected',
		Signed: 'Signed',
	},
	default: 'Signed',
});

const undeclareOriginal = boolean({
	description: 'Whether to lift the record declaration of the original document or appendix',
});

export const message = optionalText({
	placeholder: 'e.g. Signed by all parties',
	description: 'A message for the log entry of the transaction, as text',
});

/** The outcome of the signing of a document, and what follows. */
export const completion = { signingStatus, undeclareOriginal };

type Completion = ValuesOf<typeof completion> & { transactionId: string; message?: string };

/** The outcome as calls send it. */
export function completionBody(
	values: Completion,
): Omit<Schemas['CompleteDocument'], 'FileName' | 'SignedPdfBytes'> {
	return {
		TransactionID: values.transactionId,
		SigningStatus: values.signingStatus,
		Message: values.message,
		UndeclareOriginalDocumentOrAppendixFileAsRecord: values.undeclareOriginal,
	};
}
