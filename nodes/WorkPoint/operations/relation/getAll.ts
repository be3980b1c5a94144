import { flag, wholeNumber } from '../../parameters/basic';
import { businessModule } from '../../parameters/businessModule';
import { entity } from '../../parameters/entity';
import { numbers } from '../../parameters/numbers';
import { paging } from '../../parameters/paging';
import { operation } from '../operation';
import { passThrough } from '../output';

export const getAll = operation({
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many relations of entity',
	description: 'Get the relations of an entity to other entities',
	parameters: { businessModule, entity, ...paging },
	additionalFields: {
		relationTypeIds: numbers({
			displayName: 'Relation Type IDs',
			description: 'Only relations of these types: their IDs, whole numbers separated by commas',
			placeholder: 'e.g. 1, 4',
		}),
		responsibleUserId: wholeNumber({
			displayName: 'Responsible User ID',
			description: 'Only relations for which the user with this ID is responsible',
			default: 1,
			min: 1,
		}),
		showAll: flag({
			displayName: 'Show All',
			default: true,
			description: 'Whether to return also relations that have not begun or have ended',
		}),
	},
	request: (values) => ({
		method: 'POST',
		path: '/api/Relation/GetRelationsByEntity',
		readOnly: true,
		body: {
			ListID: values.businessModule,
			ItemID: values.entity,
			RelationTypeIDs: values.relationTypeIds,
			ShowAll: values.showAll,
			ResponsibleUserId: values.responsibleUserId,
		},
	}),
	output: (response, { returnAll, limit }) => {
		const items = passThrough(response);
		return returnAll ? items : items.slice(0, limit);
	},
});
