import { entityFieldTypes } from '../../../concepts/fieldSchema';
import { readList } from '../../../concepts/item';
import { businessModule } from '../../../concepts/businessModule';
import { query, queryFields, simplify } from '../../../concepts/query';
import { paging } from '../../../parameters/paging';
import { operation } from '../operation';

export const getAll = operation({
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many entities',
	description: 'Get the entities of a business module that meet conditions',
	parameters: { businessModule, ...paging, ...query, simplify },
	additionalFields: queryFields,
	// Page after page.
	execute: async (values, send) =>
		await readList(
			{ ...values, listId: values.businessModule },
			await entityFieldTypes(values, send),
			send,
		),
});
