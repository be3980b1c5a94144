import { call } from '../../../api/call';
import { businessModule } from '../../../concepts/businessModule';
import { entity } from '../../../concepts/entity';
import { taskId, taskKey, taskList } from '../../../concepts/task';
import { operation } from '../operation';
import { deleted } from '../output';

export const remove = operation({
	value: 'delete',
	name: 'Delete',
	action: 'Delete task',
	description: 'Delete a task of an entity',
	parameters: { businessModule, entity, taskId },
	additionalFields: { taskList },
	changes: (values) => [taskKey(values)],
	request: ({ businessModule: entityListID, entity: entityID, taskList, taskId: taskID }) =>
		call('GET /api/Task/DeleteTask', {
			query: { entityListID, entityID, taskListID: taskList ?? '', taskID },
			reads: false,
		}),
	output: deleted,
	answersNothing: true,
});
