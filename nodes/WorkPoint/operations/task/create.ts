import { call } from '../../../api/call';
import { oneEntity } from '../../../concepts/entity';
import { entityQuery } from '../../../concepts/siteThing';
import { taskBody, taskDetails, taskFields, taskList } from '../../../concepts/task';
import { operation } from '../operation';
import { named } from '../output';

export const create = operation({
	value: 'create',
	name: 'Create',
	action: 'Create task',
	description: 'Create a task of an entity',
	parameters: { ...oneEntity, ...taskFields },
	additionalFields: { ...taskDetails, taskList },
	request: (values) =>
		call('POST /api/Task/CreateTask', {
			query: entityQuery(values),
			body: { ...taskBody(values), TaskListID: values.taskList ?? '' },
		}),
	// A text by the contract; without its quotes (contract: textAnswers) it is read as a number.
	output: (id) => named('TaskId')(String(id)),
});
