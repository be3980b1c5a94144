import { call } from '../../../api/call';
import { businessModule } from '../../../concepts/businessModule';
import { entity } from '../../../concepts/entity';
import { eventId, eventKey, eventList } from '../../../concepts/event';
import { operation } from '../operation';
import { deleted } from '../output';

export const remove = operation({
	value: 'delete',
	name: 'Delete',
	action: 'Delete event',
	description: 'Delete an event of an entity',
	parameters: { businessModule, entity, eventId },
	additionalFields: { eventList },
	changes: (values) => [eventKey(values)],
	request: ({ businessModule: entityListID, entity: entityID, eventList, eventId: eventID }) =>
		call('GET /api/Event/DeleteEvent', {
			query: { entityListID, entityID, eventListID: eventList ?? '', eventID },
			reads: false,
		}),
	output: deleted,
	answersNothing: true,
});
