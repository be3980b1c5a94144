import { fieldMapping } from '../fields/mapping';
import { textIn } from '../../api/json';
import type { Schemas, Send } from '../../api/call';
import { normalizedAddress, webUrl } from '../../api/urls';
import { isInList, sharePointPlace } from '../../api/sharePointAddress';
import { search, type Editor } from '../../parameters/editor';
import { guid } from '../../parameters/guid';
import { guidId, locator } from '../../parameters/locator';
import { wholeNumber } from '../../parameters/number';
import { options } from '../../parameters/options';
import {
	isMissing,
	LookUp,
	shownWhen,
	type Parameter,
	type Reader,
} from '../../parameters/parameter';
import { readPlace, siteUrlOf } from '../../parameters/url';
import { businessModule } from '../businessModule';
import { entity } from '../entity';
import { chosenLibrary } from './library';
import { readColumns, type ListAddress } from '../fields/ofList';
import { chosenEntitySite, entitySite, listEntries, readLists } from '../site';

type List = Schemas['List'];

const listAdvice = 'Enter the URL of the list, such as …/Lists/Tasks, or pick it.';

/**
 * The site that owns the list. List calls send it instead of the WorkPoint site (grade A for lists, C for items). The URL
 * of a list contains it.
 */
export const listSiteUrl: Parameter<string | undefined> = siteUrlOf('list', {
	description:
		'The URL of the site that owns the list, with or without the host. Defaults to the site in the URL of the list, or the WorkPoint site.',
	placeholder: 'e.g. https://contoso.sharepoint.com/sites/project-42',
});

/** The IDs of the lists of a site with a title, a name in the URL, or a URL. */
async function findLists(text: string, site: string | undefined, send: Send): Promise<string[]> {
	const place = sharePointPlace(text);
	const name = text.trim().toLowerCase();
	const lists = await readLists(site, send);
	const named = (test: (list: List) => boolean) => lists.filter(test).map(({ ID }) => String(ID));
	if (typeof place === 'object')
		return named((list) => isInList(place, textIn(list.ServerRelativeUrl)));
	const titled = named(({ Title }) => textIn(Title).toLowerCase() === name);
	return titled.length > 0
		? titled
		: named((list) => normalizedAddress(textIn(list.ServerRelativeUrl)).endsWith(`/${name}`));
}

/** The site of the entity, or the site that owns the list; undefined for the WorkPoint site. */
async function readSite(reader: Reader) {
	if (reader.value('listOf') !== 'entity') return await listSiteUrl.read(reader, 'listSiteUrl');
	const module = await businessModule.read(reader, 'businessModule');
	const chosen = await entity.read(reader, 'entity');
	return new LookUp<string | undefined>(async (send, workPointSite, found) => {
		const values = {
			businessModule:
				module instanceof LookUp ? await module.find(send, workPointSite, found) : module,
			entity: chosen instanceof LookUp ? await chosen.find(send, workPointSite, found) : chosen,
		};
		return await entitySite(values, send, workPointSite);
	});
}

/** The list picker. */
export const list = locator<string>({
	displayName: 'List',
	description: 'The SharePoint list',
	searchListMethod: 'searchLists',
	id: guidId,
	modes: [
		{
			displayName: 'By Name',
			name: 'name',
			type: 'string',
			placeholder: 'e.g. Tasks',
			hint: 'The title of the list, or its name in the URL',
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: 'e.g. https://contoso.sharepoint.com/sites/project-42/Lists/Tasks',
			hint: 'The URL of the list, or of one of its views',
		},
	],
	readOther(text, reader) {
		if (text.trim() === '') return undefined;
		readPlace(text, reader, listAdvice);
		return new LookUp(async (send, workPointSite, found) => {
			const given = await readSite(reader);
			const site = given instanceof LookUp ? await given.find(send, workPointSite, found) : given;
			const [id, ...others] = await findLists(text, site, send);
			if (id === undefined)
				return reader.refuse(
					`names no list of the site: "${text}"`,
					"Check the name, and 'List Site URL', or pick the list.",
				);
			return others.length === 0
				? id
				: reader.refuse(`names several lists: "${text}"`, 'Pick the list, or enter its ID.');
		});
	},
});

/** A list on the site of an entity, or on a site by its URL; without a URL, on the WorkPoint site. */
export const listIn = {
	listOf: options<'entity' | 'site'>({
		description: 'The place of the list',
		labels: {
			entity: { description: 'On the site of an entity' },
			site: { description: 'On the WorkPoint site, or another site by its URL' },
		},
		default: 'entity',
	}),
	businessModule: shownWhen({ listOf: ['entity'] }, businessModule),
	entity: shownWhen({ listOf: ['entity'] }, entity),
	listSiteUrl: {
		...shownWhen({ listOf: ['site'] }, listSiteUrl),
		// Without a shown URL, the list is on the site of an entity.
		companions: {},
		read: readSite,
	},
	list,
};

export const itemId = wholeNumber({
	description: 'The ID of the item in its list',
	default: 1,
	min: 1,
	required: true,
});

/** The site of the list chosen in the editor, none for the WorkPoint site; undefined before a site is chosen. */
async function chosenSite(editor: Editor): Promise<Pick<ListAddress, 'site'> | undefined> {
	if (editor.value('listOf') === 'entity') {
		const site = await chosenEntitySite(editor);
		return site === undefined ? undefined : { site };
	}
	const chosen = editor.chosen('list');
	const given = await editor.siteIn('listSiteUrl', listSiteUrl);
	return { site: given ?? (webUrl(chosen) && (await editor.siteOf(chosen))) };
}

/** The list chosen in the editor, in any mode; undefined before one is chosen. */
async function chosenList(editor: Editor): Promise<ListAddress | undefined> {
	if (editor.value('libraryName') !== undefined) return await chosenLibrary(editor);
	const chosen = editor.chosen('list');
	if (typeof chosen !== 'string' || isMissing(chosen)) return undefined;
	const place = await chosenSite(editor);
	if (place === undefined) return undefined;
	const id = guid(chosen) ?? (await findLists(chosen, place.site, editor.send))[0];
	return id === undefined ? undefined : { listId: id, ...place };
}

/** The lists of the site. */
export const searchLists = search(async (editor) => {
	const place = await chosenSite(editor);
	return place === undefined ? [] : listEntries(await readLists(place.site, editor.send));
});

/** The columns of the list chosen in the editor; undefined before one is chosen. */
export async function chosenListColumns(editor: Editor) {
	const chosen = await chosenList(editor);
	return chosen && (await readColumns(chosen, editor.send));
}

/** The field mapping of the chosen list, without fields that no form shows. */
const mapping = fieldMapping('Choose a list first.', async (editor) => {
	const columns = await chosenListColumns(editor);
	return columns?.filter(({ isHidden }) => !isHidden);
});

export const getListFields = mapping({ isCreation: false });

export const getNewItemFields = mapping({ isCreation: true });
