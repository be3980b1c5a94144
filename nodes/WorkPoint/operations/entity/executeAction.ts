import { path } from '../../../shared/request';
import { workPointAction } from '../../parameters/actionAndTrigger';
import { businessModule } from '../../parameters/businessModule';
import { entity } from '../../parameters/entity';
import { operation } from '../operation';
import { jobId } from '../output';

export const executeAction = operation({
	value: 'executeAction',
	name: 'Execute Action',
	action: 'Execute action on entity',
	description: 'Start a WorkPoint action on an entity. It runs in the background.',
	parameters: { businessModule, entity, workPointAction },
	request: (values) => ({
		method: 'POST',
		path: path`/api/BusinessModules/${values.businessModule}/Actions/${values.workPointAction}/Run`,
		query: { entityId: values.entity },
	}),
	output: jobId,
});
