import { call } from '../../../api/call';
import { businessModule } from '../../../concepts/businessModule';
import { entity, entityKey } from '../../../concepts/entity';
import { jobQueue } from '../../../concepts/job';
import { listScopes, parts } from '../../../concepts/masterSite';
import { operation } from '../operation';
import { jobId } from '../output';

export const synchronizeFromMasterSite = operation({
	value: 'synchronizeFromMasterSite',
	name: 'Synchronize From Master Site',
	action: 'Synchronize site of entity from master site',
	description:
		'Queue the synchronization of the site of an entity with the master site. It runs in the background.',
	parameters: { businessModule, entity, parts },
	additionalFields: { jobQueue, listScopes },
	changes: ({ businessModule, entity }) => [entityKey(businessModule, entity)],
	request: (values) =>
		call(
			'POST /api/BusinessModules/{businessModuleId}/Entities/{entityId}/QueueMasterSiteSyncJob',
			{
				path: { businessModuleId: values.businessModule, entityId: values.entity },
				headers: { WorkPointJobQueue: values.jobQueue },
				body: {
					...Object.fromEntries(values.parts.map((part) => [part, true])),
					ListScopes: values.listScopes,
				},
			},
		),
	output: jobId,
});
