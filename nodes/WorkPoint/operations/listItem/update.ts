import { call } from '../../../api/call';
import { itemKey } from '../../../concepts/item';
import { itemFields, itemId, list, listName, listSiteUrl } from '../../../concepts/list';
import { listFields } from '../../../concepts/listValue';
import { operation } from '../operation';
import { named } from '../output';

export const update = operation({
	value: 'update',
	name: 'Update',
	action: 'Update list item',
	description: 'Change fields of a list item. Fields that are not given keep their values.',
	parameters: { listSiteUrl, list, itemId, fields: itemFields },
	changes: ({ list, itemId, listSiteUrl }) => [itemKey(list, itemId, listSiteUrl)],
	lookUps: { listName },
	request: ({ listName, itemId, listSiteUrl: site, fields }) =>
		call('POST /api/ListItem/Update', {
			site,
			body: { ListName: listName, ListItemID: itemId, FieldValues: listFields(fields) },
		}),
	output: named('ItemId'),
});
