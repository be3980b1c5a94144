import { call } from '../../../api/call';
import { foundItemOrderKey } from '../../../concepts/query/item';
import { businessModule } from '../../../concepts/businessModule';
import { fields } from '../../../concepts/fields/mapping';
import { keyFieldsOf } from '../../../concepts/fields/identifyingFields';
import { listName } from '../../../concepts/fields/ofList';
import { unchecked, listFieldValues, listKeys } from '../../../concepts/fields/listNotation';
import { operation } from '../operation';
import { givesEntity } from './givesEntity';

export const upsert = operation({
	name: 'Create or Update',
	action: 'Create or update entity',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	parameters: { businessModule, keyFields: keyFieldsOf(fields), fields: unchecked(fields) },
	orderKeys: ({ businessModule, keyFields }) => [
		foundItemOrderKey(businessModule, keyFields.values),
	],
	prefetch: {
		listName,
		fieldValues: listFieldValues,
		keys: listKeys,
	},
	request: ({ listName, keys, fieldValues }) =>
		call('POST /api/ListItem/CreateOrUpdate', {
			body: { ListName: listName, IdentifierFieldValues: keys, FieldValues: fieldValues },
		}),
	...givesEntity,
});
