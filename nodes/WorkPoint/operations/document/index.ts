import { convertToPdf } from './convertToPdf';
import { createFromTemplate } from './createFromTemplate';
import { createFromTemplateAsHtml } from './createFromTemplateAsHtml';
import { declareAsRecord } from './declareAsRecord';
import { undeclareAsRecord } from './undeclareAsRecord';
import { upload } from './upload';
import type { Resource } from '../operation';

export const document: Resource = {
	value: 'document',
	name: 'Document',
	description: 'Documents in SharePoint',
	operations: [
		createFromTemplate,
		convertToPdf,
		createFromTemplateAsHtml,
		declareAsRecord,
		undeclareAsRecord,
		upload,
	],
};
