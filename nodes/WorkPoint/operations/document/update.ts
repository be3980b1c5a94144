import { call } from '../../../api/call';
import { ignoreEmptyValues, itemFields } from '../../../concepts/fields/mapping';
import {
	documentId,
	libraryFieldValues,
	libraryOrderKey,
	libraryIn,
	nameBelowLists,
} from '../../../concepts/lists/library';
import { unchecked } from '../../../concepts/fields/listNotation';
import { operation } from '../operation';
import { givesId } from '../answers';

export const update = operation({
	action: 'Update document',
	description:
		'Change columns of a document. WorkPoint reaches only libraries whose address has /Lists/ in it; for others use the recipe with Microsoft Graph.',
	parameters: { ...libraryIn('entity'), documentId, fields: unchecked(itemFields) },
	options: { ignoreEmptyValues },
	orderKeys: (values) => [libraryOrderKey(values, `${values.libraryName} ${values.documentId}`)],
	prefetch: { list: nameBelowLists, fieldValues: libraryFieldValues },
	request: ({ list: { name, site }, documentId, fieldValues }) =>
		call('POST /api/ListItem/Update', {
			site,
			body: { ListName: name, ListItemID: documentId, FieldValues: fieldValues },
		}),
	...givesId('DocumentId'),
});
