import { convertToPdf } from './convertToPdf';
import { createFromTemplate } from './createFromTemplate';
import { createFromTemplateAsHtml } from './createFromTemplateAsHtml';
import { declareAsRecord } from './declareAsRecord';
import { get } from './get';
import { getAll } from './getAll';
import { undeclareAsRecord } from './undeclareAsRecord';
import { update } from './update';
import { upload } from './upload';

export const document = {
	description: 'Documents in SharePoint libraries',
	operations: {
		getAll,
		get,
		upload,
		createFromTemplate,
		createFromTemplateAsHtml,
		convertToPdf,
		declareAsRecord,
		undeclareAsRecord,
		update,
	},
};
