import { call } from '../../../api/call';
import { itemFields, list, listName, listSiteUrl } from '../../../concepts/list';
import { listFields } from '../../../concepts/listValue';
import { operation } from '../operation';
import { named } from '../output';

export const create = operation({
	value: 'create',
	name: 'Create',
	action: 'Create list item',
	description: 'Create an item in a list',
	parameters: { listSiteUrl, list, fields: itemFields },
	lookUps: { listName },
	request: ({ listName, listSiteUrl: site, fields }) =>
		call('POST /api/ListItem/Create', {
			site,
			body: { ListName: listName, FieldValues: listFields(fields) },
		}),
	output: named('ItemId'),
});
