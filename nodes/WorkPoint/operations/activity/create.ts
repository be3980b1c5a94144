import { call } from '../../../api/call';
import { oneEntity } from '../../../concepts/entity';
import { dateTime } from '../../../parameters/date';
import { optionalText, text } from '../../../parameters/text';
import { operation } from '../operation';
import { done } from '../answers';

export const create = operation({
	action: 'Create activity',
	description: 'Add an entry to the activity log of an entity. Requires WorkPoint 4.',
	parameters: {
		...oneEntity,
		title: text({
			description: 'The title of the entry',
			placeholder: 'e.g. Customer called',
		}),
		eventType: text({
			description:
				'The name of the term for the kind of event, with its parent terms, separated by semicolons',
			placeholder: 'e.g. Document;Created',
		}),
		// Its meaning is not published; the service refuses an empty one (A).
		eventTypeId: text({
			description: 'The ID of the event type, as text',
			placeholder: 'e.g. 12',
		}),
		eventSourceType: text({
			description:
				'The name of the term for the source of the event, with its parent terms, separated by semicolons',
			placeholder: 'e.g. Document',
		}),
		eventDate: dateTime({
			default: '={{ $now }}',
			description: 'The date of the event',
		}),
	},
	additionalFields: {
		details: optionalText({
			description: 'Further details, as text',
			placeholder: 'e.g. About the delivery',
			typeOptions: { rows: 4 },
		}),
		eventSystem: optionalText({
			description: 'The name of the system in which the event happened',
			placeholder: 'e.g. n8n',
		}),
		eventUser: optionalText({
			description: 'The login name of the person who caused the event',
			placeholder: 'e.g. anna@contoso.com',
		}),
	},
	request: (values) =>
		call('POST /api/EntityActivityLog/Add', {
			body: {
				Title: values.title,
				EventType: values.eventType,
				EventTypeId: values.eventTypeId,
				EventSourceType: values.eventSourceType,
				EventDate: values.eventDate,
				BusinessModuleId: values.businessModule,
				Entity: values.entity,
				Details: values.details,
				EventSystem: values.eventSystem,
				EventUser: values.eventUser,
			},
		}),
	...done,
});
