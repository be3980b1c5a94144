import { call } from '../../../api/call';
import { businessModule } from '../../../concepts/businessModule';
import { keyValues } from '../../../concepts/fields/identifyingFields';
import { listName } from '../../../concepts/fields/ofList';
import { listKeys } from '../../../concepts/fields/listNotation';
import { operation } from '../operation';
import { valueAs } from '../answers';

export const exists = operation({
	action: 'Check if entity exists',
	description: 'Check whether an entity has certain key values',
	parameters: { businessModule, keyValues },
	prefetch: {
		listName,
		keys: listKeys,
	},
	request: ({ listName, keys }) =>
		call('POST /api/ListItem/Exists', {
			isRead: true,
			body: { ListName: listName, IdentifierFieldValues: keys },
		}),
	output: valueAs('Exists'),
});
