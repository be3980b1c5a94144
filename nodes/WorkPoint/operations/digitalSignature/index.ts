import { addDocument } from './addDocument';
import { completeDocument } from './completeDocument';
import { completeDocumentFromBase64 } from './completeDocumentFromBase64';
import { createLogEntry } from './createLogEntry';
import { generateXwsseHeader } from './generateXwsseHeader';
import { getLogEntry } from './getLogEntry';
import { getUnixTime } from './getUnixTime';
import type { Resource } from '../operation';

export const digitalSignature: Resource = {
	value: 'digitalSignature',
	name: 'Digital Signature',
	description: 'Signature transactions and their log',
	operations: [
		createLogEntry,
		addDocument,
		completeDocument,
		completeDocumentFromBase64,
		generateXwsseHeader,
		getLogEntry,
		getUnixTime,
	],
};
