import { businessModule } from '../../parameters/businessModule';
import { fields } from '../../parameters/fields';
import { keyFieldsOf, listFields } from '../../parameters/listValues';
import { moduleListName } from '../listItems';
import { operation } from '../operation';
import { returnEntity, write } from './returnEntity';

export const upsert = operation({
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update entity',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	parameters: { businessModule, keyFields: keyFieldsOf(fields), fields },
	options: { returnEntity },
	// The call wants the name of the module's list, which the module tells.
	execute: async (values, send) =>
		await write(
			values,
			{
				method: 'POST',
				path: '/api/ListItem/CreateOrUpdate',
				body: {
					ListName: await moduleListName(values.businessModule, send),
					IdentifierFieldValues: values.keyFields,
					FieldValues: listFields(values.fields),
				},
			},
			send,
		),
	readOnly: false,
});
