import { call } from '../../../api/call';
import { newItemFields } from '../../../concepts/fields';
import { list, listSiteUrl } from '../../../concepts/list';
import { listName } from '../../../concepts/listDefinition';
import { given, listFieldValues } from '../../../concepts/listValue';
import { operation } from '../operation';
import { givesId } from '../output';

export const create = operation({
	action: 'Create list item',
	description: 'Create an item in a list',
	parameters: { listSiteUrl, list, fields: given(newItemFields) },
	lookUps: { listName, fieldValues: listFieldValues },
	request: ({ listName, listSiteUrl: site, fieldValues }) =>
		call('POST /api/ListItem/Create', {
			site,
			body: { ListName: listName, FieldValues: fieldValues },
		}),
	...givesId('ItemId'),
});
