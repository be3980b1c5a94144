import { posix } from 'node:path';

import type { Schemas } from '../server/handlers';
import { kinds } from '../tenant/kinds';
import type { FieldSeed } from '../tenant/modules';
import type { Dialect } from '../dialect';
import { guidOf, isPlain, type Entity, type Module, type PlainList } from '../tenant/tenantTypes';
import { people, siteUrl, tenantUrl } from '../tenant/seed';
import { asText } from '../tenant/fieldValues';

/** A column maintained by SharePoint or WorkPoint. */
export interface SystemColumn {
	name: string;
	title: string;
	/** SharePoint's name of its type. */
	type: string;
	read: (item: Entity) => unknown;
}

const column = (
	name: string,
	title: string,
	type: string,
	read: SystemColumn['read'],
): SystemColumn => ({ name, title, type, read });

const ownColumns = [
	column('ID', 'ID', 'Counter', ({ id }) => id),
	column('Created', 'Created', 'DateTime', ({ created }) => created),
	column('Modified', 'Modified', 'DateTime', ({ modified }) => modified),
	column('Author', 'Created By', 'User', () => people[0]),
	column('Editor', 'Modified By', 'User', ({ editor = people[0] }) => editor),
	column('owshiddenversion', 'owshiddenversion', 'Integer', ({ version }) => version),
];

const libraryColumns = [
	column('FileLeafRef', 'Name', 'File', ({ fileRef = '' }) => posix.basename(fileRef)),
	column('FileRef', 'URL Path', 'Lookup', ({ fileRef }) => fileRef),
	column('FileDirRef', 'Path', 'Lookup', ({ fileRef = '' }) => fileRef.replace(/\/[^/]*$/, '')),
	column('FSObjType', 'Item Type', 'Lookup', ({ isFolder }) => (isFolder ? 1 : 0)),
];

const stageOf = ({ stages }: Module, { stageId }: Entity) =>
	stages.find(({ id }) => id === stageId);

/** The columns that WorkPoint adds to a module's list (A: wpStage holds the title of the stage). */
const moduleColumns = (list: Module): SystemColumn[] => [
	column('wpStage', 'Stage', 'Text', (item) => stageOf(list, item)?.title),
	column('wpSite', 'Site', 'Text', ({ site }) => site),
];

const isLibrary = (list: Module) => isPlain(list) && list.isLibrary;

/** The columns of a list besides its own fields. */
export const systemColumns = (list: Module): SystemColumn[] => [
	...ownColumns,
	...(isLibrary(list) ? libraryColumns : []),
	...(isPlain(list) ? [] : moduleColumns(list)),
];

/** The value of a field by internal name, including the columns that every item has. */
export function valueOf(list: Module, item: Entity, name: string): unknown {
	const own = systemColumns(list).find((one) => one.name === name);
	return own === undefined ? item.values[name] : own.read(item);
}

function fileOf(list: Module, item: Entity): Schemas['ListItemFile'] | null {
	if (item.fileRef === undefined || item.isFolder) return null;
	return {
		Id: item.id,
		UniqueId: guidOf(list.id, item.id),
		// No known read call fills it (C).
		FileBytes: null,
		FileName: asText(valueOf(list, item, 'FileLeafRef')),
		Length: Number(item.values.File_x0020_Size),
	};
}

/** SharePoint's name for the type of a column. */
const typeOf = (one: FieldSeed | SystemColumn) =>
	'kind' in one ? kinds[one.kind].types[0] : one.type;

/** A value in the list engine's own format (C, contract: itemTexts). */
function localized(type: string, text: string): string {
	const [, year, month, day, time] =
		/^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d:\d\d))?/.exec(text) ?? [];
	if (type === 'DateTime' && year !== undefined)
		return `${day}-${month}-${year}${time ? ` ${time}` : ''}`;
	return type === 'Number' || type === 'Currency' ? text.replace('.', ',') : text;
}

/** The address of an entity's site in the form of `wpSite`. */
function siteText(site: string, dialect: Dialect): string {
	if (dialect.is('siteText', 'htmlEncoded')) return site.replace(/&/g, '&amp;');
	return dialect.is('siteText', 'absolute') && site.startsWith('/') ? `${tenantUrl}${site}` : site;
}

/** An item as returned by the list calls: values as strings, in column order. */
export function listItem(
	list: Module | PlainList,
	item: Entity,
	dialect: Dialect,
	viewFields?: string[],
): Schemas['ListItem'] {
	const textOf = (one: FieldSeed | SystemColumn) => {
		const text = asText(valueOf(list, item, one.name));
		if (text === null) return null;
		if (one.name === 'wpSite') return siteText(text, dialect);
		return dialect.is('itemTexts', 'localized') ? localized(typeOf(one), text) : text;
	};
	const [id, ...system] = systemColumns(list);
	const all = [...(id ? [id] : []), ...list.fields, ...system];
	const isWanted = (name: string) => !viewFields?.length || viewFields.includes(name);
	return {
		ID: item.id,
		UniqueId: guidOf(list.id, item.id),
		Title: asText(item.values.Title),
		ContentType: stageOf(list, item)?.title ?? null,
		ContentTypeId: item.stageId,
		IsEntity: !isPlain(list),
		Site: siteText(item.site, dialect) || null,
		Url:
			item.fileRef === undefined
				? `${isPlain(list) ? list.siteUrl : siteUrl}/${list.listUrl}/DispForm.aspx?ID=${item.id}`
				: `${tenantUrl}${item.fileRef}`,
		ParentList: list.title,
		ParentListId: list.id,
		FieldValues: all
			.filter(({ name }) => isWanted(name))
			.map((one): Schemas['FieldValue'] => {
				const { name: InternalFieldName, title: DisplayFieldName } = one;
				const text = textOf(one);
				return { InternalFieldName, DisplayFieldName, Value: text, TextValue: text };
			}),
		FileInfo: fileOf(list, item),
	};
}
