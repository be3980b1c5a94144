import type { Schemas } from '../api/call';
import { boolean } from '../parameters/boolean';
import { dateTime } from '../parameters/date';
import { isMissing, type RefuseOne, type ValuesOf } from '../parameters/parameter';
import { options } from '../parameters/options';
import { rows } from '../parameters/rows';
import { optionalText, plainText, text } from '../parameters/text';
import type { EntityAddress } from './entity';
import { entityQuery, idOfThing, listOfThing } from './siteList';

/** The calendar of an event. That an empty ID means the calendar of the entity's site is a guess (C, contract: eventList). */
export const eventList = listOfThing('Calendar', 'calendar');

export const eventId = idOfThing('event');

/** The fields of each event. Dates are always sent: an omitted one becomes the year 1 (B, Json.NET). */
export const eventFields = {
	title: text({
		description: 'The title of the event',
		placeholder: 'e.g. Kick-off',
	}),
	start: dateTime({
		default: '={{ $now }}',
		description: 'The start of the event',
	}),
	end: dateTime({
		default: "={{ $now.plus(1, 'hour') }}",
		description: 'The end of the event',
	}),
};

/** Refuses an event that ends before it starts. */
export function checkPeriod(
	{ start, end }: ValuesOf<Pick<typeof eventFields, 'start' | 'end'>>,
	refuse: RefuseOne<'end'>,
): void {
	if (end < start) refuse('end', "is before 'Start'", 'Enter a later date.');
}

const attendeeTypes: Record<Schemas['AttendeeType'], string> = {
	System: 'User of the Site',
	Contact: 'Contact',
	External: 'External',
};

const attendeeStatuses: Record<Schemas['AttendeeStatus'], string> = {
	Accepted: 'Accepted',
	Declined: 'Declined',
	None: 'None',
	NotResponded: 'Not Responded',
	Organized: 'Organizer',
	Tentative: 'Tentative',
};

const attendees = rows<Schemas['Attendee']>(
	{
		placeholder: 'Add Attendee',
		description: 'The people who take part',
	},
	'attendees',
	{
		email: optionalText({
			description: 'The email address of the person',
			placeholder: 'e.g. name@email.com',
		}),
		name: optionalText({
			description: 'The name of the person',
			placeholder: 'e.g. Anna Jensen',
		}),
		status: options({
			description: 'The response of the person',
			labels: attendeeStatuses,
			default: 'NotResponded',
		}),
		type: options({
			description: 'The kind of account of the person',
			labels: attendeeTypes,
			default: 'External',
		}),
	},
	({ email, name: called, status = 'NotResponded', type = 'External' }, reader) => {
		const refuse = (problem: string) =>
			reader.refuse(problem, 'Enter the email address or the name of each attendee.');
		const [Email, Name, ...kind] = [email, called, status, type].map(plainText);
		const isText = (given: unknown, read?: string) => isMissing(given) || read !== undefined;
		if (!isText(email, Email) || !isText(called, Name))
			return refuse('has an attendee whose name is not text');
		if (!Email && !Name) return refuse('has an attendee without a name');
		const [knownStatus = '', knownType = ''] = kind;
		if (!Object.hasOwn(attendeeStatuses, knownStatus))
			return refuse(`has an attendee with an unknown status: "${knownStatus}"`);
		if (!Object.hasOwn(attendeeTypes, knownType))
			return refuse(`has an attendee of an unknown type: "${knownType}"`);
		return {
			Email: Email || undefined,
			Name: Name || undefined,
			Status: status as Schemas['AttendeeStatus'],
			Type: type as Schemas['AttendeeType'],
		};
	},
);

/** The optional fields of an event. */
export const eventDetails = {
	allDayEvent: boolean({
		displayName: 'All-Day Event',
		default: true,
		description: 'Whether the event lasts all day',
	}),
	attendees,
	description: optionalText({
		description: 'The text of the event',
		typeOptions: { rows: 4 },
		placeholder: 'e.g. Agenda: offer, schedule',
	}),
	location: optionalText({
		description: 'The name of the place',
		placeholder: 'e.g. Meeting room 2',
	}),
	owner: optionalText({
		description: 'The name of the organizer',
		placeholder: 'e.g. anna@contoso.com',
	}),
};

type EventValues = ValuesOf<typeof eventFields> & Partial<ValuesOf<typeof eventDetails>>;

/** An event as calls send it. */
export function eventBody(values: EventValues): Schemas['Event'] {
	return {
		Title: values.title,
		Start: values.start,
		End: values.end,
		AllDayEvent: values.allDayEvent,
		Attendees: values.attendees,
		Description: values.description,
		Location: values.location,
		Owner: values.owner,
	};
}

type EventAddress = EntityAddress & { eventId: string; eventList?: string };

/** The query of a call for one event. */
export function eventQuery(values: EventAddress) {
	return { ...entityQuery(values), eventListID: values.eventList ?? '', eventID: values.eventId };
}

/** Ordering keys of an event. */
export function eventOrderKeys({ businessModule, entity, eventId }: EventAddress): string[] {
	return [`event ${businessModule} ${entity} ${eventId}`];
}
