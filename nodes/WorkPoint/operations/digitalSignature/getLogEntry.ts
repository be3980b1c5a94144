import { call } from '../../../api/call';
import { transactionId } from '../../../concepts/signature';
import { operation } from '../operation';

export const getLogEntry = operation({
	action: 'Get signature log entry',
	description: 'Get the log of a signature transaction with the state of each document',
	parameters: { transactionId },
	request: ({ transactionId: transactionID }) =>
		call('GET /api/Document/DigitalSignatureLogEntry/{transactionID}', { path: { transactionID } }),
});
