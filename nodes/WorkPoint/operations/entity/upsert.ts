import { call } from '../../../api/call';
import { returnEntity, withEntity } from '../../../concepts/entity';
import { itemKey } from '../../../concepts/item';
import { named } from '../output';
import { businessModule, moduleListName } from '../../../concepts/businessModule';
import { fields } from '../../../concepts/fields';
import { keyFieldsOf, listFields } from '../../../concepts/listValue';
import { operation } from '../operation';

export const upsert = operation({
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update entity',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	parameters: { businessModule, keyFields: keyFieldsOf(fields), fields },
	options: { returnEntity },
	changes: ({ businessModule, keyFields }) => [itemKey(businessModule, JSON.stringify(keyFields))],
	lookUps: { listName: moduleListName },
	request: ({ listName, keyFields, fields }) =>
		call('POST /api/ListItem/CreateOrUpdate', {
			body: {
				ListName: listName,
				IdentifierFieldValues: keyFields,
				FieldValues: listFields(fields),
			},
		}),
	output: named('EntityId'),
	afterwards: withEntity,
});
