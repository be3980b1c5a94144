import { refusal } from '../server/errors';
import { handlers, type Handlers, type Schemas } from '../server/handlers';
import { guidOf, hasSite, type Entity, type Module } from '../tenant/tenantTypes';
import { ids, people, siteUrl, tenantUrl } from '../tenant/seed';
import type { State } from '../tenant/state';
import { asText } from '../tenant/fieldValues';

/** An email filed on an entity from Outlook. */
interface FiledMail {
	messageId: string;
	/** Its sender and recipients. */
	addresses: string[];
	module: string;
	entity: number;
}

const seeded: FiledMail[] = [
	{
		messageId: '<complaint-001@jensen.example>',
		addresses: ['mette@jensen.example', people[0].Email],
		module: ids.cases,
		entity: 2,
	},
	{
		messageId: '<intranet-7@contoso.com>',
		addresses: [people[1].Email, people[0].Email],
		module: ids.projects,
		entity: ids.newIntranet,
	},
];

/** The email address fields of a module, according to its settings. */
export const emailFields = ({ fields }: Pick<Module, 'fields'>) =>
	fields.map(({ name }) => name).filter((name) => name.endsWith('Email'));

/** The members that suggestions and filing locations have for an entity. */
function placeOf(module: Module, entity: Entity): Schemas['JournalLocation'] {
	const address = hasSite(entity) ? `${tenantUrl}${entity.site}` : undefined;
	return {
		ItemLocation: `${guidOf('solution')};${module.id.replace(/-/g, '')};${entity.id};`,
		SiteID: null,
		WebID: null,
		ListID: null,
		FolderAbsoluteUrl: address === undefined ? null : `${address}/Shared Documents`,
		EntityListID: module.id,
		EntityID: entity.id,
		EntityGuid: guidOf(module.id, entity.id),
		EntityTitle: asText(entity.values.Title),
		EntityPath: `${module.title}/${String(entity.values.Title)}`,
		EntityUrl: address ?? `${siteUrl}/${module.listUrl}/DispForm.aspx?ID=${entity.id}`,
	};
}

type Found = { type: 'EmailBased' | 'FieldMappingBased'; module: Module; entity: Entity };

/** The entities that email addresses suggest (A for the two kinds, C for the weighting). */
function suggestions(
	state: State,
	mails: FiledMail[],
	query: Schemas['SuggestionQuery'],
): Array<Schemas['EntitySuggestion']> {
	const given = [query.FromEmailAddresses, query.ToEmailAddresses, query.CcEmailAddresses];
	const addresses = new Set(given.flatMap((some = []) => some).map((one) => one.toLowerCase()));
	const isAsked = ({ id }: Module) =>
		!query.BusinessModuleIDs?.length ||
		query.BusinessModuleIDs.some((wanted) => wanted.toLowerCase() === id);
	const found: Found[] = mails
		.filter((mail) => mail.addresses.some((address) => addresses.has(address)))
		.map(({ module, entity }) => {
			const list = state.module(module);
			return { type: 'EmailBased', module: list, entity: state.entity(list, entity) };
		});
	for (const module of state.modules.values())
		for (const entity of module.entities.values())
			if (emailFields(module).some((name) => addresses.has(String(entity.values[name]))))
				found.push({ type: 'FieldMappingBased', module, entity });
	const weights = {
		EmailBased: query.EmailBasedWeight ?? 0,
		FieldMappingBased: query.FieldMappingBasedWeight ?? 0,
	};
	return found
		.filter(({ module, type }) => isAsked(module) && weights[type] > 0)
		.sort((a, b) => weights[b.type] - weights[a.type])
		.slice(0, query.MaxResultCount ?? 0)
		.map(({ type, module, entity }): Schemas['EntitySuggestion'] => ({
			...placeOf(module, entity),
			Type: type === 'EmailBased' ? 10 : 20,
			SortFactor: weights[type],
		}));
}

/** Calls for email: suggested entities, filing locations, flags and mapped folders. */
export function mailHandlers(state: State): Handlers {
	const mails = [...seeded];
	const mappings: Array<Schemas['OutlookMapping']> = [
		{
			OutlookFolderEntryId: 'AAMkAGI2-complaints',
			OutlookFolderName: 'Complaints',
			OutlookFullFolderPath: 'Inbox/Complaints',
			FormattedWorkPointPath: 'Cases/Complaint 2026-001',
			MappingUser: people[0].Email,
			MappingBusinessModuleId: ids.cases,
			MappingEntityId: 2,
		},
	];
	const isOf = (id: string) => {
		const isBare = state.dialect.is('messageId', 'withoutBrackets');
		return ({ messageId }: FiledMail) => (isBare ? messageId.slice(1, -1) : messageId) === id;
	};
	return handlers({
		'POST /api/Suggestion/GetEntitySuggestions': ({ body }) => suggestions(state, mails, body),
		'GET /api/JournalLocation/GetJournalLocations': ({ query }) =>
			mails.filter(isOf(query.messageID)).map(({ module, entity }): Schemas['JournalLocation'] => {
				const list = state.module(module);
				const place = placeOf(list, state.entity(list, entity));
				return { ...place, LocationPath: `${place.EntityPath}/Documents` };
			}),
		'GET /api/JournalizeFlag/SetFlags': ({ query }) => {
			const mail = mails.find(isOf(query.internetMessageID));
			if (mail !== undefined) state.mailFlags.set(mail.messageId, query.OutlookColorName);
			return {
				MailInfos: mail?.addresses ?? [],
				Errors: mail === undefined ? ['The mail was not found in any mailbox.'] : [],
				Warnings: [],
				Informations: [],
			};
		},
		'GET /api/Outlook/GetOutlookMappingsForCurrentUser': ({ caller }) => {
			// An application has no mailbox.
			if (!caller.includes('@')) throw refusal('The current user has no mailbox.');
			return mappings;
		},
	});
}
