import { call } from '../../../api/call';
import { entityOrderKeys, oneEntity } from '../../../concepts/entity';
import { overrides, overridesIn, stage, stageDetails } from '../../../concepts/stage';
import { operation } from '../operation';
import { stageChanged } from './stageChanged';

export const changeStage = operation({
	action: 'Change stage of entity',
	description: 'Move an entity to another stage',
	parameters: { ...oneEntity, stage },
	additionalFields: stageDetails,
	options: overrides,
	orderKeys: entityOrderKeys,
	request: (values) => {
		const { overrideConstraints, overrideRequiredFields } = overridesIn(values);
		return call('POST /api/ListItem/ChangeStage', {
			body: {
				EntityListId: values.businessModule,
				EntityItemId: values.entity,
				StageId: values.stage,
				StageModelId: values.stageModelId,
				SubStageTermId: values.subStageTermId,
				OverrideConstraints: overrideConstraints,
				OverrideRequiredFields: overrideRequiredFields,
			},
		});
	},
	output: stageChanged,
});
