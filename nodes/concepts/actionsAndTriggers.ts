import { objectsIn } from '../api/json';
import { call, type Schemas, type Send } from '../api/call';
import { search } from '../parameters/editor';
import { guid } from '../parameters/guid';
import { guidId, locator } from '../parameters/locator';
import { named, type Named } from '../parameters/named';
import { chosenModule } from './businessModule';

type ListingRoute =
	'GET /api/BusinessModules/{id}/Actions' | 'GET /api/BusinessModules/{id}/Triggers';

/** The things of a module that a call lists. Read once in a run. */
function listBy(route: ListingRoute) {
	return async (businessModule: unknown, send: Send): Promise<Array<Named<string>>> => {
		const entries: Array<Schemas['TitleAndId']> | null | undefined = await send(
			call(route, { path: { id: String(businessModule) }, cacheForRun: true }),
		);
		return objectsIn(entries).flatMap(({ Title, Id }) =>
			Id ? [{ id: guid(Id) ?? Id, name: Title ?? Id }] : [],
		);
	};
}

const actionsOf = listBy('GET /api/BusinessModules/{id}/Actions');

/** The triggers that are active in a module. */
export const triggersOf = listBy('GET /api/BusinessModules/{id}/Triggers');

/** The picker of an action that is active in the module. */
export const workPointAction = locator({
	displayName: 'Action',
	description: 'The action to execute, from the active actions of the module',
	searchListMethod: 'searchActions',
	...named({
		id: guidId,
		things: 'actions of the business module',
		example: 'Archive project',
		list: async (send, { businessModule }) => await actionsOf(businessModule, send),
	}),
	dependsOn: ['businessModule'],
});

/** The picker of a trigger that is active in the module. */
export const trigger = locator({
	displayName: 'Trigger',
	description: 'The WorkPoint trigger that sends the events',
	searchListMethod: 'searchTriggers',
	...named({
		id: guidId,
		things: 'triggers of the business module',
		example: 'Project created',
		list: async (send, { businessModule }) => await triggersOf(businessModule, send),
	}),
	dependsOn: ['businessModule'],
});

/** Searches the things that a call lists for the chosen module. */
function searchIn(list: ReturnType<typeof listBy>) {
	return search(async (editor) => {
		const module = await chosenModule(editor);
		const entries = module === undefined ? [] : await list(module, editor.send);
		return entries.map(({ id, name }) => ({ name, value: id }));
	});
}

export const searchActions = searchIn(actionsOf);

export const searchTriggers = searchIn(triggersOf);
