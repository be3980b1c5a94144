import { mergeErrors } from '../serviceErrors';
import { call } from '../../../api/call';
import { textIn } from '../../../api/json';
import { businessModuleParameter } from '../../../concepts/businessModule';
import { entityParameter, oneEntity } from '../../../concepts/entity';
import { boolean } from '../../../parameters/boolean';
import { outputField } from '../../../parameters/file';
import { isMissing, optional } from '../../../parameters/parameter';
import type { OutputItem } from '../definition';
import { templateAdvice, templateId, templateList } from '../../../concepts/template';
import { operation } from '../operation';
import { passThrough } from '../answers';

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export const createFromTemplate = operation({
	action: 'Create document from template',
	description: 'Merge the fields of an entity into a Word template and get the document',
	parameters: {
		...oneEntity,
		templateId,
		includeHtml: boolean({
			description: 'Whether to also include the document as HTML',
		}),
		includeFile: boolean({
			default: true,
			description: 'Whether to include the Word document as a file',
		}),
		binaryPropertyName: outputField({ displayOptions: { show: { includeFile: [true] } } }),
	},
	additionalFields: {
		commonFieldsBusinessModule: optional(
			businessModuleParameter({
				displayName: 'Common Fields Business Module',
				description: 'The business module of the entity with the common fields',
				isInCollection: true,
			}),
		),
		commonFieldsEntity: optional(
			entityParameter({
				displayName: 'Common Fields Entity',
				description: 'The entity with the common fields',
				businessModule: 'additionalFields.commonFieldsBusinessModule',
				searchListMethod: 'searchCommonFieldsEntities',
				isInCollection: true,
			}),
		),
	},
	options: { templateList },
	check: ({ commonFieldsBusinessModule: module, commonFieldsEntity: entity }, refuse) => {
		const advice =
			"Fill in 'Common Fields Business Module' and 'Common Fields Entity', or neither.";
		if (module === undefined && entity !== undefined)
			refuse('commonFieldsBusinessModule', 'is missing', advice);
		if (module !== undefined && entity === undefined)
			refuse('commonFieldsEntity', 'is missing', advice);
	},
	request: (values) =>
		call('GET /api/MailMerge/GetMailMergedWordDocument', {
			query: {
				businessModuleID: values.businessModule,
				entityID: values.entity,
				templateID: values.templateId,
				includeHtml: values.includeHtml,
				includeBytes: values.includeFile,
				commonFieldsBusinessModuleID: values.commonFieldsBusinessModule,
				commonFieldsEntityID: values.commonFieldsEntity,
			},
		}),
	output: ({ Bytes, ...json }, { includeFile, binaryPropertyName }): OutputItem[] => {
		if (!includeFile || isMissing(Bytes)) return passThrough(json);
		return [
			{
				json,
				file: {
					field: binaryPropertyName,
					fileName: textIn(json.FileName) || 'document.docx',
					mimeType: docx,
					data: Buffer.from(textIn(Bytes), 'base64'),
				},
			},
		];
	},
	serviceErrorAdvice: templateAdvice,
	serviceErrors: (answer, { includeFile, includeHtml }) =>
		mergeErrors(answer, { Bytes: includeFile, Html: includeHtml }),
});
