import type { AxiosInstance } from 'axios';

import { startSandbox, type Sandbox } from '../../sandbox';
import { ids } from '../../sandbox/tenant/seed';
import { signedIn } from '../support/sandboxClient';

let sandbox: Sandbox;
let api: AxiosInstance;

beforeEach(async () => {
	sandbox = await startSandbox();
	api = await signedIn(sandbox);
});

afterEach(async () => {
	expect(sandbox.violations).toEqual([]);
	await sandbox.stop();
});

describe('email', () => {
	const suggest = async (change = {}) =>
		(
			await api.post('/api/Suggestion/GetEntitySuggestions', {
				MaxResultCount: 10,
				EmailBasedWeight: 1,
				FieldMappingBasedWeight: 2,
				FromEmailAddresses: ['Mette@jensen.example'],
				...change,
			})
		).data;

	test('suggests the entities where emails of the sender are filed or whose fields contain its address', async () => {
		const found = await suggest();
		expect(found).toMatchObject([
			{ Type: 20, EntityListID: ids.cases, EntityID: 2, SortFactor: 2 },
			{ Type: 10, EntityTitle: 'Complaint 2026-001', SortFactor: 1 },
		]);
		expect(await suggest({ FromEmailAddresses: ['nobody@jensen.example'] })).toEqual([]);
		expect(await suggest({ BusinessModuleIDs: [ids.projects] })).toEqual([]);
	});

	test('returns where an email is filed, and flags it', async () => {
		const messageID = '<complaint-001@jensen.example>';
		const { data } = await api.get('/api/JournalLocation/GetJournalLocations', {
			params: { messageID },
		});
		expect(data).toMatchObject([{ EntityID: 2, LocationPath: expect.stringContaining('Cases/') }]);
		const flag = { internetMessageID: messageID, OutlookColorName: 'Green' };
		const outcome = await api.get('/api/JournalizeFlag/SetFlags', { params: flag });
		expect(outcome.data).toMatchObject({ Errors: [] });
		expect(sandbox.state.mailFlags.get(messageID)).toBe('Green');
	});

	test('reports in the answer that an email was not found', async () => {
		const { status, data } = await api.get('/api/JournalizeFlag/SetFlags', {
			params: { internetMessageID: '<nothing@x>', OutlookColorName: 'Green' },
		});
		expect(status).toBe(200);
		expect(data.Errors).toHaveLength(1);
	});
});

describe('relations', () => {
	const item = {
		type: 'RelationItemBuilderViewModel',
		ListId: ids.cases,
		EntityId: 2,
		TargetRelationTypeId: 3,
	};
	const ofProject = { SourceListId: ids.projects, SourceItemId: 3 };
	const query = async (...entities: Array<{ List: string; ID: number }>) =>
		(await api.post('/api/Relations/query', { ShowAll: true, Entities: entities })).data;
	const warehouseMove = { List: ids.projects, ID: 3 };

	test('are created, changed and queried', async () => {
		await api.post('/api/Relations', { ...ofProject, BuilderRelations: [item] });
		const [made] = await query(warehouseMove);
		expect(made).toMatchObject({
			RelationA: { ItemId: 3 },
			RelationB: { Title: 'Complaint 2026-001', Type: { Title: 'Partner' } },
		});
		const changed = { ...item, RelationId: made.Id, Description: 'Both in Odense' };
		await api.put('/api/Relations', { ...ofProject, BuilderRelations: [changed] });
		expect(await query(warehouseMove)).toMatchObject([{ Description: 'Both in Odense' }]);
	});

	test('move from one entity to another', async () => {
		const { status } = await api.post('/api/Relations/ReplaceRelationsByEntity', {
			FromBusinessModuleId: ids.projects,
			FromEntityId: ids.newIntranet,
			ToBusinessModuleId: ids.projects,
			ToEntityId: ids.warehouseMove,
		});
		expect(status).toBe(200);
		expect(await query({ List: ids.projects, ID: ids.newIntranet })).toEqual([]);
		expect(await query(warehouseMove)).toHaveLength(2);
	});

	test('require an existing type', async () => {
		const wrong = { ...item, TargetRelationTypeId: 9 };
		const { status, data } = await api.post('/api/Relations', {
			...ofProject,
			BuilderRelations: [wrong],
		});
		expect(status).toBe(500);
		expect(data.ExceptionMessage).toContain('relation type 9');
	});
});

test('many entities change stage in one call', async () => {
	const { status } = await api.post('/api/Entity/BatchChangeStage', {
		BusinessModuleId: ids.contracts,
		Entities: [{ ID: 2 }, { ID: 3 }],
		StageModelId: ids.contracts,
		StageId: ids.stages.inForce,
		RunProcessAs: 'Synchronous',
	});
	expect(status).toBe(200);
	const contracts = sandbox.state.module(ids.contracts);
	for (const id of [2, 3]) expect(contracts.entities.get(id)?.stageId).toBe(ids.stages.inForce);
});

test('a synchronization without parts is queued, but does nothing', async () => {
	const path = `/api/BusinessModules/${ids.projects}/QueueMasterSiteSyncJob`;
	const what = async (body: object) =>
		sandbox.state.jobs.get((await api.post(path, body)).data.JobId);
	expect(await what({})).toContain('Synchronization of nothing');
	expect(await what({ SyncNavigation: true })).toContain('SyncNavigation');
});
