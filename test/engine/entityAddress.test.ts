import { TestCredentials } from '../../n8n/n8nEngine';
import { startSandbox, type Sandbox } from '../../sandbox';
import { ids, projectSiteUrl, siteUrl } from '../../sandbox/tenant/seed';
import { masterSiteOf } from '../../sandbox/tenant/tenantTypes';
import { runNode, workPointNode } from '../support/runNode';

const lastSiteUrl = 'https://contoso.sharepoint.com/sites/phase';

const masterSiteUrl = new URL(masterSiteOf({ entityName: 'Project' }), siteUrl).href;

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
	const projects = sandbox.state.module(ids.projects);
	// Sites whose addresses begin with that of the last, more than one page of the search holds.
	for (const suffix of [...Array(150).keys(), '']) {
		const project = sandbox.state.addEntity(projects, { Title: `Phase ${suffix}` }, false);
		project.site = `/sites/phase${suffix}`;
	}
});

beforeEach(() => {
	sandbox.requests.length = 0;
});

afterAll(async () => {
	await sandbox.stop();
});

/** Moves the entity at an address to planning, once for each item. */
async function moveToPlanning(url: string, items = 1) {
	const node = workPointNode({
		resource: 'entity',
		operation: 'changeStage',
		businessModule: { __rl: true, mode: 'id', value: ids.projects },
		entity: { __rl: true, mode: 'url', value: url },
		stage: { __rl: true, mode: 'id', value: ids.stages.planning },
		options: { overrideConstraints: 'OverrideWarnings', overrideRequiredFields: false },
	});
	const credentials = new TestCredentials(sandbox.connection);
	return await runNode(
		node,
		credentials,
		Array.from({ length: items }, () => ({})),
	);
}

/** The IDs of the entities that were moved. */
const moved = () =>
	sandbox.requests
		.filter(({ path }) => path.endsWith('/ChangeStage'))
		.map(({ body }) => (body as { EntityItemId: number }).EntityItemId);

const searches = () => sandbox.requests.filter(({ path }) => path.endsWith('/Items')).length;

describe('an entity by its address', () => {
	test.each([
		['of its form', `${siteUrl}/Lists/Projects/DispForm.aspx?ID=3&Source=x`, 3, 0],
		['of its site', projectSiteUrl, 2, 1],
		['of a page of its site', `${projectSiteUrl}/SitePages/Home.aspx`, 2, 1],
		[
			'of its site, written otherwise',
			`${projectSiteUrl.toUpperCase().replace('HTTPS', 'https')}/`,
			2,
			1,
		],
		['of its site, on a later page of the search', lastSiteUrl, 154, 2],
	])('%s', async (_what, url, id, calls) => {
		const { error } = await moveToPlanning(url);
		expect(error).toBeUndefined();
		expect(moved()).toEqual([id]);
		expect(searches()).toBe(calls);
		expect(sandbox.violations).toEqual([]);
	});

	test('is looked up once for all items of a run', async () => {
		const { error } = await moveToPlanning(projectSiteUrl, 5);
		expect(error).toBeUndefined();
		expect(moved()).toEqual([2, 2, 2, 2, 2]);
		expect(searches()).toBe(1);
	});

	test.each([
		['a site of no entity', 'https://contoso.sharepoint.com/sites/nowhere'],
		['a site with a percent sign', 'https://contoso.sharepoint.com/sites/100%'],
		['the site of the master, which is no entity', masterSiteUrl],
		['a form without an ID', `${siteUrl}/Lists/Projects/DispForm.aspx`],
	])('%s is refused with advice, and nothing is changed', async (_what, url) => {
		const { error } = await moveToPlanning(url);
		expect(error?.message).toBe(
			"'Entity' is a URL that belongs to the site of no entity of the module",
		);
		expect(error?.description).toContain('?ID=');
		expect(moved()).toEqual([]);
	});
});
