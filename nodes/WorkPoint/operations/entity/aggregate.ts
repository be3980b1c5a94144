import { path } from '../../../shared/request';
import { businessModule } from '../../parameters/businessModule';
import { entity } from '../../parameters/entity';
import { jobQueue, queueHeader } from '../../parameters/job';
import { operation } from '../operation';
import { jobId } from '../output';

export const aggregate = operation({
	value: 'aggregate',
	name: 'Aggregate',
	action: 'Aggregate entity',
	description: 'Queue the aggregation of an entity. It runs in the background.',
	parameters: { businessModule, entity },
	additionalFields: { jobQueue },
	request: (values) => ({
		method: 'POST',
		path: path`/api/BusinessModules/${values.businessModule}/Entities/${values.entity}/QueueAggregationJob`,
		headers: queueHeader(values.jobQueue),
	}),
	output: jobId,
});
