import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { objectsIn } from '../api/answer';
import { call } from '../api/call';
import type { Schemas } from '../api/routes';
import { chosenGuid, editorFor, narrowed } from '../parameters/editor';
import { guidId, locator } from '../parameters/locator';

/** The picker of an action that is active in the module. */
export const workPointAction = locator({
	displayName: 'Action',
	description: 'The action to execute, one of those that are active in the module',
	searchListMethod: 'searchActions',
	id: guidId,
	dependsOn: ['businessModule'],
});

/** The picker of a trigger that is active in the module. */
export const trigger = locator({
	displayName: 'Trigger',
	description: 'The WorkPoint trigger that sends the events',
	searchListMethod: 'searchTriggers',
	id: guidId,
	dependsOn: ['businessModule'],
});

async function titlesIn(
	context: ILoadOptionsFunctions,
	route: 'GET /api/BusinessModules/{id}/Actions' | 'GET /api/BusinessModules/{id}/Triggers',
	filter?: string,
): Promise<INodeListSearchResult> {
	const id = chosenGuid(context, 'businessModule');
	if (id === undefined) return { results: [] };
	const { send } = await editorFor(context);
	const entries: Array<Schemas['TitleAndId']> | null | undefined = await send(
		call(route, { path: { id } }),
	);
	return narrowed(
		objectsIn(entries).flatMap(({ Title, Id }) => (Id ? [{ name: Title ?? Id, value: Id }] : [])),
		filter,
	);
}

/** The active actions of the chosen module. */
export async function searchActions(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await titlesIn(this, 'GET /api/BusinessModules/{id}/Actions', filter);
}

/** The active triggers of the chosen module. */
export async function searchTriggers(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await titlesIn(this, 'GET /api/BusinessModules/{id}/Triggers', filter);
}
