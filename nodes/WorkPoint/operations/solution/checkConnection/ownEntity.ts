import { asObject, objectsIn, textIn } from '../../../../api/json';
import { call, type Schemas, type Send } from '../../../../api/call';
import { pause } from '../../../../api/clock';
import { judgmentOf } from '../../../../api/nodeError';
import { siteAddress } from '../../../../api/sharePointAddress';
import { lastSegment } from '../../../../api/urls';
import { moduleListName, readModule } from '../../../../concepts/businessModule';
import type { FieldDescription } from '../../../../concepts/fields/description';
import { readColumns } from '../../../../concepts/fields/ofList';
import { librariesOn } from '../../../../concepts/lists/library';
import { fieldIn, itemCall, siteIn } from '../../../../concepts/query/item';
import { relationsOf } from '../../../../concepts/relation';
import { guid } from '../../../../parameters/guid';
import {
	check,
	isRefusal,
	ok,
	skipped,
	warning,
	type Check,
	type Facts,
	type Known,
	type OwnTitle,
} from './check';

/** Columns that people fill in. Those of WorkPoint itself say what an entity is, and are left alone. */
const isWritable = ({ name, type = '', isReadOnly, isHidden }: FieldDescription) =>
	/^(text|note|number|currency|boolean|datetime|url|((multi)?choice|(user|lookup|taxonomyfieldtype)(multi)?))$/i.test(
		type,
	) && !(isReadOnly || isHidden || /^wp/i.test(name));

/** A value for a column, another one for each `n`; undefined where it would name another thing. */
export function sampleOf({ kind, isList, choices }: FieldDescription, n: number): unknown {
	const samples: Partial<Record<typeof kind, unknown>> = {
		text: choices[n % choices.length] ?? `n8n ${n}: æøå "<&>"`,
		number: n + 0.5,
		boolean: n % 2 === 1,
		date: '2027-01-15',
		dateTime: '2027-01-15T12:00:00Z',
		link: { Url: `https://n8n.io/${n}`, Description: 'n8n' },
	};
	return isList && samples[kind] !== undefined ? [samples[kind]] : samples[kind];
}

/** An entity; nothing when its title is not the own one. */
async function readOwn({ businessModule, title }: OwnTitle, id: unknown, send: Send) {
	const item = typeof id === 'number' ? asObject(await send(itemCall(businessModule, id))) : {};
	return item.Title === title ? item : {};
}

/**
 * The ID of the entity with the own title; undefined when there is none. A write of the title that it has finds it without a
 * query, whose form is a guess (contract: camlForm).
 */
async function idByTitle({ listName: ListName, title: Value }: OwnTitle, send: Send) {
	const FieldValues = [{ InternalFieldName: 'Title', Value }];
	const body = { ListName, IdentifierFieldValues: FieldValues, FieldValues };
	return await send(call('POST /api/ListItem/Update', { body })).catch(async (failure: unknown) =>
		isRefusal(failure) ? undefined : await Promise.reject(failure),
	);
}

/** Creates the own entity. An answer that is lost, or has no ID, may have left one. */
async function create(own: OwnTitle, body: Schemas['FieldValues'], send: Send) {
	const path = { businessModuleId: own.businessModule, createSite: false };
	const route = 'POST /api/Entity/{businessModuleId}/Create/{createSite}';
	const told: unknown = await send(call(route, { path, body })).catch(async (failure: unknown) =>
		judgmentOf(failure).mayHaveHappened ? undefined : await Promise.reject(failure),
	);
	if (typeof told === 'number') own.told = told;
	const { ID } = await readOwn(own, told, send);
	return await readOwn(own, ID ?? (await idByTitle(own, send)), send);
}

/** The site of the own entity, or how far it is, between asterisks; it is waited for while `isAwaited`. */
async function siteStatus({ own, signal }: Known<'own'>, isAwaited: RegExp, send: Send) {
	for (let wait = 500; ; wait *= 2) {
		const item = await readOwn(own, own.entity, send);
		const status = siteIn(item) ?? textIn(fieldIn(item, 'wpSite')?.Value);
		if (!isAwaited.test(status) || wait > 32_000) return status;
		await pause(wait, signal);
	}
}

/** Creates what the other checks write to. */
export const creations: Check[] = [
	check('Own entity', ['modules', 'chosenModule'], async (facts, send) => {
		const businessModule = facts.chosenModule;
		const listName = await moduleListName({ businessModule }, send);
		const columns = (await readColumns({ listId: businessModule }, send)).filter(isWritable);
		const title = `n8n check ${new Date().toISOString()}`;
		const url = `"${title}" in ${facts.siteUrl}/Lists/${listName}`;
		const own = { businessModule, listName, title, url };
		facts.ownTitle = own;
		const createBy = async (key: 'name' | 'title') => {
			const needed = columns.filter(({ isRequired, name }) => isRequired || name === 'Title');
			const values = needed.map((column) =>
				column.name === 'Title' ? [column[key], title] : [column[key], sampleOf(column, 1)],
			);
			const item = await create(own, Object.fromEntries(values) as Schemas['FieldValues'], send);
			const { ID: entity, Url } = item;
			if (entity) facts.own = { ...own, entity, url: textIn(Url) || url, columns, key };
		};
		await createBy('name').catch(async (failure: unknown) => {
			if (!isRefusal(failure)) throw failure;
			await createBy('title').catch(() => Promise.reject(failure));
		});
		return facts.own
			? ok('An entity can be created')
			: { status: 'failed', detail: 'WorkPoint does not show the entity that was to be created' };
	}),
	check('Own site', ['own'], async (facts, send) => {
		const { businessModule: ListID, entity: ListItemID } = facts.own;
		if ((await readModule(ListID, send)).SitesEnabled === false)
			return skipped('Entities of this module have no sites');
		if (/^[/h]/i.test(await siteStatus(facts, /^\*Provisioning\*$/i, send)))
			return warning('The entity has a site that was not asked for', 'It is left alone.');
		facts.asksForSite = true;
		await send(
			call('POST /api/SiteManagement/CreateSiteIfNotExists', { body: { ListID, ListItemID } }),
		);
		const site = siteAddress(await siteStatus(facts, /^(\*|$)/, send), facts.siteUrl);
		if (site === undefined) return warning('The site was not ready within a minute');
		facts.ownSite = site;
		const libraries = (await librariesOn(site, send)).filter(({ path }) => path !== '');
		// One whose title is not its name in its address shows more.
		facts.library =
			libraries.find(({ path, title }) => lastSegment(path) !== title) ?? libraries[0];
		return ok('A site can be created');
	}),
];

