import { call } from '../../../api/call';
import { documentOrderKey, documentSiteUrl, documentUrl } from '../../../concepts/document';
import { operation } from '../operation';
import { done } from '../answers';

export const declareAsRecord = operation({
	name: 'Declare as Record',
	action: 'Declare document as record',
	description: 'Declare a document as a record, so that it can no longer be changed',
	parameters: { documentSiteUrl, documentUrl },
	orderKeys: ({ documentUrl }) => [documentOrderKey(documentUrl)],
	request: ({ documentSiteUrl: siteUrl, documentUrl }) =>
		call('POST /api/RecordManagement/Declare', { query: { siteUrl, documentUrl } }),
	...done,
});
