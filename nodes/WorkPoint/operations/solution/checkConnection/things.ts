import { call, type Call } from '../../../../api/call';
import type { EntityAddress } from '../../../../concepts/entity';
import { eventQuery } from '../../../../concepts/event';
import { entityQuery } from '../../../../concepts/siteList';
import { taskQuery } from '../../../../concepts/task';

type ForOne = (own: EntityAddress, text: string) => Call;

const times = ['2027-03-28T09:00:00Z', '2027-03-28T10:00:00Z'] as const;
const [StartDate, DueDate] = times;
const task = { StartDate, DueDate, Priority: 'Normal', Status: 'NotStarted' } as const;
const Title = 'n8n check';

/** The calls for tasks and for events, in the lists of the entity's site; a task is created for a person. */
export const things: Record<'Tasks' | 'Events', Record<'create' | 'exists' | 'remove', ForOne>> = {
	Tasks: {
		create: (own, AssignedTo) =>
			call('POST /api/Task/CreateTask', {
				query: entityQuery(own),
				body: { ...task, Title, TaskListID: '', AssignedTo: AssignedTo || undefined },
			}),
		exists: (own, taskId) =>
			call('GET /api/Task/ExistsTask', { query: taskQuery({ ...own, taskId }) }),
		remove: (own, taskId) =>
			call('GET /api/Task/DeleteTask', { query: taskQuery({ ...own, taskId }) }),
	},
	Events: {
		create: (own) =>
			call('POST /api/Event/CreateEvent', {
				query: entityQuery(own),
				body: { Title, EventListID: '', Start: StartDate, End: DueDate },
			}),
		exists: (own, eventId) =>
			call('GET /api/Event/ExistsEvent', { query: eventQuery({ ...own, eventId }) }),
		remove: (own, eventId) =>
			call('GET /api/Event/DeleteEvent', { query: eventQuery({ ...own, eventId }) }),
	},
};
