import { itemCall } from '../../../concepts/query/item';
import { documentId, findLibrary, libraryFields, libraryIn } from '../../../concepts/lists/library';
import { documentJson } from '../../../concepts/lists/documentOutput';
import { outputForm } from '../../../parameters/outputForm';
import { operation } from '../operation';

export const get = operation({
	action: 'Get document',
	description: 'Get the address and the columns of a document, without its content',
	parameters: { ...libraryIn('entity'), documentId, ...outputForm },
	prefetch: { found: findLibrary, types: libraryFields },
	request: ({ found, documentId }) => itemCall(found.listId, documentId, found.site),
	output: (item, { found, types }) => [{ json: documentJson(item, found, types) }],
});
