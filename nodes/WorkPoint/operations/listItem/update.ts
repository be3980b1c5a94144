import { itemFields, itemId, list, listSiteUrl } from '../../parameters/list';
import { listFields } from '../../parameters/listValues';
import { operation } from '../operation';
import { named } from '../output';
import { listName } from './list';

export const update = operation({
	value: 'update',
	name: 'Update',
	action: 'Update list item',
	description: 'Change fields of a list item. Fields that are not given keep their values.',
	parameters: { listSiteUrl, list, itemId, fields: itemFields },
	// The call wants the name of the list, which the list tells.
	execute: async (values, send) =>
		named('ItemId')(
			await send({
				method: 'POST',
				path: '/api/ListItem/Update',
				siteUrl: values.listSiteUrl,
				body: {
					ListName: await listName(values.list, values.listSiteUrl, send),
					ListItemID: values.itemId,
					FieldValues: listFields(values.fields),
				},
			}),
		),
	readOnly: false,
});
