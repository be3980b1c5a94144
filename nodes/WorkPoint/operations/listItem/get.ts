import { itemCall, toJson } from '../../../concepts/query/item';
import { itemId, listIn } from '../../../concepts/lists/list';
import { listFieldTypes } from '../../../concepts/fields/ofList';
import { outputForm } from '../../../parameters/outputForm';
import { operation } from '../operation';

export const get = operation({
	action: 'Get list item',
	description: 'Get an item of a list with all its fields',
	parameters: { ...listIn, itemId, ...outputForm },
	prefetch: { types: listFieldTypes },
	request: ({ list, itemId, listSiteUrl }) => itemCall(list, itemId, listSiteUrl),
	output: (item, { types }) => [{ json: toJson(item, types) }],
});
