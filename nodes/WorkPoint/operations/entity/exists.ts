import { call } from '../../../api/call';
import { businessModule } from '../../../concepts/businessModule';
import { keyValues } from '../../../concepts/keys';
import { listName } from '../../../concepts/listDefinition';
import { listKeys } from '../../../concepts/listValue';
import { operation } from '../operation';
import { named } from '../output';

export const exists = operation({
	action: 'Check if entity exists',
	description: 'Check whether one entity has the given key values',
	parameters: { businessModule, keyValues },
	lookUps: {
		listName,
		keys: listKeys,
	},
	request: ({ listName, keys }) =>
		call('POST /api/ListItem/Exists', {
			reads: true,
			body: { ListName: listName, IdentifierFieldValues: keys },
		}),
	output: named('Exists'),
});
