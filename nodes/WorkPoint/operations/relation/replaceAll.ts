import { call } from '../../../api/call';
import { entityOrderKeys, oneEntity, targetEntity } from '../../../concepts/entity';
import { operation } from '../operation';
import { done } from '../answers';

export const replaceAll = operation({
	action: 'Replace entity in all its relations',
	description: 'Give all relations of an entity to another one, such as when duplicates are merged',
	parameters: {
		...oneEntity,
		...targetEntity({
			businessModule: 'The business module of the entity that gets the relations',
			entity: 'The entity that gets the relations',
		}),
	},
	orderKeys: (values) => [
		...entityOrderKeys(values),
		...entityOrderKeys({
			businessModule: values.targetBusinessModule,
			entity: values.targetEntity,
		}),
	],
	request: (values) =>
		call('POST /api/Relations/ReplaceRelationsByEntity', {
			body: {
				FromBusinessModuleId: values.businessModule,
				FromEntityId: values.entity,
				ToBusinessModuleId: values.targetBusinessModule,
				ToEntityId: values.targetEntity,
			},
		}),
	...done,
});
