import { convertToPdf } from './convertToPdf';
import { createFromTemplate } from './createFromTemplate';
import { createFromTemplateAsHtml } from './createFromTemplateAsHtml';
import { declareAsRecord } from './declareAsRecord';
import { get } from './get';
import { getAll } from './getAll';
import { undeclareAsRecord } from './undeclareAsRecord';
import { update } from './update';
import { upload } from './upload';
import type { ResourceDefinition } from '../operation';

export const document: ResourceDefinition = {
	description: 'Documents in SharePoint',
	operations: {
		createFromTemplate,
		convertToPdf,
		createFromTemplateAsHtml,
		declareAsRecord,
		get,
		getAll,
		undeclareAsRecord,
		update,
		upload,
	},
};
