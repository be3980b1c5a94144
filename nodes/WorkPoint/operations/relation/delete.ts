import { path } from '../../../shared/request';
import { wholeNumber } from '../../parameters/basic';
import { operation } from '../operation';
import { deleted } from '../output';

export const remove = operation({
	value: 'delete',
	name: 'Delete',
	action: 'Delete relation',
	description: 'Delete a relation between two entities',
	parameters: {
		relationId: {
			...wholeNumber({
				displayName: 'Relation ID',
				description: 'The ID of the relation, as "Get Many" gives it',
				default: 1,
				min: 1,
				required: true,
			}),
			identifies: true,
		},
	},
	request: (values) => ({ method: 'DELETE', path: path`/api/Relations/${values.relationId}` }),
	output: deleted,
});
