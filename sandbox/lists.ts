import { camlQuery } from './caml';
import type { Happened } from './entities';
import { refusal } from './errors';
import { asText } from './fields';
import { handlers, type Handlers, type Schemas } from './handlers';
import { parseListValues } from './listValues';
import { plainLists, type PlainList } from './plainLists';
import { builtInColumns, columnTypes, schemaXml } from './schemaXml';
import { siteUrl, workPointSites } from './seed';
import type { Entity, Module, State } from './state';

/** The one library of each entity's site. */
const libraryName = 'Shared Documents';

const pageSizeLimit = 5_000;

type Find = Pick<Schemas['UpdateListItem'], 'ListItemID' | 'IdentifierFieldValues'>;

type Write = Pick<Schemas['CreateListItem'], 'FieldValues' | 'CreateSiteAfterListItemCreated'>;

/** The account that calls; items that name it in a user field are its own. */
const caller = { LookupId: 7 };

function isPlain(list: Module | PlainList): list is PlainList {
	return 'isLibrary' in list;
}

/** A field's value by internal name, with those that every item has. */
function valueOf(list: Module, item: Entity, name: string): unknown {
	switch (name) {
		case 'ID':
			return item.id;
		case 'wpStage':
			return list.stages.find(({ id }) => id === item.stageId)?.title;
		case 'wpSite':
			return item.site;
		default:
			return item.values[name];
	}
}

function listItem(list: Module, item: Entity, viewFields?: string[]): Schemas['ListItem'] {
	const own = list.fields.map(({ name, title }) => ({ name, title }));
	const all = [
		{ name: 'ID', title: 'ID' },
		...own,
		...(isPlain(list)
			? []
			: [
					{ name: 'wpStage', title: 'Stage' },
					{ name: 'wpSite', title: 'Site' },
				]),
	];
	const shown = all.filter(({ name }) => viewFields === undefined || viewFields.includes(name));
	const stage = list.stages.find(({ id }) => id === item.stageId);
	return {
		ID: item.id,
		UniqueId: `6a1f0c2e-0006-4000-8000-${String(item.id).padStart(12, '0')}`,
		Title: asText(item.values.Title),
		ContentType: stage?.title ?? null,
		ContentTypeId: item.stageId,
		IsEntity: !isPlain(list),
		Site: item.site || null,
		Url: `${isPlain(list) ? list.siteUrl : siteUrl}/${list.listUrl}/DispForm.aspx?ID=${item.id}`,
		ParentList: list.title,
		ParentListId: list.id,
		FieldValues: shown.map(({ name, title }) => {
			const text = asText(valueOf(list, item, name));
			return { InternalFieldName: name, DisplayFieldName: title, Value: text, TextValue: text };
		}),
	};
}

function isActive(list: Module, { stageId }: Entity): boolean {
	return list.stages.find(({ id }) => id === stageId)?.type !== 3;
}

function isOwn(list: Module, { values }: Entity): boolean {
	return list.fields.some(
		({ kind, name }) =>
			/user/i.test(kind) &&
			[values[name]].flat().some((person) => {
				return (person as typeof caller | undefined)?.LookupId === caller.LookupId;
			}),
	);
}

function pageOf(list: Module, query: Schemas['ListQuery']): Schemas['ListItemPage'] {
	const read = (item: Entity, name: string) => valueOf(list, item, name);
	const root = listAnswer(list, false).ServerRelativeUrl;
	if ((query.FolderServerRelativeUrl ?? root) !== root)
		throw refusal(`The folder ${query.FolderServerRelativeUrl} does not exist.`);
	const { matches, compare } = camlQuery(query.CamlQuery ?? '<View/>', read);
	const found = [...list.entities.values()]
		.filter(
			(item) =>
				matches(item) &&
				(!query.FilterActiveItems || isActive(list, item)) &&
				(!query.FilterMyItems || isOwn(list, item)),
		)
		.sort(compare);
	const after = query.PagingInfo
		? /^Paged=TRUE&p_ID=(\d+)$/.exec(query.PagingInfo)?.[1]
		: undefined;
	if (query.PagingInfo && after === undefined)
		throw refusal('The paging information is not valid.');
	const start = after === undefined ? 0 : found.findIndex(({ id }) => id === Number(after)) + 1;
	const end = start + Math.min(query.PageSize || 100, pageSizeLimit);
	const items = found.slice(start, end);
	return {
		Items: items.map((item) => listItem(list, item, query.ViewFields)),
		PagingInfo: end < found.length ? `Paged=TRUE&p_ID=${items.at(-1)?.id}` : null,
	};
}

