import { call } from '../../../api/call';
import { businessModule } from '../../../concepts/businessModule';
import { momentsByField } from '../../../concepts/fields/jsonMoments';
import { newFields } from '../../../concepts/fields/mapping';
import { boolean } from '../../../parameters/boolean';
import { operation } from '../operation';
import { givesEntity } from './givesEntity';

export const create = operation({
	action: 'Create entity',
	description: 'Create an entity in a business module, with or without its own site',
	parameters: {
		businessModule,
		createSite: boolean({
			description:
				'Whether to also create the SharePoint site of the entity. The call then takes longer.',
		}),
		fields: momentsByField(newFields),
	},
	request: ({ businessModule: businessModuleId, createSite, fields }) =>
		call('POST /api/Entity/{businessModuleId}/Create/{createSite}', {
			path: { businessModuleId, createSite },
			body: fields,
		}),
	...givesEntity,
});
