import { businessModule } from '../../parameters/businessModule';
import { fields } from '../../parameters/fields';
import { keyFields, listFields } from '../../parameters/listValues';
import { moduleListName } from '../listItems';
import { operation } from '../operation';
import { named } from '../output';

export const upsert = operation({
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update entity',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	parameters: { businessModule, keyFields, fields },
	// The call wants the name of the module's list, which the module tells.
	execute: async (values, send) =>
		named('EntityId')(
			await send({
				method: 'POST',
				path: '/api/ListItem/CreateOrUpdate',
				body: {
					ListName: await moduleListName(values.businessModule, send),
					IdentifierFieldValues: values.keyFields,
					FieldValues: listFields(values.fields),
				},
			}),
		),
	readOnly: false,
});
