import { refusal } from '../server/errors';
import { handlers, type Handlers, type Schemas } from '../server/handlers';
import type { State } from '../tenant/state';

/** The key of a task or event: the entity, the list on the entity's site, and the ID there. */
type Place = [module: string, entity: number, list: string, id: string];

/** The tasks or events of entities. Only their keys are stored, because no call reads their content. */
class Kept {
	private readonly places = new Set<string>();

	private nextId = 1;

	constructor(
		private readonly state: State,
		private readonly kind: 'task' | 'event',
	) {}

	/** An empty list means the entity site's own (C, contract: taskList and eventList). */
	private keyOf([module, entity, list, id]: Place): string {
		const guess = this.kind === 'task' ? 'taskList' : 'eventList';
		if (list === '' && this.state.dialect.is(guess, 'required'))
			throw refusal(`The list of the ${this.kind} is missing.`);
		const owner = this.state.module(module);
		return [owner.id, this.state.entity(owner, entity).id, id, list].join(' ');
	}

	add(module: string, entity: number, list = ''): string {
		const id = String(this.nextId);
		this.places.add(this.keyOf([module, entity, list, id]));
		this.nextId++;
		return id;
	}

	has(...place: Place): boolean {
		return this.places.has(this.keyOf(place));
	}

	/** @throws {ApiFailure} if there is none */
	check(...place: Place): void {
		const [, , list, id] = place;
		if (!this.has(...place))
			throw refusal(`The ${this.kind} ${id} does not exist in the list "${list}".`);
	}

	remove(...place: Place): void {
		this.check(...place);
		this.places.delete(this.keyOf(place));
	}
}

/** @throws {ApiFailure} if the person is not in the active dialect's form (C, contract: taskAssignee) */
function checkAssignee(state: State, { AssignedTo }: Schemas['Task']): void {
	const wantsClaims = state.dialect.is('taskAssignee', 'loginName');
	if (AssignedTo && AssignedTo.startsWith('i:0#.f|membership|') !== wantsClaims)
		throw refusal(`The user ${AssignedTo} could not be found.`);
}

/** Calls for tasks and events of entities. */
export function taskHandlers(state: State): Handlers {
	const tasks = new Kept(state, 'task');
	const events = new Kept(state, 'event');
	return handlers({
		'POST /api/Task/CreateTask': ({ query, body }) => {
			checkAssignee(state, body);
			return tasks.add(query.entityListID, query.entityID, body.TaskListID);
		},
		'POST /api/Task/UpdateTask': ({ query, body }) => {
			checkAssignee(state, body);
			tasks.check(query.entityListID, query.entityID, body.TaskListID, body.Id);
		},
		'GET /api/Task/DeleteTask': ({ query }) =>
			tasks.remove(query.entityListID, query.entityID, query.taskListID, query.taskID),
		'GET /api/Task/ExistsTask': ({ query }) =>
			tasks.has(query.entityListID, query.entityID, query.taskListID, query.taskID),
		'POST /api/Event/CreateEvent': ({ query, body }) =>
			events.add(query.entityListID, query.entityID, body.EventListID),
		'POST /api/Event/UpdateEvent': ({ query, body }) =>
			events.check(query.entityListID, query.entityID, body.EventListID, body.Id),
		'GET /api/Event/DeleteEvent': ({ query }) =>
			events.remove(query.entityListID, query.entityID, query.eventListID, query.eventID),
		'GET /api/Event/ExistsEvent': ({ query }) =>
			events.has(query.entityListID, query.entityID, query.eventListID, query.eventID),
	});
}
