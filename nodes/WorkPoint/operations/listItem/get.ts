import { itemId, list, listSiteUrl } from '../../parameters/list';
import { simplify } from '../../parameters/query';
import { itemRequest, toOutput, type ListItem } from '../listItems';
import { operation } from '../operation';
import { listFieldTypes } from './list';

export const get = operation({
	value: 'get',
	name: 'Get',
	action: 'Get list item',
	description: 'Get an item of a list with all its fields',
	parameters: { listSiteUrl, list, itemId, simplify },
	// The item, and for the types of its fields the list.
	execute: async (values, send) => {
		const { list: listId, listSiteUrl: siteUrl } = values;
		const item = (await send(itemRequest(listId, values.itemId, siteUrl))) as ListItem;
		return [
			toOutput(values.simplify ? await listFieldTypes(listId, siteUrl, send) : undefined)(item),
		];
	},
	readOnly: true,
});
