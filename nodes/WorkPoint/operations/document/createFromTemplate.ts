import type { IDataObject } from 'n8n-workflow';

import { flag, optional, text } from '../../parameters/basic';
import { businessModule, businessModuleParameter } from '../../parameters/businessModule';
import { templateId } from '../../parameters/document';
import { entity, entityParameter } from '../../parameters/entity';
import { operation, type OutputItem } from '../operation';
import { passThrough, serviceErrors } from '../output';

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export const createFromTemplate = operation({
	value: 'createFromTemplate',
	name: 'Create From Template',
	action: 'Create document from template',
	description: 'Merge the fields of an entity into a Word template and get the document',
	parameters: {
		businessModule,
		entity,
		templateId,
		includeHtml: flag({
			displayName: 'Include HTML',
			description: 'Whether the result also contains the document as HTML',
		}),
		includeFile: flag({
			displayName: 'Include File',
			default: true,
			description: 'Whether the result contains the Word document as a file',
		}),
		binaryPropertyName: text({
			displayName: 'Put Output File in Field',
			default: 'data',
			hint: 'The name of the output binary field to put the file in',
			displayOptions: { show: { includeFile: [true] } },
		}),
	},
	additionalFields: {
		commonFieldsBusinessModule: optional(
			businessModuleParameter({
				displayName: 'Common Fields Business Module',
				description: 'The business module of the entity that the common fields are taken from',
			}),
		),
		commonFieldsEntity: optional(
			entityParameter({
				displayName: 'Common Fields Entity',
				description: 'The entity that the common fields are taken from',
				businessModule: 'additionalFields.commonFieldsBusinessModule',
				searchListMethod: 'searchCommonFieldsEntities',
			}),
		),
	},
	together: [['commonFieldsBusinessModule', 'commonFieldsEntity']],
	request: (values) => ({
		method: 'GET',
		path: '/api/MailMerge/GetMailMergedWordDocument',
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
	output: (response, { includeFile, binaryPropertyName }): OutputItem[] => {
		const { Bytes, ...json } = (response ?? {}) as IDataObject;
		if (!includeFile || typeof Bytes !== 'string' || Bytes === '') return passThrough(json);
		return [
			{
				json,
				file: {
					field: binaryPropertyName,
					fileName: String(json.FileName ?? 'document.docx'),
					mimeType: docx,
					data: Buffer.from(Bytes, 'base64'),
				},
			},
		];
	},
	serviceErrors,
});
