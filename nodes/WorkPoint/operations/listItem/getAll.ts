import { readList } from '../../../concepts/itemPages';
import { list, listSiteUrl } from '../../../concepts/list';
import { listAddress, listFieldTypes, readColumns } from '../../../concepts/listDefinition';
import { outputForm } from '../../../concepts/output';
import { query, queryFields } from '../../../concepts/query';
import { paging } from '../../../parameters/paging';
import { optionalText } from '../../../parameters/text';
import { operation } from '../operation';

export const getAll = operation({
	name: 'Get Many',
	action: 'Get many list items',
	description: 'Get the items of a list that meet conditions',
	parameters: { listSiteUrl, list, ...paging, ...query, ...outputForm },
	additionalFields: {
		...queryFields,
		folderUrl: optionalText({
			description: 'Only items in this folder of the list: its address without the host',
			placeholder: 'e.g. /sites/project-42/Lists/Tasks/2026',
		}),
	},
	// Page after page.
	execute: async (values, send) =>
		await readList(
			{
				listId: values.list,
				site: values.listSiteUrl,
				values,
				types: await listFieldTypes(values, send),
				readFields: async () => await readColumns(listAddress(values), send),
			},
			send,
		),
});
