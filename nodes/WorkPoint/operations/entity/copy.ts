import { path } from '../../../shared/request';
import { businessModule } from '../../parameters/businessModule';
import { entity } from '../../parameters/entity';
import { changedFields } from '../../parameters/fields';
import { operation } from '../operation';
import { returnEntity, write } from './returnEntity';

export const copy = operation({
	value: 'copy',
	name: 'Copy',
	action: 'Copy entity',
	description: 'Create a copy of an entity, with other values where you map fields',
	parameters: { businessModule, entity, fields: changedFields },
	options: { returnEntity },
	// The call, and the entity when it is asked for.
	execute: async (values, send) =>
		await write(
			values,
			{
				method: 'POST',
				path: path`/api/Entity/${values.businessModule}/Copy/${values.entity}`,
				body: values.fields,
			},
			send,
		),
	readOnly: false,
});
