import { call } from '../../../api/call';
import { ignoreEmptyValues, newItemFields } from '../../../concepts/fields/mapping';
import { listIn } from '../../../concepts/lists/list';
import { listName } from '../../../concepts/fields/ofList';
import { uncheckedFields, listFieldValues } from '../../../concepts/fields/listNotation';
import { operation } from '../operation';
import { givesId } from '../answers';

export const create = operation({
	action: 'Create list item',
	description: 'Create an item in a list',
	parameters: { ...listIn, fields: uncheckedFields(newItemFields) },
	options: { ignoreEmptyValues },
	prefetch: { listName, fieldValues: listFieldValues },
	request: ({ listName, listSiteUrl: site, fieldValues }) =>
		call('POST /api/ListItem/Create', {
			site,
			body: { ListName: listName, FieldValues: fieldValues },
		}),
	...givesId('ItemId'),
});
