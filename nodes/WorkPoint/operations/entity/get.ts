import { businessModule } from '../../parameters/businessModule';
import { entity } from '../../parameters/entity';
import { simplify } from '../../parameters/query';
import { itemRequest, moduleFieldTypes, toOutput, type ListItem } from '../listItems';
import { operation } from '../operation';

export const get = operation({
	value: 'get',
	name: 'Get',
	action: 'Get entity',
	description: 'Get an entity with all its fields',
	parameters: { businessModule, entity, simplify },
	// The entity, and for the types of its fields the schema of the module.
	execute: async (values, send) => {
		const item = (await send(itemRequest(values.businessModule, values.entity))) as ListItem;
		const types = values.simplify ? await moduleFieldTypes(values.businessModule, send) : undefined;
		return [toOutput(types)(item)];
	},
	readOnly: true,
});
