import { call, type Schemas } from '../../../nodes/api/call';
import { ids } from '../../../sandbox/tenant/seed';
import { byId, onProject, type Case } from './case';

const listId = '6a1f0c2e-0007-4000-8000-000000000001';
const ofProject = { entityListID: ids.projects, entityID: ids.newIntranet };

const task = {
	...onProject,
	title: 'Call the customer',
	startDate: '2026-12-01',
	dueDate: '2026-12-31T16:00:00Z',
	priority: 'Normal',
	status: 'NotStarted',
};
const sentTask = {
	Title: 'Call the customer',
	StartDate: '2026-12-01T00:00:00Z',
	DueDate: '2026-12-31T16:00:00Z',
	Priority: 'Normal',
	Status: 'NotStarted',
} satisfies Partial<Schemas['Task']>;

const event = {
	...onProject,
	title: 'Kick-off',
	start: '2026-12-01T09:00:00Z',
	end: '2026-12-01T10:00:00Z',
};
const sentEvent = {
	Title: 'Kick-off',
	Start: '2026-12-01T09:00:00Z',
	End: '2026-12-01T10:00:00Z',
} satisfies Partial<Schemas['Event']>;

/** Tasks and events of entities. */
export const taskCases: Case[] = [
	{
		operation: 'task.create',
		parameters: {
			...task,
			additionalFields: {
				assignedTo: 'anna@contoso.com',
				contactNames: 'Anna Berg, Bo Holm',
				percentageComplete: 10,
				taskList: byId(listId),
			},
		},
		sends: call('POST /api/Task/CreateTask', {
			query: ofProject,
			body: {
				...sentTask,
				AssignedTo: 'anna@contoso.com',
				ContactNames: ['Anna Berg', 'Bo Holm'],
				PercentageComplete: 10,
				TaskListID: listId,
			},
		}),
		gives: [{ TaskId: '1' }],
	},
	{
		operation: 'task.update',
		after: [['task.create', task]],
		parameters: { ...task, taskId: '1', status: 'Completed' },
		sends: call('POST /api/Task/UpdateTask', {
			query: ofProject,
			body: { ...sentTask, Status: 'Completed', TaskListID: '', Id: '1' },
		}),
		gives: [{ success: true }],
	},
	{
		operation: 'task.exists',
		after: [['task.create', task]],
		parameters: { ...onProject, taskId: '1' },
		sends: call('GET /api/Task/ExistsTask', {
			query: { ...ofProject, taskListID: '', taskID: '1' },
		}),
		gives: [{ Exists: true }],
	},
	{
		operation: 'task.delete',
		after: [['task.create', task]],
		parameters: { ...onProject, taskId: '1' },
		sends: call('GET /api/Task/DeleteTask', {
			query: { ...ofProject, taskListID: '', taskID: '1' },
		}),
		gives: [{ deleted: true }],
	},
	{
		operation: 'event.create',
		parameters: {
			...event,
			additionalFields: {
				allDayEvent: false,
				attendees: {
					attendees: [
						{ email: 'anna@contoso.com', name: '', status: 'Accepted', type: 'System' },
						{ name: 'Bo Holm' },
					],
				},
				eventList: byId(listId),
				location: 'Meeting room 2',
			},
		},
		sends: call('POST /api/Event/CreateEvent', {
			query: ofProject,
			body: {
				...sentEvent,
				AllDayEvent: false,
				Attendees: [
					{ Email: 'anna@contoso.com', Status: 'Accepted', Type: 'System' },
					{ Name: 'Bo Holm', Status: 'NotResponded', Type: 'External' },
				],
				EventListID: listId,
				Location: 'Meeting room 2',
			},
		}),
		gives: [{ EventId: '1' }],
	},
	{
		operation: 'event.update',
		after: [['event.create', event]],
		parameters: { ...event, eventId: '1', title: 'First meeting' },
		sends: call('POST /api/Event/UpdateEvent', {
			query: ofProject,
			body: { ...sentEvent, Title: 'First meeting', EventListID: '', Id: '1' },
		}),
		gives: [{ success: true }],
	},
	{
		operation: 'event.exists',
		after: [['event.create', event]],
		parameters: { ...onProject, eventId: '2' },
		sends: call('GET /api/Event/ExistsEvent', {
			query: { ...ofProject, eventListID: '', eventID: '2' },
		}),
		gives: [{ Exists: false }],
	},
	{
		operation: 'event.delete',
		after: [['event.create', event]],
		parameters: { ...onProject, eventId: '1' },
		sends: call('GET /api/Event/DeleteEvent', {
			query: { ...ofProject, eventListID: '', eventID: '1' },
		}),
		gives: [{ deleted: true }],
	},
];
