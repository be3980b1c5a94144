import { call } from '../../../api/call';
import { ignoreEmptyValues, itemFields } from '../../../concepts/fields/mapping';
import { foundItemOrderKey } from '../../../concepts/query/item';
import {
	keyFields,
	keyFieldValues,
	keyValuesIn,
	withKeys,
} from '../../../concepts/fields/identifyingFields';
import { listIn } from '../../../concepts/lists/list';
import { listName } from '../../../concepts/fields/ofList';
import { listFieldValues } from '../../../concepts/fields/listNotation';
import { operation } from '../operation';
import { givesId } from '../answers';

export const upsert = operation({
	name: 'Create or Update',
	action: 'Create or update list item',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	parameters: {
		...listIn,
		fields: withKeys(itemFields),
		keyFields,
	},
	options: { ignoreEmptyValues },
	check: (values) => void keyValuesIn(values),
	orderKeys: (values) => [foundItemOrderKey(values.list, keyValuesIn(values).values)],
	prefetch: {
		listName,
		fieldValues: listFieldValues,
		keys: keyFieldValues,
	},
	request: ({ listName, keys, listSiteUrl: site, fieldValues }) =>
		call('POST /api/ListItem/CreateOrUpdate', {
			isIdempotent: true,
			site,
			body: { ListName: listName, IdentifierFieldValues: keys, FieldValues: fieldValues },
		}),
	...givesId('ItemId'),
});
