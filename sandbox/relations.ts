import { refusal } from './errors';
import { handlers, type Handlers } from './handlers';
import { ids } from './seed';
import type { State } from './state';

interface End {
	module: string;
	entity: number;
}

interface Relation {
	id: number;
	a: End;
	b: End;
	type: { Id: number; Title: string };
	responsibleId: number;
	/** ISO 8601, or null for one without end. */
	end: string | null;
}

const customer = { Id: 1, Title: 'Customer' };

function seededRelations(): Relation[] {
	const project = { module: ids.projects, entity: ids.newIntranet };
	return [
		{
			id: 1,
			a: project,
			b: { module: ids.companies, entity: 1 },
			type: customer,
			responsibleId: 7,
			end: null,
		},
		{
			id: 2,
			a: project,
			b: { module: ids.companies, entity: 2 },
			type: customer,
			responsibleId: 8,
			end: '2025-12-31T00:00:00Z',
		},
	];
}

/** Relations between entities. */
export function relationHandlers(state: State): Handlers {
	const relations = new Map(seededRelations().map((relation) => [relation.id, relation]));
	const shownEnd = ({ module, entity }: End, type: Relation['type']) => ({
		ListId: module,
		ItemId: entity,
		Title: String(state.entity(state.module(module), entity).values.Title),
		Type: type,
	});
	return handlers({
		'POST /api/Relation/GetRelationsByEntity': ({ body }) => {
			state.entity(state.module(body.ListID), body.ItemID);
			const isEnd = ({ module, entity }: End) =>
				module === body.ListID.toLowerCase() && entity === body.ItemID;
			return [...relations.values()]
				.filter(
					({ a, b, type, end, responsibleId }) =>
						(isEnd(a) || isEnd(b)) &&
						(body.ShowAll || end === null || Date.parse(end) > Date.now()) &&
						(body.RelationTypeIDs === undefined || body.RelationTypeIDs.includes(type.Id)) &&
						(!body.ResponsibleUserId || body.ResponsibleUserId === responsibleId),
				)
				.map(({ id, a, b, type, end, responsibleId }) => ({
					Id: id,
					RelationA: shownEnd(a, type),
					RelationB: shownEnd(b, type),
					Start: null,
					End: end,
					Description: null,
					Responsible: null,
					ResponsibleId: responsibleId,
				}));
		},
		'DELETE /api/Relations/{id}': ({ path }) => {
			if (!relations.delete(path.id)) throw refusal(`Relation ${path.id} does not exist.`);
		},
	});
}
