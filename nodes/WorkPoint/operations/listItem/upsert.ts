import { itemFields, list, listSiteUrl } from '../../parameters/list';
import { keyFieldsOf, listFields } from '../../parameters/listValues';
import { operation } from '../operation';
import { named } from '../output';
import { listName } from './list';

export const upsert = operation({
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update list item',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	parameters: { listSiteUrl, list, keyFields: keyFieldsOf(itemFields), fields: itemFields },
	// The call wants the name of the list, which the list tells.
	execute: async (values, send) =>
		named('ItemId')(
			await send({
				method: 'POST',
				path: '/api/ListItem/CreateOrUpdate',
				siteUrl: values.listSiteUrl,
				body: {
					ListName: await listName(values.list, values.listSiteUrl, send),
					IdentifierFieldValues: values.keyFields,
					FieldValues: listFields(values.fields),
				},
			}),
		),
	readOnly: false,
});
