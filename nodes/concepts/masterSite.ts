import type { Schemas } from '../api/call';
import { guidText } from '../parameters/guid';
import { multiOptions, options } from '../parameters/options';
import { isMissing, optional, shownWhen, type RefuseOne } from '../parameters/parameter';
import { rows } from '../parameters/rows';
import { optionalText, text } from '../parameters/text';

type Synchronization = Schemas['MasterSiteSynchronization'];

type FlagOf<T> = {
	[Name in keyof T]-?: NonNullable<T[Name]> extends boolean ? Name : never;
}[keyof T];

type Part = FlagOf<Synchronization>;

type ListPart = FlagOf<Schemas['ListScope']>;

type ItemPart = FlagOf<Schemas['ItemScope']>;

/** The parts of a site that are synchronized from the master site. */
export const parts = optional(
	multiOptions<Part>({
		description:
			'The parts to synchronize besides the lists in "List Scopes". WorkPoint synchronizes nothing else.',
		labels: {
			DeleteAddTeamTabs: 'Team Tabs: Delete and Add',
			SetWelcomePage: 'Welcome Page',
			SyncDefaultSiteCollectionSettings: 'Default Site Collection Settings',
			SyncFeatures: 'Features',
			SyncLanguageResources: 'Language Resources',
			SyncNavigation: 'Navigation',
			SyncNintexWorkflows: 'Nintex Workflows',
			SyncNintexWorkflowsDeleteFromTargetSite: 'Nintex Workflows: Delete Others',
			SyncSiteCollectionApps: 'Site Collection Apps',
			SyncSiteCollectionFeatures: 'Site Collection Features',
			SyncSiteCollectionTermSets: 'Site Collection Term Sets',
			SyncSiteColumns: 'Site Columns',
			SyncSiteContentTypes: 'Site Content Types',
			SyncTeamSettings: 'Team Settings',
			SyncWebParts: 'Web Parts',
		},
	}),
);

const listParts = multiOptions<ListPart>({
	description: 'The parts of the list to synchronize',
	labels: {
		ContentTypes: 'Content Types',
		Fields: 'Fields',
		ReplicateCTonNoneMngAllowedLists: 'Content Types on Lists That Do Not Manage Them',
		ReplicateFieldResources: 'Language Resources of Fields',
		ReplicateViewResources: 'Language Resources of Views',
		Settings: 'Settings',
		Views: 'Views',
	},
});

const itemParts = multiOptions<ItemPart>({
	displayName: 'Items',
	description: 'The parts of the items to synchronize. Leave empty for none.',
	labels: {
		Enabled: 'All Items',
		ExcludeItemsWithUniqueRoleAssignments: 'Items Without Permissions of Their Own',
		FoldersOnly: 'Folders Only',
		IncludeVersionHistory: 'Version History',
		ResetToTemplate: 'Reset to Template',
		SetAuthorAndEditor: 'Author and Editor',
	},
});

/** The chosen flags, each true; the service reads an omitted one as false (A). */
const flagged = (flags: unknown) =>
	Object.fromEntries([flags ?? []].flat().map((flag) => [flag, true]));

/** Lists to synchronize, each with its parts. */
export const listScopes = rows<Schemas['ListScope']>(
	{
		placeholder: 'Add List',
		description: 'The lists to synchronize',
	},
	'lists',
	{
		webRelativeUrl: optionalText({
			displayName: 'Web-Relative URL',
			placeholder: 'e.g. Documents',
			description: 'The URL of the list without the host and the site, such as Documents',
		}),
		parts: listParts,
		itemParts,
	},
	({ webRelativeUrl, parts: flags, itemParts: items }, reader) => ({
		WebRelativeUrl: isMissing(webRelativeUrl)
			? reader.refuse('has a list without a URL', 'Enter its URL, such as Documents.')
			: String(webRelativeUrl),
		...flagged(flags),
		...([items ?? []].flat().length === 0
			? {}
			: { ItemScope: { ...flagged(items), Enabled: true } }),
	}),
);

/**
 * The entities whose sites are synchronized. A view needs a name, as nobody published how the service acts without one (A
 * for the names).
 */
export const sitesOfModule = {
	synchronizationScope: options<Schemas['SynchronizationScope']>({
		displayName: 'Sites',
		description: 'The sites to synchronize',
		labels: {
			BufferSites: {
				name: 'Buffer Sites',
				description: 'Spare sites that WorkPoint keeps for new entities',
			},
			CAML: {
				name: 'Of Entities in a CAML Query',
				description: "Entities that a query in SharePoint's query language finds",
			},
			View: {
				name: 'Of Entities in a View',
				description: "Entities in a view of the module's list",
			},
		},
		default: 'View',
	}),
	viewId: shownWhen(
		{ synchronizationScope: ['View'] },
		guidText({ displayName: 'View ID', description: 'The GUID of the view' }),
	),
	camlQuery: shownWhen(
		{ synchronizationScope: ['CAML'] },
		text({
			displayName: 'CAML Query',
			description: 'The query for the entities, as XML',
			typeOptions: { rows: 4 },
			placeholder: 'e.g. <Where>…</Where>',
		}),
	),
};

interface SynchronizationValues {
	parts?: Part[];
	listScopes?: Array<Schemas['ListScope']>;
	synchronizationScope?: Schemas['SynchronizationScope'];
	viewId?: string;
	camlQuery?: string;
}

/** Refuses to synchronize nothing: WorkPoint would queue a job that does nothing. */
export function checkSynchronization(
	{
		parts: given = [],
		listScopes: lists = [],
	}: Pick<SynchronizationValues, 'parts' | 'listScopes'>,
	refuse: RefuseOne<'parts'>,
): void {
	if (given.length + lists.length === 0)
		refuse('parts', 'is empty', "Choose what to synchronize, or name lists under 'List Scopes'.");
}

/** The parts to synchronize, as calls send them. */
export function synchronization(values: SynchronizationValues): Synchronization {
	return {
		SynchronizationScope: values.synchronizationScope,
		ViewId: values.viewId,
		CamlQuery: values.camlQuery,
		...Object.fromEntries((values.parts ?? []).map((part) => [part, true])),
		ListScopes: values.listScopes,
	};
}
