import { call } from '../../../api/call';
import { businessModule } from '../../../concepts/businessModule';
import { jobQueue } from '../../../concepts/job';
import {
	checkSynchronization,
	listScopes,
	parts,
	sitesOfModule,
	synchronization,
} from '../../../concepts/masterSite';
import { operation } from '../operation';
import { jobId } from '../answers';

export const synchronizeFromMasterSite = operation({
	action: 'Synchronize sites of business module from master site',
	description:
		'Queue the synchronization of sites of a business module with the master site. It runs in the background.',
	parameters: { businessModule, ...sitesOfModule, parts },
	additionalFields: { jobQueue, listScopes },
	check: checkSynchronization,
	orderKeys: ({ businessModule }) => [`sites ${businessModule}`],
	request: (values) =>
		call('POST /api/BusinessModules/{businessModuleId}/QueueMasterSiteSyncJob', {
			path: { businessModuleId: values.businessModule },
			headers: { WorkPointJobQueue: values.jobQueue },
			body: synchronization(values),
		}),
	output: jobId,
});
