import { call } from '../../../nodes/api/call';
import { ids } from '../../../sandbox/tenant/seed';
import { onProject, type Case } from './case';

export const activityCases: Case[] = [
	{
		operation: 'activity.create',
		parameters: {
			...onProject,
			title: 'Customer called',
			eventType: 'Call;Received',
			eventTypeId: '12',
			eventSourceType: 'Telephone',
			eventDate: '2026-12-01T09:00:00Z',
			additionalFields: { details: 'About the delivery', eventSystem: 'n8n' },
		},
		sends: call('POST /api/EntityActivityLog/Add', {
			body: {
				Title: 'Customer called',
				EventType: 'Call;Received',
				EventTypeId: '12',
				EventSourceType: 'Telephone',
				EventDate: '2026-12-01T09:00:00Z',
				BusinessModuleId: ids.projects,
				Entity: ids.newIntranet,
				Details: 'About the delivery',
				EventSystem: 'n8n',
			},
		}),
		gives: [{ success: true }],
	},
];
