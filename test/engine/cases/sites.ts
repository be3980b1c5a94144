import { ids, projectSiteUrl } from '../../../sandbox/seed';
import { listIds } from '../../../sandbox/plainLists';
import { byId, onProject, type Case } from './case';

const job = [{ JobId: expect.stringMatching(/^[0-9a-f-]{36}$/) }];
const integrationQueue = expect.objectContaining({ workpointjobqueue: 'Integration' });
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
		sends: `POST /api/BusinessModules/${ids.projects}/entities/${ids.warehouseMove}/ConnectToSite`,
		body: { SiteUrl: projectSiteUrl, SyncMasterSite: true },
		gives: [{ success: true }],
	},
	{
		operation: 'entity.createSite',
		parameters: { ...onProject, entity: byId(ids.warehouseMove) },
		sends: 'POST /api/SiteManagement/CreateSiteIfNotExists',
		body: { ListID: ids.projects, ListItemID: ids.warehouseMove },
		gives: [{ SiteCreated: true }],
	},
	{
		operation: 'entity.aggregate',
		parameters: { ...onProject, additionalFields: { jobQueue: 'Integration' } },
		sends: `POST /api/BusinessModules/${ids.projects}/Entities/${ids.newIntranet}/QueueAggregationJob`,
		headers: integrationQueue,
		gives: job,
	},
	{
		operation: 'entity.synchronizeFromMasterSite',
		parameters: {
			...onProject,
			parts: ['SyncNavigation', 'SetWelcomePage'],
			additionalFields: {
				jobQueue: 'Integration',
				listScopes: { lists: [{ webRelativeUrl: 'Documents', parts: ['Fields', 'Views'] }] },
			},
		},
		sends: `POST /api/BusinessModules/${ids.projects}/Entities/${ids.newIntranet}/QueueMasterSiteSyncJob`,
		body: {
			SyncNavigation: true,
			SetWelcomePage: true,
			ListScopes: [{ WebRelativeUrl: 'Documents', Fields: true, Views: true }],
		},
		headers: integrationQueue,
		gives: job,
	},
	{
		operation: 'entity.synchronizeSecurity',
		parameters: { ...onProject, additionalFields: { ruleScopes: ['Entity', 'Site'] } },
		sends: `POST /api/BusinessModules/${ids.projects}/Entities/${ids.newIntranet}/QueueSecuritySynchronizationJob`,
		body: { RuleScopes: ['Entity', 'Site'] },
		headers: expect.not.objectContaining({ workpointjobqueue: expect.anything() }),
		gives: job,
	},
	{
		operation: 'solution.getInfo',
		parameters: {},
		sends: 'GET /api/Solution/Info',
		gives: [expect.objectContaining({ Version: expect.objectContaining({ _Major: 4 }) })],
	},
	{
		operation: 'solution.checkConnection',
		parameters: { report: false },
		calls: 26,
		sends: 'GET /api/Event/ExistsEvent',
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
		operation: 'solution.getLicensedFeatures',
		parameters: {},
		sends: 'GET /api/License/Features',
		gives: expect.arrayContaining([
			{ Id: 13, Name: 'Integration' },
			{ Id: 5_000, Name: null },
		]),
	},
	{
		operation: 'solution.getUserLicense',
		parameters: {},
		sends: 'GET /api/License/UserLicense',
		gives: [expect.objectContaining({ Status: 1, LoginName: expect.any(String) })],
	},
	{
		operation: 'integrationParameter.create',
		parameters: {
			appOrFlowId,
			...onProject,
			libraryId: listIds.documents,
			libraryName: 'Documents',
			libraryUrl: '/sites/project-1/Shared Documents',
			additionalFields: { documentIds: '1' },
		},
		sends: 'POST /api/Parameter/ConstructPowerAppAndFlowParameter',
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
		gives: [{ Identifier: expect.stringMatching(/^[0-9a-f-]{36}$/) }],
	},
];
