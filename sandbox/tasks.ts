import { refusal } from './errors';
import { handlers, type Handlers, type Schemas } from './handlers';
import type { State } from './state';

/** The things of one kind that entities have, by entity; each is in a list of the entity's site. */
class Kept<T> {
	private readonly things = new Map<string, { list: string; value: T }>();

	private nextId = 1;

	constructor(
		private readonly state: State,
		private readonly kind: string,
	) {}

	private key(module: string, entity: number, id: string): string {
		const list = this.state.module(module);
		return `${list.id} ${this.state.entity(list, entity).id} ${id}`;
	}

	add(module: string, entity: number, list: string, value: T): string {
		const id = String(this.nextId);
		this.things.set(this.key(module, entity, id), { list, value });
		this.nextId++;
		return id;
	}

	/** An empty list means that of the entity's site, as it does on creation. */
	has(module: string, entity: number, list: string, id: string): boolean {
		return this.things.get(this.key(module, entity, id))?.list === list;
	}

	private check(module: string, entity: number, list: string, id: string): void {
		if (!this.has(module, entity, list, id))
			throw refusal(`The ${this.kind} ${id} does not exist in the list "${list}".`);
	}

	replace(module: string, entity: number, list: string, id: string, value: T): void {
		this.check(module, entity, list, id);
		this.things.set(this.key(module, entity, id), { list, value });
	}

	remove(module: string, entity: number, list: string, id: string): void {
		this.check(module, entity, list, id);
		this.things.delete(this.key(module, entity, id));
	}
}

/** Tasks and events of entities. */
export function taskHandlers(state: State): Handlers {
	const tasks = new Kept<Schemas['Task']>(state, 'task');
	const events = new Kept<Schemas['Event']>(state, 'event');
	return handlers({
		'POST /api/Task/CreateTask': ({ query, body }) =>
			tasks.add(query.entityListID, query.entityID, body.TaskListID ?? '', body),
		'POST /api/Task/UpdateTask': ({ query, body }) =>
			tasks.replace(query.entityListID, query.entityID, body.TaskListID, body.Id, body),
		'GET /api/Task/DeleteTask': ({ query }) =>
			tasks.remove(query.entityListID, query.entityID, query.taskListID, query.taskID),
		'GET /api/Task/ExistsTask': ({ query }) =>
			tasks.has(query.entityListID, query.entityID, query.taskListID, query.taskID),
		'POST /api/Event/CreateEvent': ({ query, body }) =>
			events.add(query.entityListID, query.entityID, body.EventListID ?? '', body),
		'POST /api/Event/UpdateEvent': ({ query, body }) =>
			events.replace(query.entityListID, query.entityID, body.EventListID, body.Id, body),
		'GET /api/Event/DeleteEvent': ({ query }) =>
			events.remove(query.entityListID, query.entityID, query.eventListID, query.eventID),
		'GET /api/Event/ExistsEvent': ({ query }) =>
			events.has(query.entityListID, query.entityID, query.eventListID, query.eventID),
	});
}
