import { call } from '../../../api/call';
import { oneEntity } from '../../../concepts/entity';
import { eventId, eventOrderKeys, eventList, eventQuery } from '../../../concepts/event';
import { operation } from '../operation';
import { deleted } from '../answers';

export const remove = operation({
	action: 'Delete event',
	description: 'Delete an event of an entity',
	parameters: { ...oneEntity, eventId },
	additionalFields: { eventList },
	orderKeys: eventOrderKeys,
	request: (values) =>
		call('GET /api/Event/DeleteEvent', {
			query: eventQuery(values),
			isRead: false,
		}),
	output: deleted,
	allowsEmptyAnswer: true,
});
