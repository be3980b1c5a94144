import { asIs } from '../server/asIs';
import { found, methodNotAllowed, refusal } from '../server/errors';
import { handlers, type Handlers, type Schemas } from '../server/handlers';
import { ids, people } from '../tenant/seed';
import type { State } from '../tenant/state';

interface End {
	module: string;
	entity: number;
}

interface Relation {
	id: number;
	a: End;
	b: End;
	/** The role of `b` towards `a`. */
	type: number;
	/** Members returned as stored; the start or end date may be missing. */
	told: Required<Pick<Schemas['Relation'], 'Start' | 'End' | 'Description' | 'ResponsibleId'>>;
}

/** The relation types by ID. */
const types: Record<number, string> = { 1: 'Customer', 2: 'Supplier', 3: 'Partner' };

/** Two customers of a project; the second relation ended in 2025. */
function seededRelations(): Relation[] {
	const customer = (company: number, ResponsibleId: number, End: string | null): Relation => ({
		id: company,
		a: { module: ids.projects, entity: ids.newIntranet },
		b: { module: ids.companies, entity: company },
		type: 1,
		told: { Start: null, End, Description: null, ResponsibleId },
	});
	return [customer(1, 7, null), customer(2, 8, '2025-12-31T00:00:00Z')];
}

type Filter = Pick<Schemas['RelationQuery'], 'RelationTypeIDs' | 'ShowAll' | 'ResponsibleUserId'>;

function isActive({ told: { Start, End } }: Relation): boolean {
	const now = Date.now();
	return (Start === null || Date.parse(Start) <= now) && (End === null || Date.parse(End) > now);
}

function meets(relation: Relation, filter: Filter): boolean {
	const { RelationTypeIDs: wanted, ShowAll, ResponsibleUserId } = filter;
	return (
		(ShowAll === true || isActive(relation)) &&
		(wanted === undefined || wanted.includes(relation.type)) &&
		(!ResponsibleUserId || ResponsibleUserId === relation.told.ResponsibleId)
	);
}

/** Calls for relations between entities, and for the user interface settings that name relation types. */
export function relationHandlers(state: State): Handlers {
	const relations = new Map(seededRelations().map((relation) => [relation.id, relation]));
	let nextId = relations.size + 1;

	const endOf = (module: string, entity: number): End => {
		const list = state.module(module);
		return { module: list.id, entity: state.entity(list, entity).id };
	};
	const isSame = (a: End, b: End) => a.module === b.module && a.entity === b.entity;
	const relationsOf = (end: End) =>
		[...relations.values()].filter(({ a, b }) => isSame(a, end) || isSame(b, end));
	const shownEnd = ({ module, entity }: End, type: number) => ({
		ListId: module,
		ItemId: entity,
		Title: String(state.entity(state.module(module), entity).values.Title),
		Type: { Id: type, Title: types[type] ?? null },
	});
	const shown = ({ id, a, b, type, told }: Relation) => ({
		Id: id,
		RelationA: shownEnd(a, type),
		RelationB: shownEnd(b, type),
		Responsible: null,
		...told,
	});
	const read = (id: number, source: End, input: Schemas['RelationInput']): Relation => {
		// The converter instantiates the class in `type`, and fails without it (A).
		if (input.type !== 'RelationItemBuilderViewModel')
			throw refusal('Object reference not set to an instance of an object.');
		if (types[input.TargetRelationTypeId] === undefined)
			throw refusal(`The relation type ${input.TargetRelationTypeId} does not exist.`);
		const { Email } = input.Responsible ?? {};
		const responsible = people.find((person) => person.Email === Email);
		if (Email && responsible === undefined) throw refusal(`The user ${Email} could not be found.`);
		return {
			id,
			a: source,
			b: endOf(input.ListId, input.EntityId),
			type: input.TargetRelationTypeId,
			told: {
				Start: input.StartDate ?? null,
				End: input.EndDate ?? null,
				Description: input.Description ?? null,
				ResponsibleId: responsible?.LookupId ?? null,
			},
		};
	};
	const find = (id: number) => found(relations.get(id), `Relation ${id} does not exist.`);

	return handlers({
		'POST /api/Relation/GetRelationsByEntity': ({ body }) =>
			relationsOf(endOf(body.ListID, body.ItemID))
				.filter((relation) => meets(relation, body))
				.map(shown),
		'POST /api/Relations/query': ({ body }) => {
			const found = body.Entities.flatMap(({ List, ID }) => relationsOf(endOf(List, ID)));
			const wanted = [...new Set(found)].filter((relation) => meets(relation, body));
			return state.dialect.is('relationQueryAnswer', 'grouped')
				? asIs(wanted.map((relation) => [shown(relation)]))
				: wanted.map(shown);
		},
		'POST /api/Relations': ({ body }) => {
			if (state.dialect.is('relationCreation', 'absent')) throw methodNotAllowed('POST');
			const source = endOf(body.SourceListId, body.SourceItemId);
			for (const relation of body.BuilderRelations.map((input) => read(0, source, input))) {
				relations.set(nextId, { ...relation, id: nextId });
				nextId++;
			}
		},
		'PUT /api/Relations': ({ body }) => {
			const source = endOf(body.SourceListId, body.SourceItemId);
			const changed = body.BuilderRelations.map((input) =>
				read(find(input.RelationId).id, source, input),
			);
			for (const relation of changed) relations.set(relation.id, relation);
		},
		'POST /api/Relations/ReplaceRelationsByEntity': ({ body }) => {
			const from = endOf(body.FromBusinessModuleId, body.FromEntityId);
			const to = endOf(body.ToBusinessModuleId, body.ToEntityId);
			for (const relation of relationsOf(from)) {
				if (isSame(relation.a, from)) relation.a = to;
				else relation.b = to;
			}
		},
		'DELETE /api/Relations/{id}': ({ path }) => {
			relations.delete(find(path.id).id);
		},
		'GET /api/BusinessModules/TabViewSettings': () => [
			{
				BusinessModuleId: ids.projects,
				PageWebRelativeUrl: 'SitePages/Project.aspx',
				Tabs: [
					{ Title: 'Documents', Type: 'EntitySiteList', RelationTypes: null },
					{ Title: 'Customers', Type: 'Relations', RelationTypes: [1], ShowAll: false },
				],
			},
		],
		'GET /api/MyTools': () => [
			{
				BusinessModuleId: ids.projects,
				Groups: [
					{
						GroupTitle: 'Relations',
						Buttons: [
							{ Type: 'AddRelation', Title: 'Add supplier', RelationTypeA: 2, RelationTypeB: 3 },
							{ Type: 'NewRootListItem', Title: 'New company', RelationTypeA: null },
						],
					},
				],
				SiteLists: [
					{
						Groups: [
							{
								GroupTitle: 'Risks',
								Buttons: [{ Type: 'OpenWizard', Title: 'Name a partner', RelationTypeA: 4 }],
							},
						],
					},
				],
			},
		],
	});
}
