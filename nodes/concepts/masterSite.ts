import type { Schemas } from '../api/call';
import { multiOptions } from '../parameters/options';
import { isMissing, type PlainParameter } from '../parameters/parameter';
import { rows, rowsIn } from '../parameters/rows';
import { optionalText } from '../parameters/text';

type Synchronization = Schemas['MasterSiteSynchronization'];

type FlagOf<T> = {
	[Name in keyof T]-?: NonNullable<T[Name]> extends boolean ? Name : never;
}[keyof T];

type Part = FlagOf<Synchronization>;

type ListPart = FlagOf<Schemas['ListScope']>;

const anyParts = multiOptions<Part>({
	description:
		'What is synchronized beside the lists of "List Scopes". WorkPoint synchronizes only what is named.',
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
});

/** What is synchronized from the master site. Nothing at all is a mistake: WorkPoint would queue a job that does nothing. */
export const parts: PlainParameter<Part[]> = {
	...anyParts,
	async read(reader, name) {
		const given = isMissing(reader.value(name)) ? [] : await anyParts.read(reader, name);
		return given.length === 0 && rowsIn(reader, 'additionalFields.listScopes', 'lists').length === 0
			? reader.refuse('is empty', "Choose what to synchronize, or name lists under 'List Scopes'.")
			: given;
	},
};

const listParts = multiOptions<ListPart>({
	description: 'What of the list is synchronized',
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

/** Lists that are synchronized, each with the parts of it. */
export const listScopes = rows<Schemas['ListScope']>(
	{
		placeholder: 'Add List',
		description: 'The lists that are synchronized',
	},
	'lists',
	{
		webRelativeUrl: optionalText({
			displayName: 'Web-Relative URL',
			placeholder: 'e.g. Documents',
			description: 'The address of the list without the host and the site, such as Documents',
		}),
		parts: listParts,
	},
	({ webRelativeUrl, parts: flags }, reader) => ({
		WebRelativeUrl: isMissing(webRelativeUrl)
			? reader.refuse('has a list without an address', 'Enter its address, such as Documents.')
			: String(webRelativeUrl),
		...Object.fromEntries([flags ?? []].flat().map((flag) => [flag, true])),
	}),
);

/** What is synchronized, as calls send it. */
export function synchronization(values: {
	parts: Part[];
	listScopes?: Array<Schemas['ListScope']>;
}): Synchronization {
	return {
		...Object.fromEntries(values.parts.map((part) => [part, true])),
		ListScopes: values.listScopes,
	};
}
