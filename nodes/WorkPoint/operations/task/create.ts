import { call } from '../../../api/call';
import { businessModule } from '../../../concepts/businessModule';
import { entity } from '../../../concepts/entity';
import { taskBody, taskDetails, taskFields, taskList } from '../../../concepts/task';
import { operation } from '../operation';
import { named } from '../output';

export const create = operation({
	value: 'create',
	name: 'Create',
	action: 'Create task',
	description: 'Create a task of an entity',
	parameters: { businessModule, entity, ...taskFields },
	additionalFields: { ...taskDetails, taskList },
	request: ({ businessModule: entityListID, entity: entityID, ...values }) =>
		call('POST /api/Task/CreateTask', {
			query: { entityListID, entityID },
			body: { ...taskBody(values), TaskListID: values.taskList ?? '' },
		}),
	// A text by the contract; without its quotes (contract: textAnswers) it is read as a number.
	output: (id) => named('TaskId')(String(id)),
});
