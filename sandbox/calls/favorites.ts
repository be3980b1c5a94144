import { refusal } from '../server/errors';
import { handlers, type Handlers } from '../server/handlers';

/** Calls for the favorites of the signed-in user. */
export function favoriteHandlers(): Handlers {
	const favorites = [101, 102, 103];
	const move = (id: number, step: -1 | 1): boolean => {
		const at = favorites.indexOf(id);
		if (at < 0) throw refusal(`The favorite ${id} does not exist.`);
		const other = favorites[at + step];
		if (other === undefined) return false;
		[favorites[at], favorites[at + step]] = [other, id];
		return true;
	};
	return handlers({
		'GET /api/Favorites/MoveUp/{id}': ({ path }) => move(path.id, -1),
		'GET /api/Favorites/MoveDown/{id}': ({ path }) => move(path.id, 1),
		'GET /api/Favorites/SetIsMailList/{id}': ({ path }) => {
			if (!favorites.includes(path.id)) throw refusal(`The favorite ${path.id} does not exist.`);
			return true;
		},
	});
}
