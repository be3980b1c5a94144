import { path } from '../../../shared/request';
import { businessModule } from '../../parameters/businessModule';
import { entity } from '../../parameters/entity';
import { choices, jobQueue, queueHeader } from '../../parameters/job';
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
		parts: choices({
			displayName: 'Parts',
			description: 'What is synchronised. WorkPoint decides when it is left out.',
			options: [
				{ name: 'Features', value: 'SyncFeatures' },
				{ name: 'Language Resources', value: 'SyncLanguageResources' },
				{ name: 'Navigation', value: 'SyncNavigation' },
				{ name: 'Site Columns', value: 'SyncSiteColumns' },
				{ name: 'Site Content Types', value: 'SyncSiteContentTypes' },
				{ name: 'Team Settings', value: 'SyncTeamSettings' },
				{ name: 'Web Parts', value: 'SyncWebParts' },
				{ name: 'Welcome Page', value: 'SetWelcomePage' },
			],
		}),
	},
	request: (values) => ({
		method: 'POST',
		path: path`/api/BusinessModules/${values.businessModule}/Entities/${values.entity}/QueueMasterSiteSyncJob`,
		headers: queueHeader(values.jobQueue),
		body: Object.fromEntries((values.parts ?? []).map((part) => [part, true])),
	}),
	output: jobId,
});
