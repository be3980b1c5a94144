import { call } from '../../../api/call';
import { entityOrderKeys, oneEntity, targetEntity } from '../../../concepts/entity';
import { operation } from '../operation';
import { done } from '../answers';

export const replaceAll = operation({
	action: 'Replace entity in all its relations',
	description: 'Transfer all relations of an entity to another one, such as to merge duplicates',
	parameters: {
		...oneEntity,
		...targetEntity({
			businessModule: 'The business module of the entity to transfer the relations to',
			entity: 'The entity to transfer the relations to',
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
