import { entityFieldTypes } from '../../../concepts/fields/ofModule';
import { itemCall, toJson } from '../../../concepts/query/item';
import { oneEntity } from '../../../concepts/entity';
import { outputForm } from '../../../parameters/outputForm';
import { operation } from '../operation';

export const get = operation({
	action: 'Get entity',
	description: 'Get an entity with all its fields',
	parameters: { ...oneEntity, ...outputForm },
	prefetch: { types: entityFieldTypes },
	request: ({ businessModule, entity }) => itemCall(businessModule, entity),
	output: (item, { types }) => [{ json: toJson(item, types) }],
});
