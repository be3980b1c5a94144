import type { IDataObject } from 'n8n-workflow';

import type { Schemas } from '../api/call';
import type { Labels, PlainParameter } from '../parameters/parameter';
import { text } from '../parameters/text';
import { peopleIn } from './fields/people';

/**
 * The email addresses of people, separated by commas or semicolons, or as mail nodes give them. Who has none is passed over,
 * unless an address is required: then each must have one.
 */
export function emailAddresses(labels: Labels): PlainParameter<string[]> {
	return {
		field: { type: 'string', default: '', placeholder: 'e.g. name@email.com', ...labels },
		read(reader, name) {
			const people = peopleIn(reader.value(name));
			if (!labels.required) return people.flatMap(({ address }) => address ?? []);
			if (people.length === 0) return reader.refuse('is empty', 'Enter an email address.');
			return people.map(
				({ address, given }) =>
					address ??
					reader.refuse(
						`has ${JSON.stringify(given)}, which is no email address`,
						'Enter addresses such as name@email.com, with commas between them.',
					),
			);
		},
	};
}

/** What names a mail everywhere. That it keeps its angle brackets is a guess (C, contract: messageId). */
export const internetMessageId = text({
	description:
		'The text that identifies the mail in all mailboxes: internetMessageId in Outlook, with its angle brackets',
	placeholder: 'e.g. <AM0PR08MB1234@eurprd08.prod.outlook.com>',
});

/** IDs of SharePoint that say nothing to people, and that no other operation takes. */
const technicalIds: string[] = ['EntityGuid', 'ListID', 'SiteID', 'WebID'] satisfies Array<
	keyof (Schemas['EntitySuggestion'] & Schemas['JournalLocation'])
>;

/** A suggested entity, or the place of a mail, without what only programs of WorkPoint use. */
export function simplifiedPlace(place: object): IDataObject {
	const members = Object.entries(place) as Array<[string, IDataObject[string]]>;
	return Object.fromEntries(members.filter(([name]) => !technicalIds.includes(name)));
}
