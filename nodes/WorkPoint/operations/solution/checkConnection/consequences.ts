import type { Guesses } from '../../../../../contract/workpoint365';

const sameForm = 'Mapped fields follow the schema; enter JSON in this form.';
const bothRead = 'Both are read.';

/** What follows for users from a reading that is not the usual one, or from each such reading. */
export const consequences: {
	[G in keyof Guesses]?: string | Partial<Record<Guesses[G], string>>;
} = {
	fieldSchema: 'Fields are read anyway. When it is unreadable, they come from the list itself.',
	entityFieldKeys: 'Enter fields as JSON by the names in the schema: "Get Fields" returns them.',
	entityDates: {
		isoMomentsOnly: 'Enter fields as JSON, and days with a time: 2026-12-31T00:00:00Z.',
		listEngine: 'Enter fields as JSON, and dates as 31-12-2026 or 31-12-2026 16:00:00.',
	},
	entityPersons: sameForm,
	entityLookups: sameForm,
	entityTerms: sameForm,
	itemTexts:
		'Dates and numbers of items stay texts here, and the polling trigger cannot read changes.',
	siteText: 'Each of these forms is read.',
	siteQuery: 'Name entities by their ID: By URL works with the address of a form only.',
	masterSiteUrl:
		'If the module does not return it, the item with ID 1 and the title MASTER is left out.',
	camlForm: 'Use CAML queries only after a test, and report it: filters cannot be trusted here.',
	isoMoments: 'Enter days alone: lists take no time of day here.',
	itemCallsOnEntitySites:
		'List items and documents on sites of entities cannot be read or written here.',
	listName: 'Enter the name of the library as it stands in its address.',
	folderUrl: 'Leave Folder empty: only the library itself can be named.',
	documentUrls: {
		unencodedOnly: 'Enter addresses of documents as they are read, with spaces.',
		encodedOnly: 'Enter addresses of documents as a browser copies them, with %20 for a space.',
	},
	enumerationsInAnswers: bothRead,
	missingAnswer: { nothing: 'It is told as "WorkPoint found nothing".' },
	unpublishedAnswers: 'The answer is handed on as it comes.',
	relationCreation: 'Relation → Create cannot work here; Relation → Update can.',
	relationQueryAnswer: bothRead,
	taskList: 'Name the list of the task in the operation.',
	eventList: 'Name the list of the event in the operation.',
	taskAssignee: "Enter 'i:0#.f|membership|' and the email address in 'Assigned To'.",
	proxySecret: {
		untold: "Leave 'Require Signature' of the trigger off; the token in its address counts.",
		replaced: 'The trigger goes by the secret that WorkPoint tells.',
	},
	registrationAnswer: 'The trigger finds the ID there.',
};
