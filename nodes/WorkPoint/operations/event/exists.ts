import { call } from '../../../api/call';
import { oneEntity } from '../../../concepts/entity';
import { eventId, eventList, eventQuery } from '../../../concepts/event';
import { operation } from '../operation';
import { valueAs } from '../answers';

export const exists = operation({
	action: 'Check if event exists',
	description: 'Check whether an entity has an event',
	parameters: { ...oneEntity, eventId },
	additionalFields: { eventList },
	request: (values) =>
		call('GET /api/Event/ExistsEvent', {
			query: eventQuery(values),
			// WorkPoint does not publish whether it changes anything.
			retry: false,
		}),
	output: valueAs('Exists'),
});
