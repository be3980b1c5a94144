import { wholeNumber } from '../../../parameters/number';
import { call } from '../../../api/call';
import { operation } from '../operation';
import { deleted } from '../output';

export const remove = operation({
	value: 'delete',
	name: 'Delete',
	action: 'Delete relation',
	description: 'Delete a relation between two entities',
	parameters: {
		relationId: wholeNumber({
			displayName: 'Relation ID',
			description: 'The ID of the relation, as "Get Many" gives it',
			default: 1,
			min: 1,
			required: true,
		}),
	},
	changes: ({ relationId }) => [`relation ${relationId}`],
	request: ({ relationId: id }) => call('DELETE /api/Relations/{id}', { path: { id } }),
	output: deleted,
	answersNothing: true,
});
