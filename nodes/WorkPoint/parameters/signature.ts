import { choice, flag, optionalText, text } from './basic';

export const transactionId = {
	...text({
		displayName: 'Transaction ID',
		description: 'The ID of the signature transaction, a text that the signing provider gave',
	}),
	identifies: true,
};

export const signingStatus = choice({
	displayName: 'Signing Status',
	description: 'How the signing of the document ended',
	options: [
		{ name: 'Approved', value: 'Approved' },
		{ name: 'Cancelled', value: 'Cancelled' },
		{ name: 'Failed', value: 'Failed' },
		{ name: 'In Progress', value: 'InProgress' },
		{ name: 'Rejected', value: 'Rejected' },
		{ name: 'Signed', value: 'Signed' },
	],
	default: 'Signed',
});

export const undeclareOriginal = flag({
	displayName: 'Undeclare Original',
	description: 'Whether to lift the record declaration of the original document or appendix',
});

export const message = optionalText({
	displayName: 'Message',
	description: 'A text for the log entry of the transaction',
});
