import { byId } from '../../../n8n/workflow';
import { call, type Schemas } from '../../../nodes/api/call';
import { ofProject, onProject, someListId, type Case } from './case';

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

export const taskCases: Case[] = [
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
		operation: 'task.create',
		parameters: {
			...task,
			additionalFields: {
				assignedTo: 'anna@contoso.com',
				contactNames: 'Anna Berg, Bo Holm',
				percentageComplete: 10,
				taskList: byId(someListId),
			},
		},
		sends: call('POST /api/Task/CreateTask', {
			query: ofProject,
			body: {
				...sentTask,
				AssignedTo: 'anna@contoso.com',
				ContactNames: ['Anna Berg', 'Bo Holm'],
				PercentageComplete: 10,
				TaskListID: someListId,
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
		operation: 'task.delete',
		after: [['task.create', task]],
		parameters: { ...onProject, taskId: '1' },
		sends: call('GET /api/Task/DeleteTask', {
			query: { ...ofProject, taskListID: '', taskID: '1' },
		}),
		gives: [{ deleted: true }],
	},
];
