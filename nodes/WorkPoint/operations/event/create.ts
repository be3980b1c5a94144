import { call } from '../../../api/call';
import { businessModule } from '../../../concepts/businessModule';
import { entity } from '../../../concepts/entity';
import { eventBody, eventDetails, eventFields, eventList } from '../../../concepts/event';
import { operation } from '../operation';
import { named } from '../output';

export const create = operation({
	value: 'create',
	name: 'Create',
	action: 'Create event',
	description: 'Create an event of an entity',
	parameters: { businessModule, entity, ...eventFields },
	additionalFields: { ...eventDetails, eventList },
	request: ({ businessModule: entityListID, entity: entityID, ...values }) =>
		call('POST /api/Event/CreateEvent', {
			query: { entityListID, entityID },
			body: { ...eventBody(values), EventListID: values.eventList ?? '' },
		}),
	// A text by the contract; without its quotes (contract: textAnswers) it is read as a number.
	output: (id) => named('EventId')(String(id)),
});
