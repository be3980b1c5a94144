import { itemId, list, listSiteUrl } from '../../parameters/list';
import { operation } from '../operation';
import { deleted } from '../output';
import { listName } from './list';

export const remove = operation({
	value: 'delete',
	name: 'Delete',
	action: 'Delete list item',
	description: 'Move a list item to the recycle bin of the site',
	parameters: { listSiteUrl, list, itemId },
	// The call wants the name of the list, which the list tells.
	execute: async (values, send) => {
		await send({
			method: 'POST',
			path: '/api/ListItem/Recycle',
			siteUrl: values.listSiteUrl,
			body: {
				ListName: await listName(values.list, values.listSiteUrl, send),
				ListItemID: values.itemId,
			},
		});
		return deleted();
	},
	readOnly: false,
});
