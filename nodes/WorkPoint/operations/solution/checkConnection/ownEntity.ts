import { asObject, objectsIn, textIn } from '../../../../api/json';
import { call, type Schemas, type Send } from '../../../../api/call';
import { pause } from '../../../../api/clock';
import { judgmentOf } from '../../../../api/nodeError';
import { siteAddress } from '../../../../api/sharePointAddress';
import { moduleListName } from '../../../../concepts/businessModule';
import type { FieldDescription } from '../../../../concepts/fields/description';
import { valueOfKind } from '../../../../concepts/fields/entityNotation';
import { readColumns } from '../../../../concepts/fields/ofList';
import { moduleFields } from '../../../../concepts/fields/ofModule';
import { fieldIn, itemCall, siteIn } from '../../../../concepts/query/item';
import { readPage } from '../../../../concepts/query/readList';
import { relationsOf } from '../../../../concepts/relation';
import { guid } from '../../../../parameters/guid';
import { accepts, check, failed, falseIfRefused, ok, skipped, tried, warning } from './check';
import type { Check, Column, Known, OwnEntity, Values } from './check';

/** Columns that people fill in. Those of WorkPoint itself define the entity, and are left alone. */
const writableTypes =
	/^(text|note|number|currency|boolean|datetime|url|((multi)?choice|(user|lookup|taxonomyfieldtype)(multi)?))$/i;
const isWritable = ({ name, type = '', isReadOnly, isHidden }: FieldDescription) =>
	writableTypes.test(type) && !(isReadOnly || isHidden || /^wp/i.test(name));

/** The columns that people fill in, each with its field in the calls for entities, or itself. */
export async function columnsWithFields(listId: string, fields: FieldDescription[], send: Send) {
	const columns = (await readColumns({ listId }, send)).filter(isWritable);
	return columns.map((column): Column => {
		const field = fields.find(({ name }) => [column.name, column.title].includes(name));
		return { ...column, field: field ?? column };
	});
}

/** The same with what their values can name. */
async function ownColumns({ chosenModule, known, send }: Known): Promise<Column[]> {
	const itemsOf = async (listId: string) => {
		const page = readPage({ listId, cacheForRun: true }, { PageSize: 20 }, send);
		return objectsIn((await page.catch(() => undefined))?.Items);
	};
	const existingFor = async ({ kind, name, lookupList }: FieldDescription) => {
		if (kind === 'user') return known.person;
		if (kind === 'lookup') return lookupList && (await itemsOf(lookupList))[0]?.ID;
		if (kind !== 'term') return undefined;
		const terms = (await itemsOf(chosenModule)).map((item) => textIn(fieldIn(item, name)?.Value));
		return terms.find((text) => text !== '')?.split(';#')[0];
	};
	const fields = await moduleFields(chosenModule, send);
	const columns = await columnsWithFields(chosenModule, fields, send);
	for (const column of columns) column.existing = await existingFor(column);
	return columns;
}

/** Around the change to summer time, and around midnight. */
const moments = ['2027-03-28T00:30:00Z', '2027-03-28T01:30:00Z', '2027-06-30T23:30:00Z'] as const;

/** A value for each column but the title, another one for each `n`; none where nothing is known for it to name. */
export function samplesFor(columns: Column[], n: 0 | 1 | 2): Values {
	return columns.flatMap((column) => {
		const { name, kind, isList, choices, existing, field } = column;
		const samples: Partial<Record<typeof kind, unknown>> = {
			text: choices[n % choices.length] ?? `n8n ${n}: æøå "<&>"`,
			number: n + 0.5,
			boolean: n % 2 === 1,
			date: moments[n].slice(0, 10),
			dateTime: moments[n],
			link: `https://n8n.io/${n}, n8n`,
		};
		const value = samples[kind] ?? existing;
		const isSample = valueOfKind(field.kind, value, 'UTC') !== undefined && name !== 'Title';
		return isSample ? [[column, isList ? [value] : value] satisfies Values[number]] : [];
	});
}

/** The values in the notation of the calls for entities, as operations send them. */
export const inEntities = (values: Values): Values =>
	values.map(([column, value]) => {
		const write = (one: unknown) => valueOfKind(column.field.kind, one, 'UTC');
		return [column, Array.isArray(value) ? value.map(write) : write(value)];
	});

/** Values by column as the calls for entities take them. */
export const bodyOf = (values: Values): Schemas['FieldValues'] =>
	Object.fromEntries(values.map(([{ field }, value]) => [field.name, value]));

