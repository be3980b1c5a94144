import { call } from '../../../api/call';
import { oneEntity } from '../../../concepts/entity';
import { taskId, taskKey, taskList, taskQuery } from '../../../concepts/task';
import { operation } from '../operation';
import { deleted } from '../answers';

export const remove = operation({
	action: 'Delete task',
	description: 'Delete a task of an entity',
	parameters: { ...oneEntity, taskId },
	additionalFields: { taskList },
	changes: taskKey,
	request: (values) =>
		call('GET /api/Task/DeleteTask', {
			query: taskQuery(values),
			reads: false,
		}),
	output: deleted,
	answersNothing: true,
});
