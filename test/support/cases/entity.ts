import { expect } from 'expect';

import { byId } from '../../../n8n/workflow';
import { call } from '../../../nodes/api/call';
import { ids, projectSiteUrl } from '../../../sandbox/tenant/seed';
import { companies, json, onProject, startedJob, type Case } from './case';

const stageModelId = '6a1f0c2e-0001-4000-8000-00000000000a';

export const entityCases: Case[] = [
	{
		operation: 'entity.getAll',
		parameters: {
			...companies,
			returnAll: false,
			limit: 10,
			filterBy: 'fields',
			match: 'all',
			filters: { conditions: [{ field: 'Country', operator: 'Eq', value: 'Germany' }] },
			sort: {},
			simplify: false,
		},
		calls: 3,
		sends: call('POST /api/List/{listId}/Items', {
			path: { listId: ids.companies },
			body: {
				CamlQuery:
					'<View Scope="RecursiveAll"><Query><Where><Eq><FieldRef Name="Country"/><Value Type="Text">Germany</Value></Eq></Where></Query></View>',
				PageSize: 10,
			},
		}),
		gives: [expect.objectContaining({ Title: 'Nordsee Logistik GmbH', IsEntity: true })],
	},
	{
		operation: 'entity.get',
		parameters: { ...onProject, simplify: true },
		calls: 2,
		sends: call('GET /api/List/{listId}/Item/{itemId}', {
			path: { listId: ids.projects, itemId: ids.newIntranet },
		}),
		gives: [
			expect.objectContaining({
				ID: ids.newIntranet,
				Title: 'New intranet',
				Budget: 250000,
				Deadline: '2026-12-31T16:00:00Z',
				wpStage: 'Idea',
			}),
		],
	},
	{
		operation: 'entity.create',
		parameters: {
			businessModule: byId(ids.companies),
			createSite: true,
			...json({ Title: 'Adatum' }),
		},
		sends: call('POST /api/Entity/{businessModuleId}/Create/{createSite}', {
			path: { businessModuleId: ids.companies, createSite: true },
			body: { Title: 'Adatum' },
		}),
		gives: [{ EntityId: 3 }],
	},
	{
		operation: 'entity.update',
		parameters: { ...onProject, ...json({ Hours: 500 }) },
		sends: call('POST /api/Entity/{businessModuleId}/Update/{entityId}', {
			path: { businessModuleId: ids.projects, entityId: ids.newIntranet },
			body: { Hours: 500 },
		}),
		gives: [{ EntityId: ids.newIntranet }],
	},
	{
		operation: 'entity.upsert',
		parameters: {
			...companies,
			keyFields: ['CompanyNumber'],
			...json({ CompanyNumber: '10002', KeyAccount: true }),
		},
		calls: 2,
		sends: call('POST /api/ListItem/CreateOrUpdate', {
			body: {
				ListName: 'Companies',
				IdentifierFieldValues: [{ InternalFieldName: 'CompanyNumber', Value: '10002' }],
				FieldValues: [
					{ InternalFieldName: 'CompanyNumber', Value: '10002' },
					{ InternalFieldName: 'KeyAccount', Value: 'true' },
				],
			},
		}),
		gives: [{ EntityId: 2 }],
	},
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
		operation: 'entity.changeStage',
		parameters: {
			...onProject,
			stage: byId(ids.stages.planning),
		},
		sends: call('POST /api/ListItem/ChangeStage', {
			body: {
				EntityListId: ids.projects,
				EntityItemId: ids.newIntranet,
				StageId: ids.stages.planning,
				OverrideConstraints: 'NoOverride',
				OverrideRequiredFields: false,
			},
		}),
		gives: [
			{
				StageChanged: true,
				EntityId: ids.newIntranet,
				BusinessModuleId: ids.projects,
				StageId: ids.stages.planning,
			},
		],
	},
	{
		operation: 'entity.changeStageAndSetFields',
		notByDefault: ['options'],
		parameters: {
			...onProject,
			entity: byId(ids.warehouseMove),
			stage: byId(ids.stages.execution),
			options: { overrideConstraints: 'OverrideWarnings', overrideRequiredFields: true },
			...json({ Budget: 1 }),
		},
		sends: call(
			'POST /api/Entity/{businessModuleId}/ChangeStage/{entityId}/{stageId}/{overrideConstraints}/{overrideRequiredFields}',
			{
				path: {
					businessModuleId: ids.projects,
					entityId: ids.warehouseMove,
					stageId: ids.stages.execution,
					overrideConstraints: 'OverrideWarnings',
					overrideRequiredFields: true,
				},
				body: { Budget: 1 },
			},
		),
		gives: [
			{
				StageChanged: true,
				EntityId: ids.warehouseMove,
				BusinessModuleId: ids.projects,
				StageId: ids.stages.execution,
			},
		],
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
	{
		operation: 'entity.executeAction',
		parameters: { ...onProject, workPointAction: byId(ids.actions.archiveProject) },
		sends: call('POST /api/BusinessModules/{bmId}/Actions/{actionId}/Run', {
			path: { bmId: ids.projects, actionId: ids.actions.archiveProject },
			query: { entityId: ids.newIntranet },
		}),
		gives: startedJob,
	},
	{
		operation: 'entity.exists',
		parameters: {
			...companies,
			keyValues: { keys: [{ field: 'Title', value: 'Jensen A/S' }] },
		},
		calls: 2,
		sends: call('POST /api/ListItem/Exists', {
			body: {
				ListName: 'Companies',
				IdentifierFieldValues: [{ InternalFieldName: 'Title', Value: 'Jensen A/S' }],
			},
		}),
		gives: [{ Exists: true }],
	},
	{
		operation: 'entity.delete',
		parameters: onProject,
		calls: 2,
		sends: call('POST /api/ListItem/Recycle', {
			body: { ListName: 'Projects', ListItemID: ids.newIntranet },
		}),
		gives: [{ deleted: true }],
	},
	{
		operation: 'entity.copy',
		parameters: { ...onProject, ...json({}) },
		sends: call('POST /api/Entity/{businessModuleId}/Copy/{sourceEntityId}', {
			path: { businessModuleId: ids.projects, sourceEntityId: ids.newIntranet },
			body: {},
		}),
		gives: [{ EntityId: 4 }],
	},
	{
		operation: 'entity.move',
		parameters: {
			...onProject,
			targetBusinessModule: byId(ids.cases),
			targetContentType: byId(ids.stages.caseOpen),
			validateOnly: true,
			includeProgressLog: true,
			runAsJob: false,
		},
		sends: call('POST /api/Entity/Move', {
			body: {
				SourceEntityListID: ids.projects,
				SourceEntityID: ids.newIntranet,
				TargetEntityListID: ids.cases,
				TargetEntityContentTypeID: ids.stages.caseOpen,
				ValidateOnly: true,
				IncludeProgressLogInResult: true,
				RunAsJob: false,
			},
		}),
		gives: [expect.objectContaining({ Ok: true, ProgressLog: expect.any(String) })],
	},
	{
		operation: 'entity.createSite',
		parameters: { ...onProject, entity: byId(ids.warehouseMove) },
		sends: call('POST /api/SiteManagement/CreateSiteIfNotExists', {
			body: { ListID: ids.projects, ListItemID: ids.warehouseMove },
		}),
		gives: [{ SiteCreated: true }],
	},
	{
		operation: 'entity.connectToSite',
		parameters: {
			...onProject,
			entity: byId(ids.warehouseMove),
			entitySiteUrl: projectSiteUrl,
			additionalFields: { syncMasterSite: true },
		},
		sends: call('POST /api/BusinessModules/{businessModuleId}/entities/{entityId}/ConnectToSite', {
			path: { businessModuleId: ids.projects, entityId: ids.warehouseMove },
			body: { SiteUrl: projectSiteUrl, SyncMasterSite: true },
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
		operation: 'entity.synchronizeFromMasterSite',
		parameters: {
			...onProject,
			parts: ['SyncNavigation', 'SetWelcomePage'],
			additionalFields: {
				jobQueue: 'Integration',
				listScopes: {
					lists: [
						{
							webRelativeUrl: 'Documents',
							parts: ['Fields', 'Views'],
							itemParts: ['IncludeVersionHistory'],
						},
					],
				},
			},
		},
		sends: call(
			'POST /api/BusinessModules/{businessModuleId}/Entities/{entityId}/QueueMasterSiteSyncJob',
			{
				path: { businessModuleId: ids.projects, entityId: ids.newIntranet },
				body: {
					SyncNavigation: true,
					SetWelcomePage: true,
					ListScopes: [
						{
							WebRelativeUrl: 'Documents',
							Fields: true,
							Views: true,
							ItemScope: { IncludeVersionHistory: true, Enabled: true },
						},
					],
				},
				headers: { WorkPointJobQueue: 'Integration' },
			},
		),
		gives: startedJob,
	},
	{
		operation: 'entity.synchronizeSecurity',
		parameters: { ...onProject, additionalFields: { ruleScopes: ['Entity', 'Site'] } },
		sends: call(
			'POST /api/BusinessModules/{businessModuleId}/Entities/{entityId}/QueueSecuritySynchronizationJob',
			{
				path: { businessModuleId: ids.projects, entityId: ids.newIntranet },
				body: { RuleScopes: ['Entity', 'Site'] },
				headers: { WorkPointJobQueue: undefined },
			},
		),
		gives: startedJob,
	},
	{
		operation: 'entity.aggregate',
		parameters: { ...onProject, additionalFields: { jobQueue: 'Integration' } },
		sends: call(
			'POST /api/BusinessModules/{businessModuleId}/Entities/{entityId}/QueueAggregationJob',
			{
				path: { businessModuleId: ids.projects, entityId: ids.newIntranet },
				headers: { WorkPointJobQueue: 'Integration' },
			},
		),
		gives: startedJob,
	},
];
