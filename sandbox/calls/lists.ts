import type { Guesses } from '../../contract/workpoint365';
import { camlQuery } from './camlEngine';
import { listAnswer } from './listDefinitions';
import type { Happened } from './entities';
import { found, missing, refusal } from '../server/errors';
import { handlers, type Handlers, type Schemas } from '../server/handlers';
import { listItem, valueOf } from './items';
import { parseListValues } from './listValues';
import { Dialect } from '../dialect';
import { isPlain, rootOf, type Entity, type Module, type PlainList } from '../tenant/tenantTypes';
import { people, siteUrl, tenantUrl } from '../tenant/seed';
import type { State } from '../tenant/state';
import { isObject } from '../tenant/fieldValues';

const pageSizeLimit = 5_000;

type Find = Pick<Schemas['UpdateListItem'], 'ListItemID' | 'IdentifierFieldValues'>;

type Write = Pick<Schemas['CreateListItem'], 'FieldValues' | 'CreateSiteAfterListItemCreated'>;

/** SharePoint's rules for file names. */
function checkFileName(name: string): void {
	if (/["*:<>?/\\|]|^\s|\s$|^\.{1,2}$|^~\$/.test(name) || name.length > 255)
		throw refusal(`The file name "${name}" contains characters that are not allowed.`);
}

function isActive(list: Module, { stageId }: Entity): boolean {
	return list.stages.find(({ id }) => id === stageId)?.type !== 3;
}

function isOwn(list: Module, { values }: Entity): boolean {
	return list.fields.some(
		({ kind, name }) =>
			kind === 'user' &&
			[values[name]]
				.flat()
				.some((person) => isObject(person) && person.LookupId === people[0].LookupId),
	);
}

/** A paging token identifies the last item by its sort values, like SharePoint's. */
function tokenOf(list: Module, last: Entity, order: string[]): string {
	const keys = [...new Set([...order, 'ID'])];
	const values = keys.map((name): [string, string] => [
		`p_${name}`,
		JSON.stringify(valueOf(list, last, name) ?? null),
	]);
	return String(new URLSearchParams([['Paged', 'TRUE'], ...values]));
}

/** @throws {ApiFailure} for an invalid token */
function readToken(token: string): (name: string) => unknown {
	const parameters = new URLSearchParams(token);
	if (parameters.get('Paged') !== 'TRUE' || !/^\d+$/.test(parameters.get('p_ID') ?? ''))
		throw refusal('The paging information is not valid.');
	return (name) => JSON.parse(parameters.get(`p_${name}`) ?? 'null');
}

const emptyQuery = (dialect: Dialect) => (dialect.is('camlForm', 'view') ? '<View/>' : '');

/** True if an item is in the requested folder, or, in a recursive view, below it. */
function isInFolder(folder: string, isRecursive: boolean) {
	return ({ fileRef }: Entity) => {
		if (fileRef === undefined) return true;
		const rest = fileRef.startsWith(`${folder}/`) ? fileRef.slice(folder.length + 1) : undefined;
		return rest !== undefined && (isRecursive || !rest.includes('/'));
	};
}

function pageOf(
	state: State,
	list: Module | PlainList,
	query: Schemas['ListQuery'],
): Schemas['ListItemPage'] {
	const folder = (query.FolderServerRelativeUrl || rootOf(list)).replace(/\/+$/, '');
	const exists = isPlain(list) ? state.hasFolder(list, folder) : folder === rootOf(list);
	if (!exists) throw refusal(`The folder ${folder} does not exist.`);
	const { dialect } = state;
	const caml = camlQuery(query.CamlQuery || emptyQuery(dialect), dialect);
	if (caml.fields.includes('wpSite') && dialect.is('siteQuery', 'refused'))
		throw refusal('The field wpSite cannot be used in a query.');
	const isThere = isInFolder(folder, caml.isRecursive);
	const read = (item: Entity) => (name: string) => valueOf(list, item, name);
	const after = query.PagingInfo ? readToken(query.PagingInfo) : undefined;
	const all = [...list.entities.values()]
		.filter(
			(item) =>
				isThere(item) &&
				caml.matches(read(item)) &&
				(!query.FilterActiveItems || isActive(list, item)) &&
				(!query.FilterMyItems || isOwn(list, item)) &&
				(after === undefined || caml.compare(read(item), after) > 0),
		)
		.sort((a, b) => caml.compare(read(a), read(b)));
	const size = Math.min(query.PageSize || caml.rowLimit || 100, pageSizeLimit);
	const items = all.slice(0, size);
	const next = () => {
		const ends = (reading: Guesses['pagingEnd']) => dialect.is('pagingEnd', reading);
		const last = items.at(-1);
		const goesOn = size < all.length || ends('emptyPage') || ends('sameToken');
		if (last !== undefined && goesOn) return tokenOf(list, last, caml.order);
		if (last === undefined && query.PagingInfo && ends('sameToken')) return query.PagingInfo;
		return ends('emptyText') ? '' : null;
	};
	return {
		Items: items.map((item) => listItem(list, item, dialect, query.ViewFields)),
		PagingInfo: next(),
	};
}

/** The list engine's query for key values, which it does not escape (A for 2020). */
function keyQuery(keys: Array<Schemas['FieldValueInput']>, dialect: Dialect) {
	const escape = (text: string) =>
		dialect.is('keyEscaping', 'escaped')
			? text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)
			: text;
	const conditions = keys.map(
		({ InternalFieldName, Value }) =>
			`<Eq><FieldRef Name="${InternalFieldName}"></FieldRef><Value Type="Text">${escape(String(Value))}</Value></Eq>`,
	);
	const where = conditions.reduce((all, one) => `<And>${all}${one}</And>`);
	return camlQuery(`<View><Query><Where>${where}</Where></Query></View>`, new Dialect());
}

/** The item with an ID, or with key values. */
function find(list: Module, request: Find, dialect: Dialect): Entity | undefined {
	const { ListItemID, IdentifierFieldValues } = request;
	if (ListItemID !== undefined) return list.entities.get(ListItemID);
	if (!IdentifierFieldValues?.length)
		throw refusal(
			"The 'IdentifierFieldValues' parameter can not be null and must contains at least one value!",
		);
	const { matches } = keyQuery(IdentifierFieldValues, dialect);
	const [item, ...others] = [...list.entities.values()].filter((one) =>
		matches((name) => valueOf(list, one, name)),
	);
	if (others.length > 0)
		throw refusal(
			"More than one list item was found from the given 'IdentifierFieldValues' parameter",
		);
	return item;
}

function findOne(list: Module, request: Find, dialect: Dialect): Entity {
	return found(
		find(list, request, dialect),
		request.ListItemID === undefined
			? "Can not find a list item from the given 'IdentifierFieldValues' parameter"
			: 'Item does not exist. It may have been deleted by another user.',
	);
}

/** The call that uploads a document. */
function uploadHandlers(state: State): Handlers {
	const isNamed = (library: PlainList, name: string) =>
		state.dialect.is('listName', 'title') ? library.title === name : library.listUrl === name;
	const folderOf = (library: PlainList, folderUrl?: string) => {
		if (folderUrl === undefined) return rootOf(library);
		const isRelative = state.dialect.is('folderUrl', 'libraryRelative');
		return `${isRelative ? `${rootOf(library)}/` : ''}${folderUrl.replace(/\/+$/, '')}`;
	};

	return handlers({
		'POST /api/List/{listName}/UploadFile': ({ site, path, query, body }) => {
			const named = state.lists.find(
				(list) => list.isLibrary && list.siteUrl === site && isNamed(list, path.listName),
			);
			const library = found(named, `The library ${path.listName} does not exist.`);
			const folder = folderOf(library, query.folderUrl);
			if (!state.hasFolder(library, folder)) throw refusal(`The folder ${folder} does not exist.`);
			checkFileName(body.FileName);
			const url = `${tenantUrl}${folder}/${body.FileName}`;
			if (state.storedAs(url) !== undefined && !query.overwrite)
				throw refusal(`A file with the name ${body.FileName} already exists.`);
			state.saveFile(url, Buffer.from(body.FileBytes, 'base64'));
			return `${folder}/${body.FileName}`;
		},
	});
}

/** Calls for lists of the WorkPoint site and of entity sites; a module's list contains its entities. */
export function listHandlers(state: State, happened: Happened): Handlers {
	const byId = (site: string, id: string) => {
		const list = state.listsOf(site).find((one) => one.id === id.toLowerCase());
		return found(list, `List ${id} does not exist.`, missing);
	};
	/** The site where the item calls look for their list (C, contract: itemCallsOnEntitySites). */
	const itemSite = (site: string) =>
		state.dialect.is('itemCallsOnEntitySites', 'rootOnly') ? siteUrl : site;
	// Only lists below Lists/ can be addressed by name, so no library can (A).
	const byName = (site: string, name: string) => {
		const list = state.listsOf(itemSite(site)).find((one) => one.listUrl === `Lists/${name}`);
		return found(list, `The list Lists/${name} does not exist.`);
	};

	const create = (list: Module, request: Write): number => {
		const values = parseListValues(state, list.fields, request.FieldValues);
		state.checkRequired(list, values);
		const item = state.addEntity(list, values, request.CreateSiteAfterListItemCreated === true);
		happened('created', list, item);
		return item.id;
	};
	const update = (list: Module, item: Entity, request: Write): number => {
		state.write(item, parseListValues(state, list.fields, request.FieldValues));
		happened('updated', list, item);
		return item.id;
	};

	return {
		...uploadHandlers(state),
		...handlers({
			'GET /api/Lists': ({ site }) => state.listsOf(site).map((list) => listAnswer(list, false)),
			'GET /api/Lists/{listId}': ({ site, path }) => listAnswer(byId(site, path.listId), true),
			'GET /api/List/{listId}/Item/{itemId}': ({ site, path }) => {
				const list = byId(itemSite(site), path.listId);
				return listItem(list, state.entity(list, path.itemId), state.dialect);
			},
			'POST /api/List/{listId}/Items': ({ site, path, body }) =>
				pageOf(state, byId(itemSite(site), path.listId), body),
			'POST /api/ListItem/Create': ({ site, body }) => create(byName(site, body.ListName), body),
			'POST /api/ListItem/Update': ({ site, body }) => {
				const list = byName(site, body.ListName);
				return update(list, findOne(list, body, state.dialect), body);
			},
			'POST /api/ListItem/CreateOrUpdate': ({ site, body }) => {
				const list = byName(site, body.ListName);
				const item = find(list, body, state.dialect);
				return item === undefined ? create(list, body) : update(list, item, body);
			},
			'POST /api/ListItem/Exists': ({ site, body }) =>
				find(byName(site, body.ListName), body, state.dialect) !== undefined,
			'POST /api/ListItem/Recycle': ({ site, body }) => {
				const list = byName(site, body.ListName);
				const { id } = findOne(list, body, state.dialect);
				list.entities.delete(id);
				return id;
			},
		}),
	};
}
