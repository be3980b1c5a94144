import { call } from '../../../api/call';
import { itemFields } from '../../../concepts/fields';
import { itemKey } from '../../../concepts/item';
import { itemId, list, listSiteUrl } from '../../../concepts/list';
import { listName } from '../../../concepts/listDefinition';
import { given, listFieldValues } from '../../../concepts/listValue';
import { operation } from '../operation';
import { givesId } from '../output';

export const update = operation({
	action: 'Update list item',
	description: 'Change fields of a list item. Fields that are not given keep their values.',
	parameters: { listSiteUrl, list, itemId, fields: given(itemFields) },
	changes: ({ list, itemId }) => [itemKey(list, itemId)],
	lookUps: { listName, fieldValues: listFieldValues },
	request: ({ listName, itemId, listSiteUrl: site, fieldValues }) =>
		call('POST /api/ListItem/Update', {
			site,
			body: { ListName: listName, ListItemID: itemId, FieldValues: fieldValues },
		}),
	...givesId('ItemId'),
});
