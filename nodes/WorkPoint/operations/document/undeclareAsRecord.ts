import { documentSiteUrl, documentUrl } from '../../parameters/document';
import { operation } from '../operation';
import { done } from '../output';

export const undeclareAsRecord = operation({
	value: 'undeclareAsRecord',
	name: 'Undeclare as Record',
	action: 'Undeclare document as record',
	description: 'Lift the record declaration of a document, so that it can be changed again',
	parameters: { documentSiteUrl, documentUrl },
	request: (values) => ({
		method: 'POST',
		path: '/api/RecordManagement/Undeclare',
		query: { siteUrl: values.documentSiteUrl, documentUrl: values.documentUrl },
	}),
	output: done,
});