/**
 * Looks for what the run may have made, whatever came of its creation, and removes it. Whether it is gone says more than an
 * answer, which may be lost.
 *
 * @param what names what may be left, with its address
 */
function removal<N extends keyof Facts, T>(
	name: string,
	needs: N[],
	what: (facts: Known<N>) => string,
	find: (facts: Known<N>, send: Send) => Promise<T[]>,
	remove: (one: T, facts: Known<N>, send: Send) => Promise<unknown>,
): Check {
	return check(name, needs, async (facts, send) => {
		try {
			for (const one of await find(facts, send))
				await remove(one, facts, send).catch(() => undefined);
			const left = await find(facts, send);
			if (left.length === 0) return ok('Nothing is left');
		} catch {
			// What cannot be looked for may be left as well.
		}
		const advice = 'Remove it by hand: its address is in the output.';
		const left = what(facts);
		return { status: 'failed', detail: 'It may be left behind', advice, said: left, left };
	});
}

/** Removes all that the run has made. Tasks, events and documents go with the site. */
export const removals: Check[] = [
	removal(
		'Webhook removed',
		['ownTitle', 'secret'],
		({ ownTitle, siteUrl }) => `the webhook "${ownTitle.title}" of ${siteUrl}`,
		async ({ ownTitle: { title } }, send) =>
			objectsIn(await send(call('GET /api/webhookproxy'))).filter(
				(one) => one.Description === title,
			),
		async ({ Id: id = '' }, _facts, send) =>
			await send(call('DELETE /api/webhookproxy/{id}', { path: { id } })),
	),
	removal(
		'Relation removed',
		['own'],
		({ own }) => `the relation of ${own.url} to itself`,
		async ({ own: { businessModule, entity } }, send) =>
			(await relationsOf(businessModule, entity, send)).filter(({ RelationA, RelationB }) =>
				[RelationA, RelationB].every(
					(end) => end?.ItemId === entity && guid(end.ListId) === guid(businessModule),
				),
			),
		async ({ Id: id = 0 }, _facts, send) =>
			await send(call('DELETE /api/Relations/{id}', { path: { id } })),
	),
	removal(
		'Site removed',
		['own', 'asksForSite'],
		({ own, ownSite }) => ownSite ?? `the site of ${own.url}`,
		async (facts, send) =>
			[await siteStatus(facts, /^\*Provisioning\*$/i, send)].filter((site) => /^[/h]/i.test(site)),
		async (site, { own, recordUrl: documentUrl, siteUrl: base }, send) => {
			const query = { siteUrl: siteAddress(site, base) ?? site, documentUrl: documentUrl ?? '' };
			// A record may keep its site.
			if (documentUrl)
				await send(call('POST /api/RecordManagement/Undeclare', { query })).catch(() => undefined);
			const body = { ItemIds: [own.entity], BusinessModuleId: own.businessModule };
			await send(call('POST /api/Command/DeleteSites', { body }));
		},
	),
	removal(
		'Entity removed',
		['ownTitle'],
		({ own, ownTitle: { url, told } }) => own?.url ?? `${url}${told ? ` (ID ${told})` : ''}`,
		async ({ own, ownTitle: { listName: ListName }, ownTitle }, send) => {
			// One that got another title of WorkPoint's own accord is named, and not touched.
			const ids = own ? [own.entity, own.double] : [await idByTitle(ownTitle, send), ownTitle.told];
			const left = [];
			for (const ListItemID of ids.filter((id) => id !== undefined)) {
				const body = { ListName, ListItemID };
				const exists = await send(call('POST /api/ListItem/Exists', { isRead: true, body }));
				if (exists !== false) left.push(ListItemID);
			}
			return left;
		},
		async (id, { ownTitle }, send) => {
			const { ID: ListItemID, ...item } = await readOwn(ownTitle, id, send);
			// Without its entity, nobody would find a site that is left.
			const hasSite = siteIn(item) ?? /^\*Prov/i.test(textIn(fieldIn(item, 'wpSite')?.Value));
			if (ListItemID === undefined || hasSite) return;
			const body = { ListName: ownTitle.listName, ListItemID };
			await send(call('POST /api/ListItem/Recycle', { body }));
		},
	),
];
