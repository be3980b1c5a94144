import { path } from '../../../shared/request';
import { businessModule } from '../../parameters/businessModule';
import { entity } from '../../parameters/entity';
import { fields } from '../../parameters/fields';
import { operation } from '../operation';
import { returnEntity, write } from './returnEntity';

export const update = operation({
	value: 'update',
	name: 'Update',
	action: 'Update entity',
	description: 'Change fields of an entity. Fields that are not given keep their values.',
	parameters: { businessModule, entity, fields },
	options: { returnEntity },
	// The call, and the entity when it is asked for.
	execute: async (values, send) =>
		await write(
			values,
			{
				method: 'POST',
				path: path`/api/Entity/${values.businessModule}/Update/${values.entity}`,
				body: values.fields,
			},
			send,
		),
	readOnly: false,
});
