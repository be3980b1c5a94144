import { call } from '../../../api/call';
import { moduleListName } from '../../../concepts/businessModule';
import { entityOrderKeys, oneEntity } from '../../../concepts/entity';
import { operation } from '../operation';
import { deleted } from '../answers';

export const remove = operation({
	action: 'Delete entity',
	description: 'Move an entity to the recycle bin of the site',
	parameters: oneEntity,
	orderKeys: entityOrderKeys,
	prefetch: { listName: moduleListName },
	request: ({ listName, entity }) =>
		call('POST /api/ListItem/Recycle', { body: { ListName: listName, ListItemID: entity } }),
	output: deleted,
});
