import { call } from '../../../nodes/api/call';
import { finishedExport } from '../../../sandbox/calls/solution';
import { ids, projectSiteUrl } from '../../../sandbox/tenant/seed';
import { listIds } from '../../../sandbox/tenant/plainLists';
import { byId, onProject, type Case } from './case';

const job = [{ JobId: expect.stringMatching(/^[0-9a-f-]{36}$/) }];
const appOrFlowId = '6a1f0c2e-1b2c-4d3e-8f90-a1b2c3d4e5f6';

/** Sites, jobs and what WorkPoint tells of itself. */
export const siteCases: Case[] = [
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
		operation: 'entity.createSite',
		parameters: { ...onProject, entity: byId(ids.warehouseMove) },
		sends: call('POST /api/SiteManagement/CreateSiteIfNotExists', {
			body: { ListID: ids.projects, ListItemID: ids.warehouseMove },
		}),
		gives: [{ SiteCreated: true }],
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
		gives: job,
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
		gives: job,
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
		gives: job,
	},
	{
		operation: 'solution.getInfo',
		parameters: {},
		sends: call('GET /api/Solution/Info'),
		gives: [expect.objectContaining({ Version: expect.objectContaining({ _Major: 4 }) })],
	},
	{
		operation: 'solution.checkConnection',
		parameters: { report: false, alsoCheckWriting: false },
		calls: 21,
		sends: call('GET /api/Event/ExistsEvent', {
			query: { entityListID: ids.projects, entityID: 1, eventListID: '', eventID: '1' },
		}),
		gives: expect.arrayContaining([
			{
				check: 'Sign-in and permission',
				status: 'ok',
				detail: 'WorkPoint accepts the sign-in for this site',
				advice: null,
			},
		]),
	},
	{
		operation: 'solution.downloadExport',
		parameters: { exportId: String(finishedExport), binaryPropertyName: 'backup' },
		sends: call('GET /api/Solution/Export/{id}', { path: { id: finishedExport } }),
		gives: [
			{
				ExportId: finishedExport,
				FileName: `Solution export ${finishedExport}.zip`,
				Size: expect.any(Number),
			},
		],
	},
	{
		operation: 'solution.getLicensedFeatures',
		parameters: {},
		sends: call('GET /api/License/Features'),
		gives: expect.arrayContaining([
			{ Id: 13, Name: 'Integration' },
			{ Id: 5_000, Name: null },
		]),
	},
	{
		operation: 'solution.getUserLicense',
		parameters: {},
		sends: call('GET /api/License/UserLicense'),
		gives: [expect.objectContaining({ Status: 1, LoginName: expect.any(String) })],
	},
	{
		operation: 'integrationParameter.create',
		parameters: {
			appOrFlowId,
			...onProject,
			additionalFields: {
				documentIds: '1',
				libraryId: listIds.documents,
				libraryName: 'Documents',
				libraryUrl: '/sites/project-1/Shared Documents',
			},
		},
		sends: call('POST /api/Parameter/ConstructPowerAppAndFlowParameter', {
			body: {
				PowerAppOrFlowId: appOrFlowId,
				EntityListId: ids.projects,
				EntityId: ids.newIntranet,
				LibraryInfo: {
					Id: listIds.documents,
					ServerRelativeUrl: '/sites/project-1/Shared Documents',
					Name: 'Documents',
				},
				DocumentIDs: [1],
			},
		}),
		gives: [{ Identifier: expect.stringMatching(/^[0-9a-f-]{36}$/) }],
	},
];
