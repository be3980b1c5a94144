import { call } from '../../../api/call';
import { businessModule } from '../../../concepts/businessModule';
import { entity, entityKey } from '../../../concepts/entity';
import { overrides, stage, stageDetails } from '../../../concepts/stage';
import { operation } from '../operation';
import { named } from '../output';

export const changeStage = operation({
	value: 'changeStage',
	name: 'Change Stage',
	action: 'Change stage of entity',
	description: 'Move an entity to another stage',
	parameters: { businessModule, entity, stage, ...overrides },
	additionalFields: stageDetails,
	changes: ({ businessModule, entity }) => [entityKey(businessModule, entity)],
	request: (values) =>
		call('POST /api/ListItem/ChangeStage', {
			body: {
				EntityListId: values.businessModule,
				EntityItemId: values.entity,
				StageId: values.stage,
				StageModelId: values.stageModelId,
				SubStageTermId: values.subStageTermId,
				OverrideConstraints: values.overrideConstraints,
				OverrideRequiredFields: values.overrideRequiredFields,
			},
		}),
	output: named('StageChanged'),
});
