import { call } from '../../../api/call';
import { businessModule } from '../../../concepts/businessModule';
import { entity } from '../../../concepts/entity';
import { taskId, taskList } from '../../../concepts/task';
import { operation } from '../operation';
import { named } from '../output';

export const exists = operation({
	value: 'exists',
	name: 'Exists',
	action: 'Check if task exists',
	description: 'Check whether an entity has a task',
	parameters: { businessModule, entity, taskId },
	additionalFields: { taskList },
	request: ({ businessModule: entityListID, entity: entityID, taskList, taskId: taskID }) =>
		call('GET /api/Task/ExistsTask', {
			query: { entityListID, entityID, taskListID: taskList ?? '', taskID },
			// Nobody published that it leaves everything as it is.
			repeats: false,
		}),
	output: named('Exists'),
});
