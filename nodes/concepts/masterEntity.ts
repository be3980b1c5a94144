import type { Send } from '../api/call';
import { textIn } from '../api/json';
import { normalizedAddress, webUrl } from '../api/urls';
import { boolean } from '../parameters/boolean';
import { readModule, type BusinessModule } from './businessModule';
import { siteIn, type ListItem } from './query/item';

/** The address of a site without its host, in one spelling. */
const sitePath = (site: string) => normalizedAddress(webUrl(site)?.pathname ?? site);

/**
 * Whether an item of a module is its MASTER: the item that the sites of its entities are made from, and no entity. The
 * module tells its site (C, contract: masterSiteUrl), else it is the first item by its title (grade A for the ID).
 */
function isMaster(item: ListItem, { MasterSiteSettings, SitesEnabled }: BusinessModule): boolean {
	const site = siteIn(item);
	const masterSite = textIn(MasterSiteSettings?.MasterSiteUrl);
	if (masterSite && site !== undefined) return sitePath(site) === sitePath(masterSite);
	return (
		SitesEnabled !== false && item.ID === 1 && textIn(item.Title).trim().toUpperCase() === 'MASTER'
	);
}

/** The items of a module's list that are entities. The module is asked, once in a run, only when the item 1 is among them. */
export async function entitiesAmong(
	items: ListItem[],
	businessModule: string,
	send: Send,
): Promise<ListItem[]> {
	const mayHoldMaster = items.some(
		({ ID, Title }) => ID === 1 || /^\s*master\s*$/i.test(Title ?? ''),
	);
	if (!mayHoldMaster) return items;
	const module = await readModule(businessModule, send);
	return items.filter((item) => !isMaster(item, module));
}

export const includeMasterEntity = boolean({
	default: true,
	description: 'Whether to also return the item MASTER, the template for the sites of the entities',
});
