/** Answers and refusals that the vendor's client of 2025 relies on; see also tolerance.test.ts and webhooks.test.ts. */
import type { AxiosInstance } from 'axios';

import { startSandbox, type Sandbox } from '../../sandbox';
import { ids, projectSiteUrl } from '../../sandbox/tenant/seed';
import { signedIn } from '../support/sandboxClient';

let sandbox: Sandbox;
let api: AxiosInstance;

beforeAll(async () => {
	sandbox = await startSandbox();
	api = await signedIn(sandbox);
	api.defaults.validateStatus = () => true;
});

afterAll(async () => {
	await sandbox.stop();
});

test('tabs are listed in Tabs, with their types as names', async () => {
	const { data } = await api.get('/api/BusinessModules/TabViewSettings');
	expect(data[0]).toMatchObject({
		BusinessModuleId: ids.projects,
		PageWebRelativeUrl: expect.any(String),
		Tabs: expect.arrayContaining([expect.objectContaining({ Type: 'Relations', ShowAll: false })]),
	});
});

test('buttons have their types as names, including those of the lists of a site', async () => {
	const [{ Groups, SiteLists }] = (await api.get('/api/MyTools')).data;
	expect(Groups[0].Buttons[0].Type).toBe('AddRelation');
	expect(SiteLists[0].Groups[0].Buttons[0].Type).toBe('OpenWizard');
});

test.each(['Title', 'EventTypeId'])('an activity without %s is refused', async (name) => {
	const body = {
		Title: 'Called',
		EventType: 'Document;Created',
		EventTypeId: '12',
		EventSourceType: 'Document',
		EventDate: '2026-12-01T09:00:00Z',
		BusinessModuleId: ids.projects,
		Entity: ids.newIntranet,
	};
	const sent = async (value: unknown) =>
		(await api.post('/api/EntityActivityLog/Add', { ...body, [name]: value })).status;
	expect(await sent('12')).toBeLessThan(300);
	expect([await sent(''), await sent(undefined)]).toEqual([400, 400]);
});

test('entities whose stages change in one call are given in Entities, not in EntityItemIds alone', async () => {
	const body = {
		BusinessModuleId: ids.projects,
		StageModelId: '6a1f0c2e-0009-4000-8000-000000000001',
		StageId: ids.stages.planning,
		RunProcessAs: 'Synchronous',
	};
	const sent = async (which: object) =>
		(await api.post('/api/Entity/BatchChangeStage', { ...body, ...which })).status;
	expect(await sent({ EntityItemIds: [ids.newIntranet] })).toBe(400);
	expect(await sent({ Entities: [{ ID: ids.newIntranet }] })).toBeLessThan(300);
});

test.each(['MoveUp/102', 'MoveDown/102', 'SetIsMailList/102?isMailList=true'])(
	'%s returns a boolean for a favorite',
	async (asked) => {
		const { data } = await api.get(`/api/Favorites/${asked}`);
		expect(typeof data).toBe('boolean');
	},
);

test('parameters for an app need neither a library nor documents', async () => {
	const { status } = await api.post('/api/Parameter/ConstructPowerAppAndFlowParameter', {
		PowerAppOrFlowId: ids.projects,
		EntityListId: ids.projects,
		EntityId: ids.newIntranet,
		LibraryInfo: null,
		DocumentIDs: null,
	});
	expect(status).toBe(200);
});

test.each([
	['BufferSites', {}, true],
	['CAML', { CamlQuery: '<View/>' }, true],
	['View', { ViewId: '6a1f0c2e-0009-4000-8000-000000000002' }, true],
	['Everything', {}, false],
])('the scope of a synchronization can be %s', async (SynchronizationScope, more, isKnown) => {
	const url = `/api/BusinessModules/${ids.projects}/QueueMasterSiteSyncJob`;
	const body = { SynchronizationScope, ...more, SyncFeatures: true };
	expect((await api.post(url, body)).status < 300).toBe(isKnown);
});

test('a site is connected with a boolean as text, as in the recovery notebook', async () => {
	const url = `/api/BusinessModules/${ids.projects}/entities/${ids.warehouseMove}/ConnectToSite`;
	const body = { SiteUrl: projectSiteUrl, UpdateRelations: 'False' };
	expect((await api.post(url, body)).status).toBeLessThan(300);
});
