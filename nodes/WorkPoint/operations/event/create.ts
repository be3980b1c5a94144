import { call } from '../../../api/call';
import { oneEntity } from '../../../concepts/entity';
import {
	checkPeriod,
	eventBody,
	eventDetails,
	eventFields,
	eventList,
} from '../../../concepts/event';
import { entityQuery } from '../../../concepts/siteList';
import { operation } from '../operation';
import { givesTextId } from '../answers';

export const create = operation({
	action: 'Create event',
	description: 'Create an event of an entity',
	parameters: { ...oneEntity, ...eventFields },
	additionalFields: { ...eventDetails, eventList },
	check: checkPeriod,
	request: (values) =>
		call('POST /api/Event/CreateEvent', {
			query: entityQuery(values),
			body: { ...eventBody(values), EventListID: values.eventList ?? '' },
		}),
	...givesTextId('EventId'),
});
