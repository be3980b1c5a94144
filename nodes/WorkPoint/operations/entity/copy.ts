import { call } from '../../../api/call';
import { oneEntity } from '../../../concepts/entity';
import { momentsByField } from '../../../concepts/fields/jsonMoments';
import { changedFields } from '../../../concepts/fields/mapping';
import { operation } from '../operation';
import { givesEntity } from './givesEntity';

export const copy = operation({
	action: 'Copy entity',
	description: 'Create a copy of an entity, with new values for the mapped fields',
	parameters: { ...oneEntity, fields: momentsByField(changedFields) },
	request: ({ businessModule: businessModuleId, entity: sourceEntityId, fields }) =>
		call('POST /api/Entity/{businessModuleId}/Copy/{sourceEntityId}', {
			path: { businessModuleId, sourceEntityId },
			body: fields,
		}),
	...givesEntity,
});
