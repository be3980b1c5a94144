import { objectsIn } from '../api/json';
import { call, type Schemas } from '../api/call';
import { search } from '../parameters/editor';
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

/** The search of what a call lists of the chosen module. */
function searchBy(
	route: 'GET /api/BusinessModules/{id}/Actions' | 'GET /api/BusinessModules/{id}/Triggers',
) {
	return search(async (editor) => {
		const id = editor.chosenGuid('businessModule');
		if (id === undefined) return [];
		const entries: Array<Schemas['TitleAndId']> | null | undefined = await editor.send(
			call(route, { path: { id } }),
		);
		return objectsIn(entries).flatMap(({ Title, Id }) =>
			Id ? [{ name: Title ?? Id, value: Id }] : [],
		);
	});
}

export const searchActions = searchBy('GET /api/BusinessModules/{id}/Actions');

export const searchTriggers = searchBy('GET /api/BusinessModules/{id}/Triggers');
