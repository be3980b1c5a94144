import { path } from '../../../shared/request';
import { flag } from '../../parameters/basic';
import { businessModule } from '../../parameters/businessModule';
import { fields } from '../../parameters/fields';
import { operation } from '../operation';
import { returnEntity, write } from './returnEntity';

export const create = operation({
	value: 'create',
	name: 'Create',
	action: 'Create entity',
	description: 'Create an entity in a business module, with or without a site of its own',
	parameters: {
		businessModule,
		createSite: flag({
			displayName: 'Create Site',
			description:
				'Whether to create a SharePoint site for the entity at once. The call then takes longer.',
		}),
		fields,
	},
	options: { returnEntity },
	// The call, and the entity when it is asked for.
	execute: async (values, send) =>
		await write(
			values,
			{
				method: 'POST',
				path: path`/api/Entity/${values.businessModule}/Create/${values.createSite}`,
				body: values.fields,
			},
			send,
		),
	readOnly: false,
});
