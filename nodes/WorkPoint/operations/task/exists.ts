import { call } from '../../../api/call';
import { oneEntity } from '../../../concepts/entity';
import { taskId, taskList, taskQuery } from '../../../concepts/task';
import { operation } from '../operation';
import { valueAs } from '../answers';

export const exists = operation({
	action: 'Check if task exists',
	description: 'Check whether an entity has a task',
	parameters: { ...oneEntity, taskId },
	additionalFields: { taskList },
	request: (values) =>
		call('GET /api/Task/ExistsTask', {
			query: taskQuery(values),
			// WorkPoint does not publish whether it changes anything.
			retry: false,
		}),
	output: valueAs('Exists'),
});
