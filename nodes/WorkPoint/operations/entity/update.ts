import { call } from '../../../api/call';
import { givesId } from '../output';
import { entityKey, oneEntity, returnEntity, withEntity } from '../../../concepts/entity';
import { fields } from '../../../concepts/fields';
import { operation } from '../operation';

export const update = operation({
	action: 'Update entity',
	description: 'Change fields of an entity. Fields that are not given keep their values.',
	parameters: { ...oneEntity, fields },
	options: { returnEntity },
	changes: entityKey,
	request: ({ businessModule: businessModuleId, entity: entityId, fields }) =>
		call('POST /api/Entity/{businessModuleId}/Update/{entityId}', {
			path: { businessModuleId, entityId },
			body: fields,
		}),
	...givesId('EntityId'),
	afterwards: withEntity,
});
