import { documentSiteUrl, documentUrl } from '../../parameters/document';
import { operation } from '../operation';
import { done } from '../output';

export const declareAsRecord = operation({
	value: 'declareAsRecord',
	name: 'Declare as Record',
	action: 'Declare document as record',
	description: 'Declare a document as a record, so that it can no longer be changed',
	parameters: { documentSiteUrl, documentUrl },
	request: (values) => ({
		method: 'POST',
		path: '/api/RecordManagement/Declare',
		query: { siteUrl: values.documentSiteUrl, documentUrl: values.documentUrl },
	}),
	output: done,
});
