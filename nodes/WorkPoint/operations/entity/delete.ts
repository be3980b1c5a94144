import { businessModule } from '../../parameters/businessModule';
import { entity } from '../../parameters/entity';
import { moduleListName } from '../listItems';
import { operation } from '../operation';
import { deleted } from '../output';

export const remove = operation({
	value: 'delete',
	name: 'Delete',
	action: 'Delete entity',
	description: 'Move an entity to the recycle bin of the site',
	parameters: { businessModule, entity },
	// The call wants the name of the module's list, which the module tells.
	execute: async (values, send) => {
		await send({
			method: 'POST',
			path: '/api/ListItem/Recycle',
			body: {
				ListName: await moduleListName(values.businessModule, send),
				ListItemID: values.entity,
			},
		});
		return deleted();
	},
	readOnly: false,
});
