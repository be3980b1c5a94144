import { entityFieldTypes, moduleFields } from '../../../concepts/fieldSchema';
import { readList } from '../../../concepts/itemPages';
import { businessModule } from '../../../concepts/businessModule';
import { entitiesAmong, includeMasterEntity } from '../../../concepts/masterEntity';
import { outputForm } from '../../../concepts/output';
import { query, queryFields } from '../../../concepts/query';
import { paging } from '../../../parameters/paging';
import { operation } from '../operation';

export const getAll = operation({
	name: 'Get Many',
	action: 'Get many entities',
	description: 'Get the entities of a business module that meet conditions',
	parameters: { businessModule, ...paging, ...query, ...outputForm },
	additionalFields: { ...queryFields, includeMasterEntity },
	// Page after page.
	execute: async ({ businessModule, includeMasterEntity, ...values }, send) =>
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
});
