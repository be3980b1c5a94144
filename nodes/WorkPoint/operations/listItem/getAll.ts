import { readList } from '../../../concepts/query/readList';
import { listIn } from '../../../concepts/lists/list';
import { listAddress, listFieldTypes, readColumns } from '../../../concepts/fields/ofList';
import { outputForm } from '../../../parameters/outputForm';
import { query, queryFields } from '../../../concepts/query/query';
import { paging } from '../../../parameters/paging';
import { optionalText } from '../../../parameters/text';
import { passThrough } from '../answers';
import { operation } from '../operation';

export const getAll = operation({
	name: 'Get Many',
	action: 'Get many list items',
	description: 'Get the items of a list, optionally filtered',
	parameters: { ...listIn, ...paging, ...query, ...outputForm },
	additionalFields: {
		...queryFields,
		folderUrl: optionalText({
			description: 'Only items in this folder of the list: its URL without the host',
			placeholder: 'e.g. /sites/project-42/Lists/Tasks/2026',
		}),
	},
	// One call per page.
	execute: async (values, send) =>
		passThrough(
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
		),
});
