import { path } from '../../../shared/request';
import { businessModule } from '../../parameters/businessModule';
import { entity } from '../../parameters/entity';
import { fields } from '../../parameters/fields';
import { overrideConstraints, overrideRequiredFields } from '../../parameters/overrides';
import { stage } from '../../parameters/stage';
import { operation } from '../operation';
import { named } from '../output';

export const changeStageAndSetFields = operation({
	value: 'changeStageAndSetFields',
	name: 'Change Stage and Set Fields',
	action: 'Change stage of entity and set fields',
	description: 'Move an entity to another stage and change fields in the same step',
	parameters: {
		businessModule,
		entity,
		stage,
		overrideConstraints,
		overrideRequiredFields,
		fields,
	},
	request: (values) => ({
		method: 'POST',
		path: path`/api/Entity/${values.businessModule}/ChangeStage/${values.entity}/${values.stage}/${values.overrideConstraints}/${values.overrideRequiredFields}`,
		body: values.fields,
	}),
	output: named('StageChanged'),
});