/**
 * Writes all of the values, or those that are accepted: without dates, whose form is a guess, or only what is required.
 *
 * @returns the values that were accepted
 */
export async function writeMost(all: Values, write: (some: Values) => Promise<unknown>) {
	for (const some of [all, all.filter(([{ kind }]) => !/^date/.test(kind))])
		if (await accepts(write(some))) return some;
	const required = all.filter(([{ isRequired }]) => isRequired);
	await write(required);
	return required;
}

/** The own entity as it is now. */
export const readItem = async ({ businessModule, entity }: OwnEntity, send: Send) =>
	asObject(await send(itemCall(businessModule, entity)));

/** An entity; nothing when its title is not the own one. */
async function readOwn({ businessModule, title }: OwnEntity, id: unknown, send: Send) {
	const item = typeof id === 'number' ? asObject(await send(itemCall(businessModule, id))) : {};
	return item.Title === title ? item : {};
}

/**
 * The ID of the entity with the own title; undefined when there is none. Writing the title that it has finds it without a
 * query, whose form is a guess (contract: camlForm).
 */
async function idByTitle({ listName: ListName, title: Value }: OwnEntity, send: Send) {
	const FieldValues = [{ InternalFieldName: 'Title', Value }];
	const body = { ListName, IdentifierFieldValues: FieldValues, FieldValues };
	return await send(call('POST /api/ListItem/Update', { body })).catch(falseIfRefused);
}

type ItemKey = Omit<Schemas['FindListItem'], 'ListName'>;

/** Whether the module has an entity. */
export const exists = async ({ listName: ListName }: OwnEntity, key: ItemKey, send: Send) =>
	await send(call('POST /api/ListItem/Exists', { isRead: true, body: { ListName, ...key } }));

/** Creates the own entity. An answer that is lost, or has no ID, may have left one. */
async function create(own: OwnEntity, values: Values, send: Send) {
	const path = { businessModuleId: own.businessModule, createSite: false };
	const titles = own.columns.filter(({ name }) => name === 'Title');
	const all: Values = [...titles.map((one): Values[number] => [one, own.title]), ...values];
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

const isSite = (text: string) => /^[/h]/i.test(text);

/** The site of the own entity, or its status, between asterisks; waits while it is `awaited`. */
async function siteStatus(own: OwnEntity, send: Send, awaited = /^\*Prov/i, signal?: AbortSignal) {
	for (let wait = 500; ; wait *= 2) {
		const item = await readOwn(own, own.entity, send);
		const status = siteIn(item) ?? textIn(fieldIn(item, 'wpSite')?.Value);
		if (!awaited.test(status) || wait > 32_000) return status;
		await pause(wait, signal);
	}
}

/** Creates the entity and its site, to which the other checks write. */
export const creations: Check[] = [
	check('Own entity', async (facts) => {
		const { chosenModule: businessModule, known, send } = facts;
		const listName = await moduleListName({ businessModule }, send);
		const title = `n8n check ${new Date().toISOString()}`;
		const url = `"${title}" in ${facts.siteUrl}/Lists/${listName}`;
		const columns = await ownColumns(facts);
		const unknown = { entity: 0, site: '', initial: [] as Values };
		const own: OwnEntity = { businessModule, listName, title, url, columns, ...unknown };
		facts.made = own;
		const attempt = async (initial: Values) => {
			const item = await create(Object.assign(own, { initial }), initial, send);
			if (!item || item.ID === undefined) return;
			const found = { entity: item.ID, url: textIn(item.Url) || url, site: siteIn(item) ?? '' };
			facts.own = Object.assign(own, found);
		};
		await writeMost(samplesFor(columns, 2), attempt).catch(async (failure: unknown) => {
			falseIfRefused(failure);
			// A schema that cannot be read has not shown that fields go by their titles.
			for (const one of columns) one.field = { ...one.field, name: one.title };
			return await writeMost(samplesFor(columns, 2), attempt);
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

/** The webhooks of the run: no other has its title. */
export const webhooksOf = async ({ title }: OwnEntity, send: Send) =>
	objectsIn(await send(call('GET /api/webhookproxy'))).filter((one) => one.Description === title);

/** The relations of the own entity to itself. */
export const ownRelations = async ({ businessModule, entity }: OwnEntity, send: Send) =>
	(await relationsOf(businessModule, entity, send)).filter(({ RelationA, RelationB }) =>
		[RelationA, RelationB].every(
			(end) => end?.ItemId === entity && guid(end.ListId) === guid(businessModule),
		),
	);

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
				if ((await exists(own, { ListItemID }, send)) !== false) left.push(ListItemID);
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
