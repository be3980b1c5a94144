import { call } from '../../../nodes/api/call';
import { ids } from '../../../sandbox/tenant/seed';
import { byId, onProject, type Case } from './case';

/** A mail that the sandbox has filed. */
const internetMessageId = '<complaint-001@jensen.example>';
const stageModelId = '6a1f0c2e-0001-4000-8000-00000000000a';

/** Mails, the activity log, and what is done to many entities. */
export const mailCases: Case[] = [
	{
		operation: 'entity.findByEmail',
		parameters: {
			fromAddresses: 'Mette <mette@jensen.example>, anna@contoso.com',
			businessModule: byId(ids.cases),
			limit: 5,
			additionalFields: { emailBasedWeight: 2 },
		},
		sends: call('POST /api/Suggestion/GetEntitySuggestions', {
			body: {
				MaxResultCount: 10,
				EmailBasedWeight: 2,
				FieldMappingBasedWeight: 1,
				BusinessModuleIDs: [ids.cases],
				FromEmailAddresses: ['mette@jensen.example', 'anna@contoso.com'],
			},
		}),
		gives: [
			expect.objectContaining({
				MatchedBy: 'Filed emails',
				EntityListID: ids.cases,
				EntityID: 2,
			}),
		],
	},
	{
		operation: 'email.getLocations',
		parameters: { internetMessageId },
		sends: call('GET /api/JournalLocation/GetJournalLocations', {
			query: { messageID: internetMessageId },
		}),
		gives: [expect.objectContaining({ EntityListID: ids.cases, EntityID: 2 })],
	},
	{
		operation: 'email.setFlags',
		parameters: { internetMessageId, color: 'Green' },
		sends: call('GET /api/JournalizeFlag/SetFlags', {
			query: { internetMessageID: internetMessageId, OutlookColorName: 'Green' },
		}),
		gives: [expect.objectContaining({ Errors: [], MailInfos: expect.any(Array) })],
	},
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
	{
		operation: 'entity.copyPermissions',
		parameters: { ...onProject, copyTo: 'Entity' },
		sends: call(
			'POST /api/BusinessModules/{businessModuleId}/Entities/{entityId}/EntitySecurityReplication/{mode}',
			{ path: { businessModuleId: ids.projects, entityId: ids.newIntranet, mode: 'Entity' } },
		),
		gives: [{ PermissionsCopied: true }],
	},
	{
		operation: 'entity.changeStageOfMany',
		parameters: {
			...onProject,
			stage: byId(ids.stages.planning),
			stageModelId,
			additionalFields: { fieldsOfAll: '{ "Budget": 1000 }' },
		},
		sends: call('POST /api/Entity/BatchChangeStage', {
			body: {
				BusinessModuleId: ids.projects,
				Entities: [{ ID: ids.newIntranet }],
				StageModelId: stageModelId,
				StageId: ids.stages.planning,
				FieldValues: { Budget: 1000 },
				RunProcessAs: 'Synchronous',
			},
		}),
		gives: [
			{
				EntityId: ids.newIntranet,
				BusinessModuleId: ids.projects,
				StageId: ids.stages.planning,
			},
		],
	},
];
