import { call } from '../../../api/call';
import { foundItemOrderKey } from '../../../concepts/query/item';
import { businessModule } from '../../../concepts/businessModule';
import { fieldsAndKeys } from '../../../concepts/fields/mapping';
import {
	keyFields,
	keyFieldValues,
	keyValuesIn,
	withKeys,
} from '../../../concepts/fields/identifyingFields';
import { listName } from '../../../concepts/fields/ofList';
import { listFieldValues } from '../../../concepts/fields/listNotation';
import { operation } from '../operation';
import { givesEntity } from './givesEntity';

export const upsert = operation({
	name: 'Create or Update',
	action: 'Create or update entity',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	parameters: { businessModule, fields: withKeys(fieldsAndKeys), keyFields },
	check: (values) => void keyValuesIn(values),
	orderKeys: (values) => [foundItemOrderKey(values.businessModule, keyValuesIn(values).values)],
	prefetch: {
		listName,
		fieldValues: listFieldValues,
		keys: keyFieldValues,
	},
	request: ({ listName, keys, fieldValues }) =>
		call('POST /api/ListItem/CreateOrUpdate', {
			isIdempotent: true,
			body: { ListName: listName, IdentifierFieldValues: keys, FieldValues: fieldValues },
		}),
	...givesEntity,
});
