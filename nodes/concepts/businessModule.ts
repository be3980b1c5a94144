import { UserError, type IDataObject } from 'n8n-workflow';

import { asObject, objectsIn } from '../api/json';
import { call, type Schemas, type Send } from '../api/call';
import { lastSegment } from '../api/urls';
import { byName, search, type Editor } from '../parameters/editor';
import { guid } from '../parameters/guid';
import { guidId, locator } from '../parameters/locator';
import { named, withName, type Named } from '../parameters/named';
import { isMissing, type Parameter } from '../parameters/parameter';
import { plainText } from '../parameters/text';
import { byInternalName, type FieldDescription } from './fields/fieldDescription';
import { fieldMapping } from './fields/mapping';
import { moduleFields } from './fields/ofModule';
import { readColumns } from './fields/ofList';

export type BusinessModule = Schemas['BusinessModule'];

/** All modules of the site. Read once in a run. */
export async function readModules(send: Send): Promise<BusinessModule[]> {
	const modules = await send(call('GET /api/BusinessModules', { cacheForRun: true }));
	return objectsIn(modules);
}

async function namedModules(send: Send): Promise<Array<Named<string>>> {
	return (await readModules(send)).flatMap((module) => {
		const id = guid(module.Id);
		return id === undefined ? [] : [{ id, name: module.Title ?? module.EntityName ?? id }];
	});
}

/** The module picker. A module's ID is the GUID of its SharePoint list (grade A). `description` has no final period. */
export function businessModuleParameter(
	labels: { displayName?: string; description?: string; isInCollection?: boolean } = {},
): Parameter<string> {
	return locator({
		displayName: 'Business Module',
		description: 'The business module, such as Companies or Projects',
		searchListMethod: 'searchBusinessModules',
		...named({
			id: guidId,
			things: 'business modules',
			example: 'Projects',
			list: namedModules,
		}),
		...labels,
	});
}

export const businessModule = businessModuleParameter();

/** One module. Read once in a run. */
export async function readModule(id: string, send: Send): Promise<BusinessModule> {
	const module = await send(
		call('GET /api/BusinessModules/{id}', { path: { id }, cacheForRun: true }),
	);
	return asObject(module);
}

/**
 * The name of a module's list in list calls: the last segment of its URL (grade A: `ListUrl`).
 *
 * @throws {UserError} when the module has no `ListUrl`
 */
export async function moduleListName(
	{ businessModule: id }: { businessModule: string },
	send: Send,
): Promise<string> {
	const { ListUrl, Title } = await readModule(id, send);
	const name = lastSegment(ListUrl);
	if (name === undefined)
		throw new UserError(`WorkPoint does not return the list of the module "${Title ?? id}"`);
	return name;
}

/** The modules of the site. */
export const searchBusinessModules = search(async ({ send }) =>
	(await namedModules(send)).map(({ id, name }) => ({ name, value: id })).sort(byName),
);

/** The module in a picker, by its ID or its name; undefined before one is chosen. */
export async function chosenModule(
	editor: Editor,
	parameter = 'businessModule',
): Promise<string | undefined> {
	const chosen = editor.chosen(parameter);
	const id = guid(chosen);
	if (id !== undefined || isMissing(chosen)) return id;
	const fitting = withName(await namedModules(editor.send), plainText(chosen) ?? '');
	return fitting.length === 1 ? fitting[0]?.id : undefined;
}

/** The fields of the business module chosen in the editor; undefined before one is chosen. */
export async function chosenModuleFields(editor: Editor): Promise<FieldDescription[] | undefined> {
	const moduleId = await chosenModule(editor);
	return moduleId === undefined ? undefined : await moduleFields(moduleId, editor.send);
}

const chooseFirst = 'Choose a business module first.';

/** The field mapping of the chosen business module. */
const mapping = fieldMapping(chooseFirst, chosenModuleFields);

export const getEntityFields = mapping({ isCreation: false });

export const getNewEntityFields = mapping({ isCreation: true });

/** The same mapping for the list calls that find an entity by its keys, which are columns of the list. */
export const getEntityFieldsAndKeys = fieldMapping(chooseFirst, async (editor) => {
	const moduleId = await chosenModule(editor);
	if (moduleId === undefined) return undefined;
	const fields = await moduleFields(moduleId, editor.send);
	const columns = byInternalName(await readColumns({ listId: moduleId }, editor.send));
	const canBeKey = (name: string) => columns.get(name)?.canBeKey === true;
	return fields.map((field) => ({ ...field, canBeKey: canBeKey(field.name) }));
})({ isCreation: false });

/** A module as ten flat fields; its settings are only in the raw answer. */
export function simplifiedModule(module: BusinessModule): IDataObject {
	const { Id, Title, EntityName, Parent, ParentRelationName, SitesEnabled, ListUrl } = module;
	const { StageSettings, MasterSiteSettings, IconUrl } = module;
	return {
		Id,
		Title: Title ?? null,
		EntityName: EntityName ?? null,
		Parent: Parent ?? null,
		ParentRelationName: ParentRelationName ?? null,
		SitesEnabled: SitesEnabled ?? null,
		StagesEnabled: StageSettings?.Enabled ?? null,
		MasterSiteUrl: MasterSiteSettings?.MasterSiteUrl ?? null,
		ListUrl: ListUrl ?? null,
		IconUrl: IconUrl ?? null,
	};
}
