import type { IDataObject } from 'n8n-workflow';

import type { Schemas } from '../api/call';
import type { Labels, PlainParameter } from '../parameters/parameter';
import { text } from '../parameters/text';
import { peopleIn } from './fields/peopleInMails';

/**
 * The email addresses of people, separated by commas or semicolons, or as mail nodes return them. People without one are left out,
 * unless `required` asks for one each.
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

/** The ID of a mail in all mailboxes. That it keeps its angle brackets is a guess (C, contract: messageId). */
export const internetMessageId = text({
	description:
		'The text that identifies the email in all mailboxes: internetMessageId in Outlook, with its angle brackets',
	placeholder: 'e.g. <AM0PR08MB1234@eurprd08.prod.outlook.com>',
});

/**
 * The first place of each entity: a mail belongs to an entity once, though WorkPoint may return several places, for a
 * filed mail, for a field or for each folder, the best one first. A place without an entity is kept.
 */
export function onePerEntity<
	P extends Pick<Schemas['JournalLocation'], 'EntityListID' | 'EntityID'>,
>(places: P[]): P[] {
	const isSame = (a: P, b: P) =>
		a.EntityID !== undefined && a.EntityID === b.EntityID && a.EntityListID === b.EntityListID;
	return places.filter((place, i) => !places.slice(0, i).some((before) => isSame(before, place)));
}

/** IDs of SharePoint that mean nothing to people and that no other operation accepts. */
const technicalIds: string[] = ['EntityGuid', 'ListID', 'SiteID', 'WebID'] satisfies Array<
	keyof (Schemas['EntitySuggestion'] & Schemas['JournalLocation'])
>;

/** A suggested entity or the place of a mail, entity first, without members that only WorkPoint's own programs use. */
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

/** The reason of a suggestion in words; the numbers that the service may send instead are of grade A. */
const suggestionTypes: Record<SuggestionType, { number: number; matchedBy: string }> = {
	EmailBased: { number: 10, matchedBy: 'Filed emails' },
	FieldMappingBased: { number: 20, matchedBy: 'Email address in a field' },
};

/** A suggested entity with `MatchedBy` in the place of its type; an unknown type is returned as it came. */
export function simplifiedSuggestion({ Type, ...place }: Schemas['EntitySuggestion']): IDataObject {
	const known = Object.entries(suggestionTypes).find(
		([name, { number }]) => Type === name || Type === number,
	);
	return { ...simplifiedPlace(place), MatchedBy: known?.[1].matchedBy ?? Type ?? null };
}