function listAnswer(list: Module | PlainList, withDefinition: boolean): Schemas['List'] {
	const site = isPlain(list) ? list.siteUrl : siteUrl;
	const fields = list.fields.map((field) => ({
		InternalName: field.name,
		Title: field.title,
		Type: columnTypes[field.kind],
		Required: field.required === true,
		SchemaXml: schemaXml(field),
	}));
	return {
		ID: list.id,
		Title: list.title,
		ServerRelativeUrl: `${new URL(site).pathname}/${list.listUrl}`,
		BaseType: isPlain(list) && list.isLibrary ? 2 : 1,
		IsApplicationList: false,
		ListDefinition: withDefinition
			? { ID: list.id, Title: list.title, Fields: [...builtInColumns, ...fields] }
			: null,
	};
}

/** Lists of the site and of entities' sites; a module's list holds its entities. */
export function listHandlers(state: State, happened: Happened): Handlers {
	const plain = plainLists();

	const listsOf = (site: string): Array<Module | PlainList> => [
		...(workPointSites.includes(site) ? state.modules.values() : []),
		...plain.filter((list) => list.siteUrl === site),
	];
	const byId = (site: string, id: string) => {
		const list = listsOf(site).find((one) => one.id === id.toLowerCase());
		if (list === undefined) throw refusal(`List ${id} does not exist.`);
		return list;
	};
	const byName = (site: string, name: string) => {
		const list = listsOf(site).find((one) => one.listUrl === `Lists/${name}`);
		if (list === undefined) throw refusal(`The list Lists/${name} does not exist.`);
		return list;
	};

	const find = (list: Module, { ListItemID, IdentifierFieldValues = [] }: Find): Entity[] => {
		if (ListItemID !== undefined)
			return [list.entities.get(ListItemID)].filter((item) => item !== undefined);
		const found = [...list.entities.values()].filter((item) =>
			IdentifierFieldValues.every(({ InternalFieldName, Value }) => {
				const text = asText(valueOf(list, item, InternalFieldName));
				return text?.toLowerCase() === String(Value).toLowerCase();
			}),
		);
		if (found.length > 1)
			throw refusal(`${found.length} items of ${list.title} have these values.`);
		return found;
	};
	const findOne = (list: Module, request: Find): Entity => {
		const [item] = find(list, request);
		if (item === undefined) throw refusal(`No item of ${list.title} has these values.`);
		return item;
	};

	const create = (list: Module, request: Write): number => {
		const values = parseListValues(state, list.fields, request.FieldValues);
		const missing = list.fields.find(({ name, required }) => required && !values[name]);
		if (missing !== undefined) throw refusal(`A value is required. Current field: ${missing.name}`);
		const item = state.addEntity(list, values, request.CreateSiteAfterListItemCreated === true);
		happened('created', list, item);
		return item.id;
	};
	const update = (list: Module, item: Entity, request: Write): number => {
		state.write(item, parseListValues(state, list.fields, request.FieldValues));
		happened('updated', list, item);
		return item.id;
	};

	return handlers({
		'GET /api/Lists': ({ site }) => listsOf(site).map((list) => listAnswer(list, false)),
		'GET /api/Lists/{listId}': ({ site, path }) => listAnswer(byId(site, path.listId), true),
		'GET /api/List/{listId}/Item/{itemId}': ({ site, path }) => {
			const list = byId(site, path.listId);
			return listItem(list, state.entity(list, path.itemId));
		},
		'POST /api/List/{listId}/Items': ({ site, path, body }) =>
			pageOf(byId(site, path.listId), body),
		'POST /api/List/{listName}/UploadFile': ({ site, path, query, body }) => {
			if (workPointSites.includes(site) || path.listName !== libraryName)
				throw refusal(`The library ${path.listName} does not exist.`);
			const library = `${new URL(site).pathname}/${libraryName}`;
			const folder = query.folderUrl ?? library;
			if (folder !== library && !folder.startsWith(`${library}/`))
				throw refusal(`The folder ${folder} does not exist.`);
			const url = `${new URL(site).origin}${folder}/${body.FileName}`;
			if (state.file(url) !== undefined && !query.overwrite)
				throw refusal(`A file with the name ${body.FileName} already exists.`);
			state.saveFile(url, Buffer.from(body.FileBytes, 'base64'));
			return `${folder}/${body.FileName}`;
		},
		'POST /api/ListItem/Create': ({ site, body }) => create(byName(site, body.ListName), body),
		'POST /api/ListItem/Update': ({ site, body }) => {
			const list = byName(site, body.ListName);
			return update(list, findOne(list, body), body);
		},
		'POST /api/ListItem/CreateOrUpdate': ({ site, body }) => {
			const list = byName(site, body.ListName);
			const [item] = find(list, body);
			return item === undefined ? create(list, body) : update(list, item, body);
		},
		'POST /api/ListItem/Exists': ({ site, body }) =>
			find(byName(site, body.ListName), body).length > 0,
		'POST /api/ListItem/Recycle': ({ site, body }) => {
			const list = byName(site, body.ListName);
			const { id } = findOne(list, body);
			list.entities.delete(id);
			return id;
		},
	});
}
