import { call } from '../../../api/call';
import { document, documentOrderKey, givenDocument } from '../../../concepts/document';
import { operation } from '../operation';
import { doneTo } from '../answers';

export const undeclareAsRecord = operation({
	name: 'Undeclare as Record',
	action: 'Undeclare document as record',
	description: 'Lift the record declaration of a document, so that it can be changed again',
	parameters: document,
	orderKeys: ({ documentUrl }) => [documentOrderKey(documentUrl)],
	request: ({ documentSiteUrl: siteUrl, documentUrl }) =>
		call('POST /api/RecordManagement/Undeclare', { query: { siteUrl, documentUrl } }),
	...doneTo(givenDocument),
});
