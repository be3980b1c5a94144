import { UserError, type IDataObject } from 'n8n-workflow';

import { asObject, objectsIn } from '../api/json';
import { call, type Schemas, type Send } from '../api/call';
import { lastSegment } from '../api/urls';
import { byName, search } from '../parameters/editor';
import { guid } from '../parameters/guid';
import { guidId, locator } from '../parameters/locator';
import type { PlainParameter } from '../parameters/parameter';

export type BusinessModule = Schemas['BusinessModule'];

/** The module picker. A module's ID is the GUID of its SharePoint list (grade A). `description` has no final period. */
export function businessModuleParameter(
	labels: { displayName?: string; description?: string; isInCollection?: boolean } = {},
): PlainParameter<string> {
	return locator({
		displayName: 'Business Module',
		description: 'The business module, such as Companies or Projects',
		searchListMethod: 'searchBusinessModules',
		id: guidId,
		...labels,
	});
}

export const businessModule = businessModuleParameter();

/** All modules of the site. Read once in a run. */
export async function readModules(send: Send): Promise<BusinessModule[]> {
	const modules = await send(call('GET /api/BusinessModules', { cacheForRun: true }));
	return objectsIn(modules);
}

/** One module. Read once in a run. */
export async function readModule(id: string, send: Send): Promise<BusinessModule> {
	const module = await send(
		call('GET /api/BusinessModules/{id}', { path: { id }, cacheForRun: true }),
	);
	return asObject(module);
}

/**
 * The name by which list calls address a module's list: the last segment of its address (grade A: `ListUrl`).
 *
 * @throws {UserError} when the module does not tell its address
 */
export async function moduleListName(
	{ businessModule: id }: { businessModule: string },
	send: Send,
): Promise<string> {
	const { ListUrl, Title } = await readModule(id, send);
	const name = lastSegment(ListUrl);
	if (name === undefined)
		throw new UserError(`WorkPoint does not tell the list of the module "${Title ?? id}"`);
	return name;
}

/** The modules of the site. */
export const searchBusinessModules = search(async ({ send }) => {
	const modules = (await readModules(send)).flatMap((module) => {
		const id = guid(module?.Id);
		return id === undefined ? [] : [{ name: module.Title ?? module.EntityName ?? id, value: id }];
	});
	return modules.sort(byName);
});

/** A module in ten flat fields; its settings are in the raw answer. */
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
