import { wholeView } from '../../../concepts/query/caml';
import { isFolder } from '../../../concepts/query/item';
import { readList } from '../../../concepts/query/readList';
import { folder, folderPath } from '../../../concepts/lists/folder';
import { findLibrary, library, libraryFields } from '../../../concepts/lists/library';
import { documentJson } from '../../../concepts/lists/documentOutput';
import { readColumns } from '../../../concepts/fields/ofList';
import { outputForm } from '../../../parameters/outputForm';
import { query, queryFields } from '../../../concepts/query/query';
import { paging } from '../../../parameters/paging';
import { passThrough } from '../answers';
import { operation } from '../operation';

/** The chosen columns, with those that distinguish files from folders and contain the path; all columns if none is chosen. */
function withNeeded(columns: string[] = []): string[] | undefined {
	return columns.length === 0 ? undefined : [...new Set([...columns, 'FSObjType', 'FileRef'])];
}

export const getAll = operation({
	name: 'Get Many',
	action: 'Get many documents',
	description: 'Get the documents of a library, optionally filtered, without their content',
	parameters: { ...library, ...paging, ...query, ...outputForm },
	additionalFields: { ...queryFields, folderUrl: folder },
	// One call per page.
	execute: async ({ folderUrl, ...values }, send, workPointSite) => {
		const found = await findLibrary(values, send, workPointSite);
		return passThrough(
			await readList(
				{
					listId: found.listId,
					site: found.site,
					values: {
						...values,
						// Without a view, files in folders are left out.
						everything: wholeView(''),
						viewFields: withNeeded(values.viewFields),
						...(folderUrl === undefined ? {} : { folderUrl: folderPath(found, folderUrl) }),
					},
					types: await libraryFields(values, send, workPointSite),
					readFields: async () => await readColumns(found, send),
					keep: async (items) => items.filter((item) => !isFolder(item)),
					show: (item, types) => documentJson(item, found, types, values.viewFields),
				},
				send,
			),
		);
	},
});
