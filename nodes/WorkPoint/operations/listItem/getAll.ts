import { optionalText } from '../../parameters/basic';
import { list, listSiteUrl } from '../../parameters/list';
import { paging } from '../../parameters/paging';
import { query, queryFields, simplify } from '../../parameters/query';
import { readList, toOutput } from '../listItems';
import { operation } from '../operation';
import { listFieldTypes } from './list';

export const getAll = operation({
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many list items',
	description: 'Get the items of a list that meet conditions',
	parameters: { listSiteUrl, list, ...paging, ...query, simplify },
	additionalFields: {
		...queryFields,
		folderUrl: optionalText({
			displayName: 'Folder URL',
			description: 'Only items in this folder of the list: its address without the host',
			placeholder: 'e.g. /sites/project-42/Lists/Tasks/2026',
		}),
	},
	// Page after page, and for the types of the fields the list.
	execute: async ({ list: listId, listSiteUrl: siteUrl, ...values }, send) => {
		const types = values.simplify ? await listFieldTypes(listId, siteUrl, send) : undefined;
		return await readList({ ...values, listId, siteUrl }, toOutput(types), send);
	},
	readOnly: true,
});
