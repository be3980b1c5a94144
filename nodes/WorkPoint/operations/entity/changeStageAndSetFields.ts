import { call } from '../../../api/call';
import { entityOrderKeys, oneEntity } from '../../../concepts/entity';
import { momentsByField } from '../../../concepts/fields/jsonMoments';
import { fields, ignoreEmptyValues } from '../../../concepts/fields/mapping';
import { overrides, overridesIn, stage } from '../../../concepts/stage';
import { operation } from '../operation';
import { stageChanged } from './stageChanged';

export const changeStageAndSetFields = operation({
	name: 'Change Stage and Set Fields',
	action: 'Change stage of entity and set fields',
	description: 'Move an entity to another stage and change fields in the same step',
	parameters: {
		...oneEntity,
		stage,
		fields: momentsByField(fields),
	},
	options: { ...overrides, ignoreEmptyValues },
	orderKeys: entityOrderKeys,
	request: (values) =>
		call(
			'POST /api/Entity/{businessModuleId}/ChangeStage/{entityId}/{stageId}/{overrideConstraints}/{overrideRequiredFields}',
			{
				path: {
					businessModuleId: values.businessModule,
					entityId: values.entity,
					stageId: values.stage,
					...overridesIn(values),
				},
				body: values.fields,
			},
		),
	output: stageChanged,
});
