import { call } from '../../../api/call';
import { businessModule } from '../../../concepts/businessModule';
import { entity } from '../../../concepts/entity';
import {
	taskBody,
	taskDetails,
	taskFields,
	taskId,
	taskKey,
	taskList,
} from '../../../concepts/task';
import { operation } from '../operation';
import { done } from '../output';

export const update = operation({
	value: 'update',
	name: 'Update',
	action: 'Update task',
	description: 'Replace a task of an entity. What is left out may be cleared.',
	parameters: { businessModule, entity, taskId, ...taskFields },
	additionalFields: { ...taskDetails, taskList },
	changes: (values) => [taskKey(values)],
	request: ({ businessModule: entityListID, entity: entityID, ...values }) =>
		call('POST /api/Task/UpdateTask', {
			query: { entityListID, entityID },
			body: { ...taskBody(values), TaskListID: values.taskList ?? '', Id: values.taskId },
		}),
	output: done,
	answersNothing: true,
});
