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

/** The tabs of the modules, which name relation types. */
const tabViews = [
	{
		BusinessModuleId: ids.projects,
		PageWebRelativeUrl: 'SitePages/Project.aspx',
		Tabs: [
			{ Title: 'Documents', Type: 'EntitySiteList', RelationTypes: null },
			{ Title: 'Customers', Type: 'Relations', RelationTypes: [1], ShowAll: false },
		],
	},
];

/** The buttons of the modules and of the lists on their sites, which name relation types as well. */
const toolBars = [
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
];

const isSame = (a: End, b: End) => a.module === b.module && a.entity === b.entity;

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

/** The relations of a tenant. */
class Relations {
	private readonly all = new Map(seededRelations().map((relation) => [relation.id, relation]));

	private nextId = this.all.size + 1;

	constructor(private readonly state: State) {}

	endOf(module: string, entity: number): End {
		const list = this.state.module(module);
		return { module: list.id, entity: this.state.entity(list, entity).id };
	}

	of(end: End): Relation[] {
		return [...this.all.values()].filter(({ a, b }) => isSame(a, end) || isSame(b, end));
	}

	find(id: number): Relation {
		return found(this.all.get(id), `Relation ${id} does not exist.`);
	}

	read(id: number, source: End, input: Schemas['RelationInput']): Relation {
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
			b: this.endOf(input.ListId, input.EntityId),
			type: input.TargetRelationTypeId,
			told: {
				Start: input.StartDate ?? null,
				End: input.EndDate ?? null,
				Description: input.Description ?? null,
				ResponsibleId: responsible?.LookupId ?? null,
			},
		};
	}

	/** Stores a relation, under a new ID if it has none. */
	store(relation: Relation): void {
		const id = relation.id || this.nextId++;
		this.all.set(id, { ...relation, id });
	}

	remove(id: number): void {
		this.all.delete(this.find(id).id);
	}

	private shownEnd({ module, entity }: End, type: number) {
		const { values } = this.state.entity(this.state.module(module), entity);
		const Type = { Id: type, Title: types[type] ?? null };
		return { ListId: module, ItemId: entity, Title: String(values.Title), Type };
	}

	shown({ id, a, b, type, told }: Relation) {
		const [RelationA, RelationB] = [this.shownEnd(a, type), this.shownEnd(b, type)];
		return { Id: id, RelationA, RelationB, Responsible: null, ...told };
	}
}

/** Calls for relations between entities. */
export function relationHandlers(state: State): Handlers {
	const relations = new Relations(state);

	return handlers({
		'POST /api/Relation/GetRelationsByEntity': ({ body }) =>
			relations
				.of(relations.endOf(body.ListID, body.ItemID))
				.filter((relation) => meets(relation, body))
				.map((relation) => relations.shown(relation)),
		'POST /api/Relations/query': ({ body }) => {
			const found = body.Entities.flatMap(({ List, ID }) =>
				relations.of(relations.endOf(List, ID)),
			);
			const wanted = [...new Set(found)].filter((relation) => meets(relation, body));
			const shown = wanted.map((relation) => relations.shown(relation));
			const isGrouped = state.dialect.is('relationQueryAnswer', 'grouped');
			return isGrouped ? asIs(shown.map((relation) => [relation])) : shown;
		},
		'POST /api/Relations': ({ body }) => {
			if (state.dialect.is('relationCreation', 'absent')) throw methodNotAllowed('POST');
			const source = relations.endOf(body.SourceListId, body.SourceItemId);
			const added = body.BuilderRelations.map((input) => relations.read(0, source, input));
			for (const relation of added) relations.store(relation);
		},
		'PUT /api/Relations': ({ body }) => {
			const source = relations.endOf(body.SourceListId, body.SourceItemId);
			const changed = body.BuilderRelations.map((input) =>
				relations.read(relations.find(input.RelationId).id, source, input),
			);
			for (const relation of changed) relations.store(relation);
		},
		'POST /api/Relations/ReplaceRelationsByEntity': ({ body }) => {
			const from = relations.endOf(body.FromBusinessModuleId, body.FromEntityId);
			const to = relations.endOf(body.ToBusinessModuleId, body.ToEntityId);
			for (const relation of relations.of(from)) {
				if (isSame(relation.a, from)) relation.a = to;
				else relation.b = to;
			}
		},
		'DELETE /api/Relations/{id}': ({ path }) => relations.remove(path.id),
		'GET /api/BusinessModules/TabViewSettings': () => tabViews,
		'GET /api/MyTools': () => toolBars,
	});
}
