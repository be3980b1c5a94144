import { asText } from './fields';
import type { Schemas } from './handlers';
import type { FieldKind } from './modules';
import type { Readings } from './readings';
import { guidOf, isPlain, type Entity, type Module, type PlainList } from './records';
import { people, siteUrl, tenantUrl } from './seed';

/** Columns that SharePoint keeps by itself, in each list; the last few in libraries alone. */
const ownColumns: Array<[name: string, title: string, read: (item: Entity) => unknown]> = [
	['ID', 'ID', ({ id }) => id],
	['Created', 'Created', ({ created }) => created],
	['Modified', 'Modified', ({ modified }) => modified],
	['Author', 'Created By', () => people[0]],
	['Editor', 'Modified By', () => people[0]],
	['owshiddenversion', 'owshiddenversion', ({ version }) => version],
];

const libraryColumns: typeof ownColumns = [
	['FileLeafRef', 'Name', ({ fileRef = '' }) => fileRef.slice(fileRef.lastIndexOf('/') + 1)],
	['FileRef', 'URL Path', ({ fileRef }) => fileRef],
	['FileDirRef', 'Path', ({ fileRef = '' }) => fileRef.slice(0, fileRef.lastIndexOf('/'))],
	['FSObjType', 'Item Type', ({ isFolder }) => (isFolder ? 1 : 0)],
];

const stageOf = ({ stages }: Module, { stageId }: Entity) =>
	stages.find(({ id }) => id === stageId);

/** The columns that WorkPoint adds to a module's list (A: wpStage holds the title of the stage). */
const moduleColumns = (list: Module): typeof ownColumns => [
	['wpStage', 'Stage', (item) => stageOf(list, item)?.title],
	['wpSite', 'Site', ({ site }) => site],
];

const isLibrary = (list: Module) => isPlain(list) && list.isLibrary;

/** The columns of a list that are not its own fields. */
export const systemColumns = (list: Module) => [
	...ownColumns,
	...(isLibrary(list) ? libraryColumns : []),
	...(isPlain(list) ? [] : moduleColumns(list)),
];

/** A field's value by internal name, with those that every item has. */
export function valueOf(list: Module, item: Entity, name: string): unknown {
	const column = systemColumns(list).find(([own]) => own === name);
	return column === undefined ? item.values[name] : column[2](item);
}

function fileOf(list: Module, item: Entity): Schemas['ListItemFile'] | null {
	if (item.fileRef === undefined || item.isFolder) return null;
	return {
		Id: item.id,
		UniqueId: guidOf(list.id, item.id),
		// No read call fills it, as far as known (C).
		FileBytes: null,
		FileName: asText(valueOf(list, item, 'FileLeafRef')),
		Length: Number(item.values.File_x0020_Size),
	};
}

/** A text of an item as the list engine writes and takes it (C, contract: itemTexts). */
function localized(kind: FieldKind | undefined, text: string): string {
	const [, year, month, day, time] =
		/^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d:\d\d))?/.exec(text) ?? [];
	if ((kind === 'date' || kind === 'dateTime') && year !== undefined)
		return `${day}-${month}-${year}${time ? ` ${time}` : ''}`;
	return kind === 'number' || kind === 'currency' ? text.replace('.', ',') : text;
}

const momentColumns = new Set(['Created', 'Modified']);

/** The address of an entity's site as `wpSite` has it. */
function siteText(site: string, readings: Readings): string {
	if (readings.plays('siteText', 'htmlEncoded')) return site.replace(/&/g, '&amp;');
	return readings.plays('siteText', 'absolute') && site.startsWith('/')
		? `${tenantUrl}${site}`
		: site;
}

/** An item as the list calls give it: values as texts, in the order of the columns. */
export function listItem(
	list: Module | PlainList,
	item: Entity,
	readings: Readings,
	viewFields?: string[],
): Schemas['ListItem'] {
	const textOf = (name: string) => {
		const text = asText(valueOf(list, item, name));
		if (text === null) return null;
		if (name === 'wpSite') return siteText(text, readings);
		const kind = momentColumns.has(name)
			? 'dateTime'
			: list.fields.find((field) => field.name === name)?.kind;
		return readings.plays('itemTexts', 'localized') ? localized(kind, text) : text;
	};
	const [id, ...system] = systemColumns(list).map(([name, title]) => ({ name, title }));
	const all = [...(id ? [id] : []), ...list.fields, ...system];
	const isWanted = (name: string) => !viewFields?.length || viewFields.includes(name);
	return {
		ID: item.id,
		UniqueId: guidOf(list.id, item.id),
		Title: asText(item.values.Title),
		ContentType: stageOf(list, item)?.title ?? null,
		ContentTypeId: item.stageId,
		IsEntity: !isPlain(list),
		Site: siteText(item.site, readings) || null,
		Url:
			item.fileRef === undefined
				? `${isPlain(list) ? list.siteUrl : siteUrl}/${list.listUrl}/DispForm.aspx?ID=${item.id}`
				: `${tenantUrl}${item.fileRef}`,
		ParentList: list.title,
		ParentListId: list.id,
		FieldValues: all
			.filter(({ name }) => isWanted(name))
			.map(({ name, title }): Schemas['FieldValue'] => {
				const text = textOf(name);
				return { InternalFieldName: name, DisplayFieldName: title, Value: text, TextValue: text };
			}),
		FileInfo: fileOf(list, item),
	};
}
