import { path } from '../../../shared/request';
import { transactionId } from '../../parameters/signature';
import { operation } from '../operation';
import { passThrough } from '../output';

export const getLogEntry = operation({
	value: 'getLogEntry',
	name: 'Get Log Entry',
	action: 'Get signature log entry',
	description: 'Get the log of a signature transaction with the state of each document',
	parameters: { transactionId },
	request: (values) => ({
		method: 'GET',
		path: path`/api/Document/DigitalSignatureLogEntry/${values.transactionId}`,
	}),
	output: passThrough,
});
