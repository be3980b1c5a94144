import { jobQueue } from '../../../concepts/job';
import type { Schemas } from '../../../api/routes';
import { multiOptions } from '../../../parameters/options';
import { call } from '../../../api/call';
import { businessModule } from '../../../concepts/businessModule';
import { entity, entityKey } from '../../../concepts/entity';
import { operation } from '../operation';
import { jobId } from '../output';

export const synchroniseFromMasterSite = operation({
	value: 'synchroniseFromMasterSite',
	name: 'Synchronise From Master Site',
	action: 'Synchronise site of entity from master site',
	description:
		'Queue the synchronisation of the site of an entity with the master site. It runs in the background.',
	parameters: { businessModule, entity },
	additionalFields: {
		jobQueue,
		parts: multiOptions<keyof Schemas['MasterSiteSynchronization']>({
			displayName: 'Parts',
			description: 'What is synchronised. WorkPoint decides when it is left out.',
			labels: {
				SyncFeatures: 'Features',
				SyncLanguageResources: 'Language Resources',
				SyncNavigation: 'Navigation',
				SyncSiteColumns: 'Site Columns',
				SyncSiteContentTypes: 'Site Content Types',
				SyncTeamSettings: 'Team Settings',
				SyncWebParts: 'Web Parts',
				SetWelcomePage: 'Welcome Page',
			},
		}),
	},
	changes: ({ businessModule, entity }) => [entityKey(businessModule, entity)],
	request: ({ businessModule, entity, jobQueue, parts }) =>
		call(
			'POST /api/BusinessModules/{businessModuleId}/Entities/{entityId}/QueueMasterSiteSyncJob',
			{
				path: { businessModuleId: businessModule, entityId: entity },
				headers: { WorkPointJobQueue: jobQueue },
				body: Object.fromEntries((parts ?? []).map((part) => [part, true])),
			},
		),
	output: jobId,
});
