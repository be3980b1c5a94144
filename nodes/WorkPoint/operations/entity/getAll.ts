import { entityFieldTypes, moduleFields } from '../../../concepts/fields/ofModule';
import { readList } from '../../../concepts/query/readList';
import { businessModule } from '../../../concepts/businessModule';
import { entitiesAmong, includeMasterEntity } from '../../../concepts/masterEntity';
import { outputForm } from '../../../parameters/outputForm';
import { query, queryFields } from '../../../concepts/query/query';
import { paging } from '../../../parameters/paging';
import { passThrough } from '../answers';
import { operation } from '../operation';

export const getAll = operation({
	name: 'Get Many',
	action: 'Get many entities',
	description: 'Get the entities of a business module, optionally filtered',
	parameters: { businessModule, ...paging, ...query, ...outputForm },
	additionalFields: { ...queryFields, includeMasterEntity },
	// One call per page.
	execute: async ({ businessModule, includeMasterEntity, ...values }, send) =>
		passThrough(
			await readList(
				{
					listId: businessModule,
					values,
					types: await entityFieldTypes({ ...values, businessModule }, send),
					readFields: async () => await moduleFields(businessModule, send),
					keep: async (items) =>
						includeMasterEntity ? items : await entitiesAmong(items, businessModule, send),
				},
				send,
			),
		),
});
