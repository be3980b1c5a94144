import { textIn } from '../../../../api/json';
import { call, type Send } from '../../../../api/call';
import { siteAddress } from '../../../../api/sharePointAddress';
import { fieldIn, siteIn } from '../../../../concepts/query/item';
import { check, failed, ok, tried, type Check, type Known, type OwnEntity } from './check';
import {
	itemExists,
	idByTitle,
	isSite,
	ownRelations,
	readOwn,
	siteStatus,
	webhooksOf,
} from './ownEntity';

/**
 * Looks for what the run may have created, whatever its creation answered, and removes it. Whether it is gone says more
 * than an answer, which may be lost.
 *
 * @param what names what may be left, with its URL
 */
function removal<T>(
	name: string,
	what: (own: OwnEntity, facts: Known) => string,
	find: (own: OwnEntity, send: Send, facts: Known) => Promise<T[]>,
	remove: (one: T, own: OwnEntity, facts: Known) => Promise<unknown>,
): Check {
	return check(name, async (facts) => {
		const { made: own, send } = facts;
		try {
			for (const one of await find(own, send, facts))
				await remove(one, own, facts).catch(() => undefined);
			if ((await find(own, send, facts)).length === 0) return ok('Nothing is left');
		} catch {
			// If it cannot be looked for, it may be left as well.
		}
		const left = what(own, facts);
		const advice = 'Remove it by hand: its URL is in the output.';
		return failed('It may be left behind', { advice, said: left, left });
	});
}

/** Removes all that the run has created. Tasks, events, items and documents go with the site. */
export const removals: Check[] = [
	removal(
		'Webhook removed',
		({ title }, { siteUrl }) => `the webhook "${title}" of ${siteUrl}`,
		webhooksOf,
		async ({ Id: id = '' }, _own, { send }) =>
			await send(call('DELETE /api/webhookproxy/{id}', { path: { id } })),
	),
	removal(
		'Relation removed',
		({ url }) => `the relation of ${url} to itself`,
		async (own, send, { known }) => (known.own ? await ownRelations(own, send) : []),
		async ({ Id: id = 0 }, _own, { send }) =>
			await send(call('DELETE /api/Relations/{id}', { path: { id } })),
	),
	removal(
		'Site removed',
		({ url, site }) => site || `the site of ${url}`,
		async (own, send) => (own.asksForSite ? [await siteStatus(own, send)].filter(isSite) : []),
		async (site, { entity, businessModule, record }, { send, siteUrl: base }) => {
			const query = { siteUrl: siteAddress(site, base) ?? site, documentUrl: record ?? '' };
			// A record may keep its site.
			if (record) await tried(call('POST /api/RecordManagement/Undeclare', { query }), send);
			const body = { ItemIds: [entity], BusinessModuleId: businessModule };
			await send(call('POST /api/Command/DeleteSites', { body }));
		},
	),
	removal(
		'Entity removed',
		({ url, entity }, { known }) => `${url}${known.own || !entity ? '' : ` (ID ${entity})`}`,
		async (own, send, { known }) => {
			// One that got another title of WorkPoint's own accord is named, and not touched.
			const ids = [own.double, own.entity, known.own ? 0 : await idByTitle(own, send)];
			const left = [];
			for (const ListItemID of new Set(ids.flatMap((id) => id || [])))
				if ((await itemExists(own, { ListItemID }, send)) !== false) left.push(ListItemID);
			return left;
		},
		async (id, own, { send }) => {
			const { ID: ListItemID, ...item } = await readOwn(own, id, send);
			// Without its entity, nobody would find a site that is left.
			const hasSite = siteIn(item) ?? /^\*Prov/i.test(textIn(fieldIn(item, 'wpSite')?.Value));
			if (ListItemID === undefined || hasSite) return;
			const body = { ListName: own.listName, ListItemID };
			await send(call('POST /api/ListItem/Recycle', { body }));
		},
	),
];
