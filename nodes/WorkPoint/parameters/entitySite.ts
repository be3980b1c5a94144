import type { components } from '../../../contract/workpoint365';
import { path, type Send } from '../../shared/request';
import { webUrl } from '../../shared/urls';
import { camlOf } from './caml';

type ListItem = components['schemas']['ListItem'];
type ListItemPage = components['schemas']['ListItemPage'];

/** Entities that are looked through with one call; the search leaves one, or a few whose address begins alike. */
const pageSize = 100;

/** The path of an address as SharePoint keeps it: not percent-encoded, and without a slash at its end. */
function pathOf({ pathname }: URL): string {
	const path = pathname.replace(/\/+$/, '');
	try {
		return decodeURI(path);
	} catch {
		return path; // It holds a percent sign of its own.
	}
}

function isSame(a: URL, b: URL | undefined): boolean {
	const whole = (url: URL) => `${url.host}${pathOf(url)}`.toLowerCase();
	return b !== undefined && whole(a) === whole(b);
}

/** The site of an entity: a member of its own, or the field `wpSite`, a link with its text after a comma. */
function siteOf({ Site, FieldValues }: ListItem): string | undefined {
	const field = FieldValues?.find(({ InternalFieldName }) => InternalFieldName === 'wpSite');
	return Site ?? field?.Value?.split(', ')[0];
}

/**
 * The ID of the entity of a module whose site has an address; undefined when there is none.
 *
 * That a text condition on `wpSite` finds it is a guess (C, contract: siteQuery); what it finds is compared here.
 */
export async function entityOfSite(
	moduleId: string,
	address: URL,
	send: Send,
): Promise<number | undefined> {
	const value = { type: 'Text', text: pathOf(address) };
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
		const found = Items?.find((item) => isSame(address, webUrl(siteOf(item))));
		if (found !== undefined) return found.ID;
		if (!PagingInfo || PagingInfo === page) return undefined;
		page = PagingInfo;
	}
}
