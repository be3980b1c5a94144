import { call } from '../../../api/call';
import { itemOrderKey } from '../../../concepts/query/item';
import { itemId, listIn } from '../../../concepts/lists/list';
import { listName } from '../../../concepts/fields/ofList';
import { operation } from '../operation';
import { deleted } from '../answers';

export const remove = operation({
	action: 'Delete list item',
	description: 'Move a list item to the recycle bin of the site',
	parameters: { ...listIn, itemId },
	orderKeys: ({ list, itemId }) => [itemOrderKey(list, itemId)],
	prefetch: { listName },
	request: ({ listName, itemId, listSiteUrl: site }) =>
		call('POST /api/ListItem/Recycle', {
			site,
			body: { ListName: listName, ListItemID: itemId },
		}),
	output: deleted,
});
