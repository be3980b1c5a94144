import { call } from '../../../api/call';
import { oneEntity } from '../../../concepts/entity';
import { eventBody, eventDetails, eventFields, eventList } from '../../../concepts/event';
import { entityQuery } from '../../../concepts/siteThing';
import { operation } from '../operation';
import { named } from '../output';

export const create = operation({
	value: 'create',
	name: 'Create',
	action: 'Create event',
	description: 'Create an event of an entity',
	parameters: { ...oneEntity, ...eventFields },
	additionalFields: { ...eventDetails, eventList },
	request: (values) =>
		call('POST /api/Event/CreateEvent', {
			query: entityQuery(values),
			body: { ...eventBody(values), EventListID: values.eventList ?? '' },
		}),
	// A text by the contract; without its quotes (contract: textAnswers) it is read as a number.
	output: (id) => named('EventId')(String(id)),
});
