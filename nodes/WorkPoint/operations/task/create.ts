import { call } from '../../../api/call';
import { oneEntity } from '../../../concepts/entity';
import { entityQuery } from '../../../concepts/siteList';
import { taskBody, taskDetails, taskFields, taskList } from '../../../concepts/task';
import { operation } from '../operation';
import { givesTextId } from '../answers';

export const create = operation({
	action: 'Create task',
	description: 'Create a task of an entity',
	parameters: { ...oneEntity, ...taskFields },
	additionalFields: { ...taskDetails, taskList },
	request: (values) =>
		call('POST /api/Task/CreateTask', {
			query: entityQuery(values),
			body: { ...taskBody(values), TaskListID: values.taskList ?? '' },
		}),
	...givesTextId('TaskId'),
});
