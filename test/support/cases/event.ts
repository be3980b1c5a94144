import { byId } from '../../../n8n/workflow';
import { call, type Schemas } from '../../../nodes/api/call';
import { ofProject, onProject, someListId, type Case } from './case';

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

export const eventCases: Case[] = [
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
				eventList: byId(someListId),
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
				EventListID: someListId,
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
		operation: 'event.delete',
		after: [['event.create', event]],
		parameters: { ...onProject, eventId: '1' },
		sends: call('GET /api/Event/DeleteEvent', {
			query: { ...ofProject, eventListID: '', eventID: '1' },
		}),
		gives: [{ deleted: true }],
	},
];
