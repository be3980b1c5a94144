import { businessModule } from '../../parameters/businessModule';
import { keyValues } from '../../parameters/listValues';
import { moduleListName } from '../listItems';
import { operation } from '../operation';
import { named } from '../output';

export const exists = operation({
	value: 'exists',
	name: 'Exists',
	action: 'Check if entity exists',
	description: 'Check whether one entity has the given key values',
	parameters: { businessModule, keyValues },
	// The call wants the name of the module's list, which the module tells.
	execute: async (values, send) =>
		named('Exists')(
			await send({
				method: 'POST',
				path: '/api/ListItem/Exists',
				readOnly: true,
				body: {
					ListName: await moduleListName(values.businessModule, send),
					IdentifierFieldValues: values.keyValues,
				},
			}),
		),
	readOnly: true,
});
