import { textIn } from '../../../../api/json';
import { call, type Send } from '../../../../api/call';
import { judgmentOf } from '../../../../api/nodeError';
import { siteAddress } from '../../../../api/sharePointAddress';
import { moduleListName } from '../../../../concepts/businessModule';
import { siteIn } from '../../../../concepts/query/item';
import { guid } from '../../../../parameters/guid';
import { check, failed, falseIfRefused, ok, skipped, warning } from './check';
import type { Check, OwnEntity, Samples } from './check';
import { idByTitle, readOwn, siteStatus } from './ownEntity';
import { bodyOf, inEntities, ownColumns, samplesFor, writeMost } from './samples';

/** Creates the own entity. An answer that is lost, or has no ID, may have left one. */
async function create(own: OwnEntity, values: Samples, send: Send) {
	const path = { businessModuleId: own.businessModule, createSite: false };
	const titles = own.columns.filter(({ name }) => name === 'Title');
	const all: Samples = [...titles.map((one): Samples[number] => [one, own.title]), ...values];
	const route = 'POST /api/Entity/{businessModuleId}/Create/{createSite}';
	const asked = call(route, { path, body: bodyOf(inEntities(all)) });
	const id: unknown = await send(asked).catch((failure: unknown) => {
		if (!judgmentOf(failure).mayHaveHappened) throw failure;
	});
	if (typeof id === 'number') own.entity = id;
	// A refusal to read is none to create: another attempt would create a second entity.
	const read = async (one: unknown) => await readOwn(own, one, send).catch(falseIfRefused);
	const item = await read(id);
	return item && item.ID ? item : await read(await idByTitle(own, send));
}

/** Creates the entity and its site, to which the other checks write. */
export const creations: Check[] = [
	check('Own entity', async (facts) => {
		const { chosenModule: businessModule, known, send } = facts;
		const listName = await moduleListName({ businessModule }, send);
		const title = `n8n check ${new Date().toISOString()}`;
		const url = `"${title}" in ${facts.siteUrl}/Lists/${listName}`;
		const columns = await ownColumns(facts);
		const unknown = { entity: 0, site: '', initial: [] as Samples };
		const own: OwnEntity = { businessModule, listName, title, url, columns, ...unknown };
		facts.made = own;
		const attempt = async (initial: Samples) => {
			const item = await create(Object.assign(own, { initial }), initial, send);
			if (!item || item.ID === undefined) return;
			const found = { entity: item.ID, url: textIn(item.Url) || url, site: siteIn(item) ?? '' };
			facts.own = Object.assign(own, found);
		};
		await writeMost(samplesFor(columns, 2), attempt).catch(async (failure: unknown) => {
			falseIfRefused(failure);
			// A schema that cannot be read has not shown that fields go by their titles.
			for (const one of columns) one.field = { ...one.field, name: one.title };
			return await writeMost(samplesFor(columns, 2), attempt).catch(() => Promise.reject(failure));
		});
		if (known.own) return ok('An entity can be created');
		return failed('WorkPoint does not show the entity that was to be created');
	}),
	check('Own site', async (facts) => {
		const { own, known, send, siteUrl } = facts;
		const module = facts.modules.find(({ Id }) => guid(Id) === guid(own.businessModule));
		if (module?.SitesEnabled === false) return skipped('Entities of this module have no sites');
		if (own.site !== '')
			return warning('The entity has a site that was not asked for, which is left alone');
		own.asksForSite = true;
		const body = { ListID: own.businessModule, ListItemID: own.entity };
		await send(call('POST /api/SiteManagement/CreateSiteIfNotExists', { body }));
		const site = siteAddress(await siteStatus(own, send, /^(\*|$)/, known.signal), siteUrl);
		if (site === undefined) return warning('The site was not ready within a minute');
		facts.siteOwner = Object.assign(own, { site });
		return ok('A site can be created');
	}),
];
