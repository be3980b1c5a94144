import { call } from '../../../api/call';
import { oneEntity } from '../../../concepts/entity';
import {
	checkPeriod,
	eventBody,
	eventDetails,
	eventFields,
	eventId,
	eventOrderKeys,
	eventList,
} from '../../../concepts/event';
import { entityQuery } from '../../../concepts/siteList';
import { operation } from '../operation';
import { done } from '../answers';

export const update = operation({
	action: 'Update event',
	description: 'Replace an event of an entity. Omitted values may be cleared.',
	parameters: { ...oneEntity, eventId, ...eventFields },
	additionalFields: { ...eventDetails, eventList },
	check: checkPeriod,
	orderKeys: eventOrderKeys,
	request: (values) =>
		call('POST /api/Event/UpdateEvent', {
			query: entityQuery(values),
			body: { ...eventBody(values), EventListID: values.eventList ?? '', Id: values.eventId },
		}),
	...done,
});
