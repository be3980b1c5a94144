import { businessModule } from '../../parameters/businessModule';
import { paging } from '../../parameters/paging';
import { query, queryFields, simplify } from '../../parameters/query';
import { moduleFieldTypes, readList, toOutput } from '../listItems';
import { operation } from '../operation';

export const getAll = operation({
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many entities',
	description: 'Get the entities of a business module that meet conditions',
	parameters: { businessModule, ...paging, ...query, simplify },
	additionalFields: queryFields,
	// Page after page, and for the types of the fields the schema of the module.
	execute: async (values, send) => {
		const types = values.simplify ? await moduleFieldTypes(values.businessModule, send) : undefined;
		return await readList({ ...values, listId: values.businessModule }, toOutput(types), send);
	},
	readOnly: true,
});
