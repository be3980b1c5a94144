import { call } from '../../../api/call';
import { entityOrderKeys, oneEntity } from '../../../concepts/entity';
import { jobQueue } from '../../../concepts/job';
import {
	checkSynchronization,
	listScopes,
	parts,
	synchronization,
} from '../../../concepts/masterSite';
import { operation } from '../operation';
import { jobId } from '../answers';

export const synchronizeFromMasterSite = operation({
	action: 'Synchronize site of entity from master site',
	description:
		'Queue the synchronization of the site of an entity with the master site. It runs in the background.',
	parameters: { ...oneEntity, parts },
	additionalFields: { jobQueue, listScopes },
	check: checkSynchronization,
	orderKeys: entityOrderKeys,
	request: (values) =>
		call(
			'POST /api/BusinessModules/{businessModuleId}/Entities/{entityId}/QueueMasterSiteSyncJob',
			{
				path: { businessModuleId: values.businessModule, entityId: values.entity },
				headers: { WorkPointJobQueue: values.jobQueue },
				body: synchronization(values),
			},
		),
	output: jobId,
});
