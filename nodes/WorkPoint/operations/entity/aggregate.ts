import { jobQueue } from '../../../concepts/job';
import { call } from '../../../api/call';
import { entityOrderKeys, oneEntity } from '../../../concepts/entity';
import { operation } from '../operation';
import { jobId } from '../answers';

export const aggregate = operation({
	action: 'Aggregate entity',
	description: 'Queue the aggregation of an entity. It runs in the background.',
	parameters: oneEntity,
	additionalFields: { jobQueue },
	orderKeys: entityOrderKeys,
	request: ({ businessModule, entity, jobQueue }) =>
		call('POST /api/BusinessModules/{businessModuleId}/Entities/{entityId}/QueueAggregationJob', {
			path: { businessModuleId: businessModule, entityId: entity },
			headers: { WorkPointJobQueue: jobQueue },
		}),
	output: jobId,
});
