import type { Send } from '../api/call';
import { textIn } from '../api/json';
import { normalizedAddress, webUrl } from '../api/urls';
import { boolean } from '../parameters/boolean';
import { readModule, type BusinessModule } from './businessModule';
import { siteIn, type ListItem } from './query/item';

/** The URL of a site without its host, in one spelling. */
const sitePath = (site: string) => normalizedAddress(webUrl(site)?.pathname ?? site);

/**
 * Whether an item of a module is its MASTER, the template for the sites of its entities and not an entity itself. The
 * module returns the site of its MASTER (C, contract: masterSiteUrl); otherwise, it is item 1 if that has this title (grade A for the ID).
 */
function isMaster(item: ListItem, { MasterSiteSettings, SitesEnabled }: BusinessModule): boolean {
	const site = siteIn(item);
	const masterSite = textIn(MasterSiteSettings?.MasterSiteUrl);
	if (masterSite && site !== undefined) return sitePath(site) === sitePath(masterSite);
	return (
		SitesEnabled !== false && item.ID === 1 && textIn(item.Title).trim().toUpperCase() === 'MASTER'
	);
}

/** The items of a module's list that are entities. The module is read, once in a run, only when item 1 is among them. */
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
