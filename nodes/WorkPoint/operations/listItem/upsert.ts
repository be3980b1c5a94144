import { call } from '../../../api/call';
import { itemKey } from '../../../concepts/item';
import { itemFields, list, listName, listSiteUrl } from '../../../concepts/list';
import { keyFieldsOf, listFields } from '../../../concepts/listValue';
import { operation } from '../operation';
import { named } from '../output';

export const upsert = operation({
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update list item',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	parameters: { listSiteUrl, list, keyFields: keyFieldsOf(itemFields), fields: itemFields },
	changes: ({ list, keyFields, listSiteUrl }) => [
		itemKey(list, JSON.stringify(keyFields), listSiteUrl),
	],
	lookUps: { listName },
	request: ({ listName, keyFields, listSiteUrl: site, fields }) =>
		call('POST /api/ListItem/CreateOrUpdate', {
			site,
			body: {
				ListName: listName,
				IdentifierFieldValues: keyFields,
				FieldValues: listFields(fields),
			},
		}),
	output: named('ItemId'),
});
