import { call } from '../../../api/call';
import { ignoreEmptyValues, itemFields } from '../../../concepts/fields/mapping';
import { documentId, documentIdIn, documentKey } from '../../../concepts/lists/documentPicker';
import {
	library,
	libraryFieldValues,
	libraryOrderKey,
	nameBelowLists,
} from '../../../concepts/lists/library';
import { uncheckedFields } from '../../../concepts/fields/listNotation';
import { operation } from '../operation';
import { givesId } from '../answers';

export const update = operation({
	action: 'Update document',
	description:
		'Change columns of a document. WorkPoint reaches only libraries with /Lists/ in their URL; for others use the recipe with Microsoft Graph.',
	parameters: { ...library, documentId, fields: uncheckedFields(itemFields) },
	options: { ignoreEmptyValues },
	orderKeys: (values) => [libraryOrderKey(values, `${values.libraryName} ${documentKey(values)}`)],
	prefetch: { list: nameBelowLists, id: documentIdIn, fieldValues: libraryFieldValues },
	request: ({ list: { name, site }, id, fieldValues }) =>
		call('POST /api/ListItem/Update', {
			site,
			body: { ListName: name, ListItemID: id, FieldValues: fieldValues },
		}),
	...givesId('DocumentId'),
});
