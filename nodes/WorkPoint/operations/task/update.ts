import { call } from '../../../api/call';
import { oneEntity } from '../../../concepts/entity';
import { entityQuery } from '../../../concepts/siteList';
import {
	taskBody,
	taskDetails,
	taskFields,
	taskId,
	taskOrderKeys,
	taskList,
} from '../../../concepts/task';
import { operation } from '../operation';
import { done } from '../answers';

export const update = operation({
	action: 'Update task',
	description: 'Replace a task of an entity. Omitted values may be cleared.',
	parameters: { ...oneEntity, taskId, ...taskFields },
	additionalFields: { ...taskDetails, taskList },
	orderKeys: taskOrderKeys,
	request: (values) =>
		call('POST /api/Task/UpdateTask', {
			query: entityQuery(values),
			body: { ...taskBody(values), TaskListID: values.taskList ?? '', Id: values.taskId },
		}),
	...done,
});
