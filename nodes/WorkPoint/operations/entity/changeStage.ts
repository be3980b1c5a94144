import { businessModule } from '../../parameters/businessModule';
import { entity } from '../../parameters/entity';
import { overrideConstraints, overrideRequiredFields } from '../../parameters/overrides';
import { stage } from '../../parameters/stage';
import { operation } from '../operation';
import { named } from '../output';

export const changeStage = operation({
	value: 'changeStage',
	name: 'Change Stage',
	action: 'Change stage of entity',
	description: 'Move an entity to another stage',
	parameters: { businessModule, entity, stage, overrideConstraints, overrideRequiredFields },
	request: (values) => ({
		method: 'POST',
		path: '/api/ListItem/ChangeStage',
		body: {
			EntityListId: values.businessModule,
			EntityItemId: values.entity,
			StageId: values.stage,
			OverrideConstraints: values.overrideConstraints,
			OverrideRequiredFields: values.overrideRequiredFields,
		},
	}),
	output: named('StageChanged'),
});
