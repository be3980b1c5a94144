import { mergeErrors } from '../serviceErrors';
import { call } from '../../../api/call';
import { oneEntity } from '../../../concepts/entity';
import { templateAdvice, templateId, templateList } from '../../../concepts/template';
import { operation } from '../operation';

export const createFromTemplateAsHtml = operation({
	name: 'Create HTML From Template',
	action: 'Create HTML from template',
	description: 'Merge the fields of an entity into a Word template and get the result as HTML',
	parameters: { ...oneEntity, templateId },
	options: { templateList },
	request: (values) =>
		call('GET /api/MailMerge/GetMailMergedWordDocumentAsHtml', {
			query: {
				businessModuleID: values.businessModule,
				entityID: values.entity,
				templateID: values.templateId,
			},
		}),
	serviceErrorAdvice: templateAdvice,
	serviceErrors: (answer) => mergeErrors(answer, { Html: true }),
});
