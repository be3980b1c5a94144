/**
 * The readings of what the contract guesses (`x-guesses`). The first of each is the one that is played when none is
 * chosen. Each is played in one place, which asks `plays`.
 */
export const readingsOf = {
	fieldSchema: ['swagger2', 'otherCase', 'jsonText', 'underSchema', 'typeLists', 'unreadable'],
	entityFieldKeys: ['internalNames', 'displayNames'],
	entityDates: ['isoText', 'isoMomentsOnly', 'listEngine'],
	entityPersons: ['object', 'loginName', 'itemId'],
	entityLookups: ['itemId', 'object'],
	entityTerms: ['object', 'label'],
	itemTexts: ['invariant', 'localized'],
	siteText: ['relative', 'htmlEncoded', 'absolute'],
	siteQuery: ['contains', 'refused'],
	masterSiteUrl: ['relative', 'absolute', 'missing'],
	pagingEnd: ['nothing', 'emptyText', 'emptyPage', 'sameToken'],
	camlForm: ['view', 'whereOnly', 'viewIgnored'],
	keyEscaping: ['raw', 'escaped'],
	isoMoments: ['parsed', 'refused'],
	itemCallsOnEntitySites: ['siteInHeader', 'rootOnly'],
	listName: ['title', 'urlSegment'],
	folderUrl: ['serverRelative', 'libraryRelative'],
	documentUrls: ['either', 'unencodedOnly', 'encodedOnly'],
	textAnswers: ['quoted', 'bare'],
	enumerationsInAnswers: ['numbers', 'names'],
	missingAnswer: ['refused', 'nothing', 'notFound'],
	unpublishedAnswers: ['nothing', 'bareId', 'object'],
	moveAsJobAnswer: ['outcome', 'jobId'],
	batchedEntities: ['either', 'objects', 'ids'],
	relationCreation: ['posted', 'absent'],
	relationQueryAnswer: ['flat', 'grouped'],
	taskAndEventVerbs: ['get', 'byConvention'],
	taskList: ['ofEntitySite', 'required'],
	eventList: ['ofEntitySite', 'required'],
	taskAssignee: ['email', 'loginName'],
	messageId: ['withBrackets', 'withoutBrackets'],
	overload: ['tooManyRequests', 'unavailable', 'withoutAdvice'],
	proxySecret: ['confirmed', 'untold', 'replaced'],
	confirmedSecret: ['signs', 'unsigned', 'otherKey'],
	registrationAnswer: ['body', 'locationOnly'],
	notificationNames: ['pascalCase', 'camelCase'],
} as const;

export type Guess = keyof typeof readingsOf;

/** The readings that a sandbox plays instead of the first ones. */
export type Choices = { [G in Guess]?: (typeof readingsOf)[G][number] };

/** Whether a reading is the one that is played. */
export class Readings {
	/** @throws {Error} when a guess has no such reading */
	constructor(private readonly choices: Choices = {}) {
		for (const [guess, reading] of Object.entries(choices)) {
			const known: readonly string[] | undefined = readingsOf[guess as Guess];
			if (known?.includes(reading) !== true)
				throw new Error(`The guess ${guess} has no reading ${reading}: ${known?.join(', ')}`);
		}
	}

	plays<G extends Guess>(guess: G, reading: (typeof readingsOf)[G][number]): boolean {
		return (this.choices[guess] ?? readingsOf[guess][0]) === reading;
	}
}
