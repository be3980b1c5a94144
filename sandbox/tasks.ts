import type { RequestHandler } from 'express';

import { methodNotAllowed, refusal } from './errors';
import { handlers, type Handlers, type Schemas } from './handlers';
import type { Readings } from './readings';
import type { State } from './state';

/** The things of one kind that entities have, by entity; each is in a list of the entity's site. */
class Kept<T> {
	private readonly things = new Map<string, { list: string; value: T }>();

	private nextId = 1;

	constructor(
		private readonly state: State,
		private readonly kind: 'task' | 'event',
	) {}

	/** An empty list means that of the entity's site (C, contract: taskList and eventList). */
	private checkList(list: string): void {
		const guess = this.kind === 'task' ? 'taskList' : 'eventList';
		if (list === '' && this.state.readings.plays(guess, 'required'))
			throw refusal(`The list of the ${this.kind} is missing.`);
	}

	private key(module: string, entity: number, id: string): string {
		const list = this.state.module(module);
		return `${list.id} ${this.state.entity(list, entity).id} ${id}`;
	}

	add(module: string, entity: number, list: string, value: T): string {
		this.checkList(list);
		const id = String(this.nextId);
		this.things.set(this.key(module, entity, id), { list, value });
		this.nextId++;
		return id;
	}

	/** An empty list means that of the entity's site, as it does on creation. */
	has(module: string, entity: number, list: string, id: string): boolean {
		this.checkList(list);
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

/** @throws {ApiFailure} when a person is not named in the form that is played (C, contract: taskAssignee) */
function checkAssignee(state: State, { AssignedTo }: Schemas['Task']): void {
	const wantsClaims = state.readings.plays('taskAssignee', 'loginName');
	if (AssignedTo && AssignedTo.startsWith('i:0#.f|membership|') !== wantsClaims)
		throw refusal(`The user ${AssignedTo} could not be found.`);
}

/** Tasks and events of entities. */
export function taskHandlers(state: State): Handlers {
	const tasks = new Kept<Schemas['Task']>(state, 'task');
	const events = new Kept<Schemas['Event']>(state, 'event');
	return handlers({
		'POST /api/Task/CreateTask': ({ query, body }) => {
			checkAssignee(state, body);
			return tasks.add(query.entityListID, query.entityID, body.TaskListID ?? '', body);
		},
		'POST /api/Task/UpdateTask': ({ query, body }) => {
			checkAssignee(state, body);
			tasks.replace(query.entityListID, query.entityID, body.TaskListID, body.Id, body);
		},
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

/**
 * What deletes and what asks, by the method that its name makes the framework choose (C, contract: taskAndEventVerbs);
 * behind this it is GET, as the contract has it.
 */
export function verbsByConvention(readings: Readings): RequestHandler {
	return (request, _response, next) => {
		const [, what] = /\/(?:Task|Event)\/(Delete|Exists)(?:Task|Event)$/i.exec(request.path) ?? [];
		if (what === undefined || readings.plays('taskAndEventVerbs', 'get')) return next();
		const method = what.toLowerCase() === 'delete' ? 'DELETE' : 'POST';
		if (request.method !== method) throw methodNotAllowed(request.method);
		request.method = 'GET';
		next();
	};
}
