import { call } from '../../../api/call';
import { relationId, relationOrderKey } from '../../../concepts/relation';
import { operation } from '../operation';
import { deleted } from '../answers';

export const remove = operation({
	action: 'Delete relation',
	description: 'Delete a relation between two entities',
	parameters: { relationId },
	orderKeys: ({ relationId }) => [relationOrderKey(relationId)],
	request: ({ relationId: id }) => call('DELETE /api/Relations/{id}', { path: { id } }),
	output: deleted,
	allowsEmptyAnswer: true,
});
