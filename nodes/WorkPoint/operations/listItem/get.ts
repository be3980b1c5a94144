import { itemCall, toJson } from '../../../concepts/item';
import { itemId, list, listSiteUrl } from '../../../concepts/list';
import { listFieldTypes } from '../../../concepts/listDefinition';
import { outputForm } from '../../../concepts/output';
import { operation } from '../operation';

export const get = operation({
	action: 'Get list item',
	description: 'Get an item of a list with all its fields',
	parameters: { listSiteUrl, list, itemId, ...outputForm },
	lookUps: { types: listFieldTypes },
	request: ({ list, itemId, listSiteUrl }) => itemCall(list, itemId, listSiteUrl),
	output: (item, { types }) => [{ json: toJson(item, types) }],
});
