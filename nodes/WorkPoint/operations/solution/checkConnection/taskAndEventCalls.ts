import { call, type Call } from '../../../../api/call';
import type { EntityAddress } from '../../../../concepts/entity';
import { eventQuery } from '../../../../concepts/event';
import { entityQuery } from '../../../../concepts/siteList';
import { taskQuery } from '../../../../concepts/task';

type Calls = Record<'create' | 'exists' | 'remove', (own: EntityAddress, text: string) => Call>;

const [Title, Start, End] = ['n8n check', '2027-03-28T09:00:00Z', '2027-03-28T10:00:00Z'];
const state = { Priority: 'Normal', Status: 'NotStarted' } as const;
const task = { Title, StartDate: Start, DueDate: End, ...state, TaskListID: '' };
const event = { Title, Start, End, EventListID: '' };

const taskOf = (own: EntityAddress, taskId: string) => ({ query: taskQuery({ ...own, taskId }) });
const eventOf = (of: EntityAddress, eventId: string) => ({ query: eventQuery({ ...of, eventId }) });

/** The calls for tasks and for events, in the lists of the entity's site; a task is created for a person. */
export const tasksAndEvents: Record<'Tasks' | 'Events', Calls> = {
	Tasks: {
		create: (own, person) => {
			const body = { ...task, AssignedTo: person || undefined };
			return call('POST /api/Task/CreateTask', { query: entityQuery(own), body });
		},
		exists: (own, id) => call('GET /api/Task/ExistsTask', taskOf(own, id)),
		remove: (own, id) => call('GET /api/Task/DeleteTask', taskOf(own, id)),
	},
	Events: {
		create: (own) => call('POST /api/Event/CreateEvent', { query: entityQuery(own), body: event }),
		exists: (own, id) => call('GET /api/Event/ExistsEvent', eventOf(own, id)),
		remove: (own, id) => call('GET /api/Event/DeleteEvent', eventOf(own, id)),
	},
};
