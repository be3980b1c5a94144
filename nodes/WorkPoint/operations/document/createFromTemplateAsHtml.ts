import { businessModule } from '../../parameters/businessModule';
import { templateId } from '../../parameters/document';
import { entity } from '../../parameters/entity';
import { operation } from '../operation';
import { passThrough, serviceErrors } from '../output';

export const createFromTemplateAsHtml = operation({
	value: 'createFromTemplateAsHtml',
	name: 'Create From Template as HTML',
	action: 'Create HTML from template',
	description: 'Merge the fields of an entity into a Word template and get the result as HTML',
	parameters: { businessModule, entity, templateId },
	request: (values) => ({
		method: 'GET',
		path: '/api/MailMerge/GetMailMergedWordDocumentAsHtml',
		query: {
			businessModuleID: values.businessModule,
			entityID: values.entity,
			templateID: values.templateId,
		},
	}),
	output: passThrough,
	serviceErrors,
});
