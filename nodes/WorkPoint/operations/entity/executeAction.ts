import { jobQueue } from '../../../concepts/job';
import { call } from '../../../api/call';
import { workPointAction } from '../../../concepts/actionsAndTriggers';
import { entityOrderKeys, oneEntity } from '../../../concepts/entity';
import { operation } from '../operation';
import { jobId } from '../answers';

export const executeAction = operation({
	action: 'Execute action on entity',
	description: 'Start a WorkPoint action on an entity. It runs in the background.',
	parameters: { ...oneEntity, workPointAction },
	additionalFields: { jobQueue },
	orderKeys: entityOrderKeys,
	request: ({ businessModule, entity, workPointAction, jobQueue }) =>
		call('POST /api/BusinessModules/{bmId}/Actions/{actionId}/Run', {
			path: { bmId: businessModule, actionId: workPointAction },
			query: { entityId: entity },
			headers: { WorkPointJobQueue: jobQueue },
		}),
	output: jobId,
});
