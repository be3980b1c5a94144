import { addDocument } from './addDocument';
import { completeDocument } from './completeDocument';
import { completeDocumentFromBase64 } from './completeDocumentFromBase64';
import { createLogEntry } from './createLogEntry';
import { generateXwsseHeader } from './generateXwsseHeader';
import { getLogEntry } from './getLogEntry';
import { getUnixTime } from './getUnixTime';

export const digitalSignature = {
	description: 'Signature transactions and their log',
	operations: {
		getLogEntry,
		createLogEntry,
		addDocument,
		completeDocument,
		completeDocumentFromBase64,
		generateXwsseHeader,
		getUnixTime,
	},
};
