import { entityFieldTypes } from '../../../concepts/fieldSchema';
import { itemCall, toJson } from '../../../concepts/item';
import { oneEntity } from '../../../concepts/entity';
import { outputForm } from '../../../concepts/output';
import { operation } from '../operation';

export const get = operation({
	action: 'Get entity',
	description: 'Get an entity with all its fields',
	parameters: { ...oneEntity, ...outputForm },
	lookUps: { types: entityFieldTypes },
	request: ({ businessModule, entity }) => itemCall(businessModule, entity),
	output: (item, { types }) => [{ json: toJson(item, types) }],
});
