import { call } from '../../../api/call';
import { entityOrderKeys, oneEntity } from '../../../concepts/entity';
import { momentsByField } from '../../../concepts/fields/jsonMoments';
import { fields } from '../../../concepts/fields/mapping';
import { operation } from '../operation';
import { givesEntity } from './givesEntity';

export const update = operation({
	action: 'Update entity',
	description: 'Change fields of an entity. Unset fields keep their values.',
	parameters: { ...oneEntity, fields: momentsByField(fields) },
	orderKeys: entityOrderKeys,
	request: ({ businessModule: businessModuleId, entity: entityId, fields }) =>
		call('POST /api/Entity/{businessModuleId}/Update/{entityId}', {
			path: { businessModuleId, entityId },
			body: fields,
		}),
	...givesEntity,
});
