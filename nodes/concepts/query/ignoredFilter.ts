import { UserError } from 'n8n-workflow';

import { objectsIn } from '../../api/json';
import type { Send } from '../../api/call';
import type { ListAddress } from '../fields/ofList';
import { camlOf } from './caml';
import { readPage } from './page';

/**
 * A canary: a query in the same form that no item matches. The way the service reads a view is not published (C, contract:
 * camlForm); if it ignores one, it returns all items, which must never feed a bulk change.
 *
 * @throws {UserError} when it returns an item
 */
export async function requireFiltering(list: ListAddress, send: Send): Promise<void> {
	const noItem = { field: 'ID', operator: 'Eq', value: { type: 'Counter', text: '-1' } };
	const canary = { CamlQuery: camlOf([noItem]), ViewFields: ['ID'], PageSize: 1 };
	const { Items } = await readPage({ ...list, cacheForRun: true }, canary, send);
	if (objectsIn(Items).length > 0)
		throw new UserError(
			'WorkPoint returned an item for a query that no item matches (ID = -1). It seems to ignore filters on this list, so nothing is returned. Remove the filter and filter in n8n',
		);
}
