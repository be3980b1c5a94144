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
						`has ${JSON.stringify(given)}, which is not an email address`,
						'Enter addresses such as name@email.com, separated by commas.',
					),
			);
		},
	};
}

/** What names a mail everywhere. That it keeps its angle brackets is a guess (C, contract: messageId). */
export const internetMessageId = text({
	description:
		'The text that identifies the email in all mailboxes: internetMessageId in Outlook, with its angle brackets',
	placeholder: 'e.g. <AM0PR08MB1234@eurprd08.prod.outlook.com>',
});

/**
 * The first place of each entity, as a mail belongs to an entity once however often WorkPoint names it: best first, for a
 * filed mail and for a field, or for each folder. A place without an entity stays.
 */
export function onePerEntity<
	P extends Pick<Schemas['JournalLocation'], 'EntityListID' | 'EntityID'>,
>(places: P[]): P[] {
	const isSame = (a: P, b: P) =>
		a.EntityID !== undefined && a.EntityID === b.EntityID && a.EntityListID === b.EntityListID;
	return places.filter((place, i) => !places.slice(0, i).some((before) => isSame(before, place)));
}

/** IDs of SharePoint that say nothing to people, and that no other operation takes. */
const technicalIds: string[] = ['EntityGuid', 'ListID', 'SiteID', 'WebID'] satisfies Array<
	keyof (Schemas['EntitySuggestion'] & Schemas['JournalLocation'])
>;

/** A suggested entity, or the place of a mail, without what only programs of WorkPoint use: first of all, which entity it is. */
export function simplifiedPlace({
	EntityTitle,
	EntityID,
	EntityListID,
	...more
}: Partial<Schemas['JournalLocation']>): IDataObject {
	const members = Object.entries({ EntityTitle, EntityID, EntityListID, ...more });
	return Object.fromEntries(
		members.filter(([name, value]) => value !== undefined && !technicalIds.includes(name)),
	);
}

type SuggestionType = Schemas['SuggestionType'];

/** By what an entity is suggested, in words; the numbers that the service may write instead are of grade A. */
const suggestionTypes: Record<SuggestionType, { number: number; matchedBy: string }> = {
	EmailBased: { number: 10, matchedBy: 'Filed emails' },
	FieldMappingBased: { number: 20, matchedBy: 'Email address in a field' },
};

/** A suggested entity with `MatchedBy` in the place of its type; a type that is not known stays as it came. */
export function simplifiedSuggestion({ Type, ...place }: Schemas['EntitySuggestion']): IDataObject {
	const known = Object.entries(suggestionTypes).find(
		([name, { number }]) => Type === name || Type === number,
	);
	return { ...simplifiedPlace(place), MatchedBy: known?.[1].matchedBy ?? Type ?? null };
}
