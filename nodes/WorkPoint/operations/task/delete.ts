import { call } from '../../../api/call';
import { oneEntity } from '../../../concepts/entity';
import { taskId, taskOrderKeys, taskList, taskQuery } from '../../../concepts/task';
import { operation } from '../operation';
import { deleted } from '../answers';

export const remove = operation({
	action: 'Delete task',
	description: 'Delete a task of an entity',
	parameters: { ...oneEntity, taskId },
	additionalFields: { taskList },
	orderKeys: taskOrderKeys,
	request: (values) =>
		call('GET /api/Task/DeleteTask', {
			query: taskQuery(values),
			isRead: false,
		}),
	output: deleted,
	allowsEmptyAnswer: true,
});
