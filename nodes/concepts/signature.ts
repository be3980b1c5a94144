import type { Schemas } from '../api/routes';
import { boolean } from '../parameters/boolean';
import { options } from '../parameters/options';
import { optionalText, pathText } from '../parameters/text';

export const transactionId = pathText({
	displayName: 'Transaction ID',
	placeholder: 'e.g. 2026-014',
	description: 'The ID of the signature transaction, a text that the signing provider gave',
});

/** What a call for a transaction changes. */
export function transactionKey(id: string): string {
	return `transaction ${id}`;
}

export const signingStatus = options<Schemas['SigningStatus']>({
	displayName: 'Signing Status',
	description: 'How the signing of the document ended',
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

export const undeclareOriginal = boolean({
	displayName: 'Undeclare Original',
	description: 'Whether to lift the record declaration of the original document or appendix',
});

export const message = optionalText({
	displayName: 'Message',
	placeholder: 'e.g. Signed by all parties',
	description: 'A text for the log entry of the transaction',
});
