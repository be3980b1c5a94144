import { itemFields, list, listSiteUrl } from '../../parameters/list';
import { listFields } from '../../parameters/listValues';
import { operation } from '../operation';
import { named } from '../output';
import { listName } from './list';

export const create = operation({
	value: 'create',
	name: 'Create',
	action: 'Create list item',
	description: 'Create an item in a list',
	parameters: { listSiteUrl, list, fields: itemFields },
	// The call wants the name of the list, which the list tells.
	execute: async (values, send) =>
		named('ItemId')(
			await send({
				method: 'POST',
				path: '/api/ListItem/Create',
				siteUrl: values.listSiteUrl,
				body: {
					ListName: await listName(values.list, values.listSiteUrl, send),
					FieldValues: listFields(values.fields),
				},
			}),
		),
	readOnly: false,
});
