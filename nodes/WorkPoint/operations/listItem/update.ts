import { call } from '../../../api/call';
import { ignoreEmptyValues, itemFields } from '../../../concepts/fields/mapping';
import { itemOrderKey } from '../../../concepts/query/item';
import { itemId, listIn } from '../../../concepts/lists/list';
import { listName } from '../../../concepts/fields/ofList';
import { uncheckedFields, listFieldValues } from '../../../concepts/fields/listNotation';
import { operation } from '../operation';
import { givesId } from '../answers';

export const update = operation({
	action: 'Update list item',
	description: 'Change fields of a list item. Unset fields keep their values.',
	parameters: { ...listIn, itemId, fields: uncheckedFields(itemFields) },
	options: { ignoreEmptyValues },
	orderKeys: ({ list, itemId }) => [itemOrderKey(list, itemId)],
	prefetch: { listName, fieldValues: listFieldValues },
	request: ({ listName, itemId, listSiteUrl: site, fieldValues }) =>
		call('POST /api/ListItem/Update', {
			site,
			body: { ListName: listName, ListItemID: itemId, FieldValues: fieldValues },
		}),
	...givesId('ItemId'),
});
