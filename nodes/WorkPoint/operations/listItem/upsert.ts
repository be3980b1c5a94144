import { call } from '../../../api/call';
import { itemFields } from '../../../concepts/fields/mapping';
import { foundItemKey } from '../../../concepts/query/item';
import { keyFieldsOf } from '../../../concepts/fields/identifyingFields';
import { list, listSiteUrl } from '../../../concepts/lists/list';
import { listName } from '../../../concepts/fields/ofList';
import { given, listFieldValues, listKeys } from '../../../concepts/fields/listNotation';
import { operation } from '../operation';
import { givesId } from '../answers';

export const upsert = operation({
	name: 'Create or Update',
	action: 'Create or update list item',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	parameters: {
		listSiteUrl,
		list,
		keyFields: keyFieldsOf(itemFields),
		fields: given(itemFields),
	},
	changes: ({ list, keyFields }) => [foundItemKey(list, keyFields.values)],
	lookUps: {
		listName,
		fieldValues: listFieldValues,
		keys: listKeys,
	},
	request: ({ listName, keys, listSiteUrl: site, fieldValues }) =>
		call('POST /api/ListItem/CreateOrUpdate', {
			site,
			body: { ListName: listName, IdentifierFieldValues: keys, FieldValues: fieldValues },
		}),
	...givesId('ItemId'),
});
