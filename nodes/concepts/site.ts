import { UserError, type INodeListSearchItems } from 'n8n-workflow';

import { asObject, objectsIn } from '../api/json';
import { call, type Schemas, type Send } from '../api/call';
import { siteAddress } from '../api/sharePointAddress';
import { byName, search, type Editor } from '../parameters/editor';
import { itemNumber } from '../parameters/number';
import { chosenModule } from './businessModule';
import { entityIdIn, type EntityAddress } from './entity';
import { itemCall, siteIn } from './query/item';

/**
 * The absolute URL of the site of an entity. Read once in a run.
 *
 * @param workPointSite has the host: `wpSite` is server-relative (grade A)
 * @throws {UserError} when the entity has no site
 */
export async function entitySite(
	{ businessModule, entity }: EntityAddress,
	send: Send,
	workPointSite: string,
): Promise<string> {
	const item = await send({ ...itemCall(businessModule, entity), cacheForRun: true });
	const site = siteAddress(siteIn(asObject(item)), workPointSite);
	if (site === undefined)
		throw new UserError(`The entity "${item?.Title ?? entity}" has no site`, {
			description: 'Create its site with "Create Site", or name another site.',
		});
	return site;
}

/** The lists of a site. Read once in a run. */
export async function readLists(site: string | undefined, send: Send): Promise<Schemas['List'][]> {
	const lists = await send(call('GET /api/Lists', { site, cacheForRun: true }));
	return objectsIn(lists).filter(({ ID }) => ID);
}

/** Lists by title, as a picker shows them. */
export function listEntries(lists: Schemas['List'][]): INodeListSearchItems[] {
	return lists.map(({ ID = '', Title }) => ({ name: Title || ID, value: ID })).sort(byName);
}

/** The site of the entity chosen in the editor; undefined without an entity or a site. */
export async function chosenEntitySite(editor: Editor): Promise<string | undefined> {
	const businessModule = await chosenModule(editor);
	const chosen = editor.chosen('entity');
	const entity = itemNumber(chosen) ?? entityIdIn(chosen);
	// An entity named by the URL of its site needs no search.
	return businessModule !== undefined && entity !== undefined
		? await entitySite({ businessModule, entity }, editor.send, await editor.siteUrl())
		: await editor.siteOf(chosen);
}

/** The lists of the chosen entity's site by title. */
export const searchEntityLists = search(async (editor) => {
	const site = await chosenEntitySite(editor);
	return listEntries(site === undefined ? [] : await readLists(site, editor.send));
});
