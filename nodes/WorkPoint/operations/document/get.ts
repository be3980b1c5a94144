import { itemCall } from '../../../concepts/query/item';
import { documentId, documentIdIn } from '../../../concepts/lists/documentPicker';
import { findLibrary, library, libraryFields } from '../../../concepts/lists/library';
import { documentJson } from '../../../concepts/lists/documentOutput';
import { outputForm } from '../../../parameters/outputForm';
import { operation } from '../operation';

export const get = operation({
	action: 'Get document',
	description: 'Get the URL and the columns of a document, without its content',
	parameters: { ...library, documentId, ...outputForm },
	prefetch: { found: findLibrary, id: documentIdIn, types: libraryFields },
	request: ({ found, id }) => itemCall(found.listId, id, found.site),
	output: (item, { found, types }) => [{ json: documentJson(item, found, types) }],
});
