import { call } from '../../../api/call';
import { businessModule, moduleListName } from '../../../concepts/businessModule';
import { keyValues } from '../../../concepts/listValue';
import { operation } from '../operation';
import { named } from '../output';

export const exists = operation({
	value: 'exists',
	name: 'Exists',
	action: 'Check if entity exists',
	description: 'Check whether one entity has the given key values',
	parameters: { businessModule, keyValues },
	lookUps: { listName: moduleListName },
	request: ({ listName, keyValues }) =>
		call('POST /api/ListItem/Exists', {
			reads: true,
			body: { ListName: listName, IdentifierFieldValues: keyValues },
		}),
	output: named('Exists'),
});
