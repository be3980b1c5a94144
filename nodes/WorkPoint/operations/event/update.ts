import { call } from '../../../api/call';
import { businessModule } from '../../../concepts/businessModule';
import { entity } from '../../../concepts/entity';
import {
	eventBody,
	eventDetails,
	eventFields,
	eventId,
	eventKey,
	eventList,
} from '../../../concepts/event';
import { operation } from '../operation';
import { done } from '../output';

export const update = operation({
	value: 'update',
	name: 'Update',
	action: 'Update event',
	description: 'Replace an event of an entity. What is left out may be cleared.',
	parameters: { businessModule, entity, eventId, ...eventFields },
	additionalFields: { ...eventDetails, eventList },
	changes: (values) => [eventKey(values)],
	request: ({ businessModule: entityListID, entity: entityID, ...values }) =>
		call('POST /api/Event/UpdateEvent', {
			query: { entityListID, entityID },
			body: { ...eventBody(values), EventListID: values.eventList ?? '', Id: values.eventId },
		}),
	output: done,
	answersNothing: true,
});
