import { call } from '../../../api/call';
import { documentKey, documentSiteUrl, documentUrl } from '../../../concepts/document';
import { operation } from '../operation';
import { done } from '../answers';

export const declareAsRecord = operation({
	name: 'Declare as Record',
	action: 'Declare document as record',
	description: 'Declare a document as a record, so that it can no longer be changed',
	parameters: { documentSiteUrl, documentUrl },
	changes: ({ documentUrl }) => [documentKey(documentUrl)],
	request: ({ documentSiteUrl: siteUrl, documentUrl }) =>
		call('POST /api/RecordManagement/Declare', { query: { siteUrl, documentUrl } }),
	...done,
});
