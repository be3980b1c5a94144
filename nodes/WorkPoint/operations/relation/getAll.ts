import { itemNumbers, wholeNumber } from '../../../parameters/number';
import { call } from '../../../api/call';
import { businessModule } from '../../../concepts/businessModule';
import { entity } from '../../../concepts/entity';
import { boolean } from '../../../parameters/boolean';
import { paging } from '../../../parameters/paging';
import { operation } from '../operation';
import { limited, passThrough } from '../output';

export const getAll = operation({
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many relations of entity',
	description: 'Get the relations of an entity to other entities',
	parameters: { businessModule, entity, ...paging },
	additionalFields: {
		relationTypeIds: itemNumbers({
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
		showAll: boolean({
			displayName: 'Show All',
			default: true,
			description: 'Whether to return also relations that have not begun or have ended',
		}),
	},
	request: (values) =>
		call('POST /api/Relation/GetRelationsByEntity', {
			reads: true,
			body: {
				ListID: values.businessModule,
				ItemID: values.entity,
				RelationTypeIDs: values.relationTypeIds,
				ShowAll: values.showAll,
				ResponsibleUserId: values.responsibleUserId,
			},
		}),
	output: (answer, values) => limited(passThrough(answer), values),
});
