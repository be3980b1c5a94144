import type { components } from '../../../contract/workpoint365';
import { path, type Send } from '../../shared/request';
import { camlOf } from './caml';

type ListItem = components['schemas']['ListItem'];
type ListItemPage = components['schemas']['ListItemPage'];

/** Entities that are looked through with one call; the search leaves one, or a few whose address begins alike. */
const pageSize = 100;

/** An address without what does not tell sites apart. */
function plain(address: string): string {
	return decodeURI(address).trim().replace(/\/+$/, '').toLowerCase();
}

/** The site of an entity: a member of its own, or the field `wpSite`, a link with its text after a comma. */
function siteOf({ Site, FieldValues }: ListItem): string | undefined {
	const field = FieldValues.find(({ InternalFieldName }) => InternalFieldName === 'wpSite');
	return Site ?? field?.Value?.split(', ')[0];
}

/**
 * The ID of the entity of a module whose site has an address; undefined when there is none.
 *
 * That a text condition on `wpSite` finds it is a guess (C, contract: EntityBySite); what it finds is compared here.
 */
export async function entityOfSite(
	moduleId: string,
	address: string,
	send: Send,
): Promise<number | undefined> {
	const { pathname } = new URL(address);
	const value = { type: 'Text', text: decodeURI(pathname).replace(/\/+$/, '') };
	const query = camlOf([{ field: 'wpSite', operator: 'Contains', value }], 'And', []);
	for (let page: string | undefined; ;) {
		const { Items, PagingInfo } = (await send({
			method: 'POST',
			path: path`/api/List/${moduleId}/Items`,
			readOnly: true,
			once: true,
			body: {
				CamlQuery: query,
				ViewFields: ['wpSite'],
				PageSize: pageSize,
				...(page === undefined ? {} : { PagingInfo: page }),
			},
		})) as ListItemPage;
		const found = Items.find((item) => plain(siteOf(item) ?? '') === plain(address));
		if (found !== undefined) return found.ID;
		if (!PagingInfo || PagingInfo === page) return undefined;
		page = PagingInfo;
	}
}
