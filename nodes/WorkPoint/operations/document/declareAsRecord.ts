import { call } from '../../../api/call';
import { document, documentOrderKey, givenDocument } from '../../../concepts/document';
import { operation } from '../operation';
import { doneTo } from '../answers';

export const declareAsRecord = operation({
	name: 'Declare as Record',
	action: 'Declare document as record',
	description: 'Declare a document as a record, so that it can no longer be changed',
	parameters: document,
	orderKeys: ({ documentUrl }) => [documentOrderKey(documentUrl)],
	request: ({ documentSiteUrl: siteUrl, documentUrl }) =>
		call('POST /api/RecordManagement/Declare', { query: { siteUrl, documentUrl } }),
	...doneTo(givenDocument),
});
