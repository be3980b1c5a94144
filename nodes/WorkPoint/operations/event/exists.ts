import { call } from '../../../api/call';
import { businessModule } from '../../../concepts/businessModule';
import { entity } from '../../../concepts/entity';
import { eventId, eventList } from '../../../concepts/event';
import { operation } from '../operation';
import { named } from '../output';

export const exists = operation({
	value: 'exists',
	name: 'Exists',
	action: 'Check if event exists',
	description: 'Check whether an entity has an event',
	parameters: { businessModule, entity, eventId },
	additionalFields: { eventList },
	request: ({ businessModule: entityListID, entity: entityID, eventList, eventId: eventID }) =>
		call('GET /api/Event/ExistsEvent', {
			query: { entityListID, entityID, eventListID: eventList ?? '', eventID },
			// Nobody published that it leaves everything as it is.
			repeats: false,
		}),
	output: named('Exists'),
});
