import { itemCall, notNothing } from '../../../concepts/item';
import {
	documentId,
	documentJson,
	findLibrary,
	libraryFields,
	libraryParameters,
} from '../../../concepts/library';
import { simplify } from '../../../concepts/query';
import { operation } from '../operation';

export const get = operation({
	value: 'get',
	name: 'Get',
	action: 'Get document',
	description: 'Get the address and the columns of a document, without its content',
	parameters: { ...libraryParameters, documentId, simplify },
	execute: async (values, send, workPointSite) => {
		const library = await findLibrary(values, send, workPointSite);
		const types = await libraryFields(values, send, workPointSite);
		const item = await send(itemCall(library.id, values.documentId, library.site));
		return [{ json: documentJson(notNothing(item), library, types) }];
	},
});
