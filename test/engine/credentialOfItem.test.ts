import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';

import { TestCredentials } from '../../n8n/n8nEngine';
import { byId } from '../../n8n/workflow';
import type { Sandbox } from '../../sandbox';
import { ids, otherSiteUrl, siteUrl } from '../../sandbox/tenant/seed';
import { createCompany, onProject } from '../support/cases/case';
import { runNode, workPointNode, type Result } from '../support/runNode';
import { sandboxForEach } from '../support/sandboxForEach';

const changeMany: INodeParameters = {
	resource: 'entity',
	operation: 'changeStageOfMany',
	...onProject,
	entity: byId('={{ $json.id }}'),
	stage: byId(ids.stages.planning),
	stageModelId: '6a1f0c2e-0001-4000-8000-00000000000a',
};

const [here, there] = [siteUrl, otherSiteUrl];

let sandbox: Sandbox;

sandboxForEach((started) => (sandbox = started));

async function run(
	parameters: INodeParameters,
	credential: ICredentialDataDecryptedObject,
	input: IDataObject[],
): Promise<Result> {
	return await runNode(
		workPointNode(parameters, { onError: 'continueRegularOutput' }),
		new TestCredentials({ ...sandbox.connection, ...credential }),
		input,
	);
}

const titleOf = (body: unknown) => JSON.stringify(body).match(/Company \d/)?.[0];

/** Which title went to which site. */
const sent = () =>
	sandbox.requests
		.map(({ body, headers }) => [titleOf(body), headers.workpoint365url])
		.sort(([a = ''], [b = '']) => String(a).localeCompare(String(b)));

const companies = (...sites: Array<string | undefined>) =>
	sites.map((site, i) => ({ title: `Company ${i}`, site }));

describe('a site in the credential that depends on the item', () => {
	test.each([
		['by its field', '={{ $json.site }}'],
		['by the node before', "={{ $('Start').item.json.site }}"],
		['by its number', `={{ ["${here}", "${there}", "${here}"][$itemIndex] }}`],
	])("%s is used for the item's own calls", async (_how, expression) => {
		const input = companies(here, there, here);
		const { json } = await run(createCompany, { siteUrl: expression }, input);
		expect(json.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
		expect(sent()).toEqual(input.map(({ title, site }) => [title, site]));
	});

	test.each([
		['every second', `={{ $itemIndex % 2 === 1 ? "${there}" : "${here}" }}`, [here, there]],
		[
			'every fourth',
			`={{ $itemIndex % 4 < 3 ? "${here}" : "${there}" }}`,
			[here, here, here, there],
		],
		['all after the fifth', `={{ $itemIndex > 4 ? "${there}" : "${here}" }}`, []],
	])(
		'that depends on the item number alone is used for %s',
		async (_which, expression, repeated) => {
			const count = 8;
			const sites = Array.from({ length: count }, (_, i) =>
				repeated.length > 0 ? repeated[i % repeated.length] : i > 4 ? there : here,
			);
			await run(createCompany, { siteUrl: expression }, companies(...sites));
			expect(sent().map(([, site]) => site)).toEqual(sites);
		},
	);

	test('is used when the first item has none', async () => {
		const input = companies(undefined, there, undefined);
		await run(createCompany, { siteUrl: `={{ $json.site || "${here}" }}` }, input);
		expect(sent().map(([, site]) => site)).toEqual([here, there, here]);
	});

	test('fails only the item for which it is invalid', async () => {
		const input = companies(here, 'nowhere', there);
		const { json } = await run(createCompany, { siteUrl: '={{ $json.site }}' }, input);
		expect(json[1]?.error).toContain("'WorkPoint Site URL' in the credential");
		expect(sent()).toEqual([
			['Company 0', here],
			['Company 2', there],
		]);
	});

	test('splits a call for many items', async () => {
		await run(changeMany, { siteUrl: '={{ $json.site }}' }, [
			{ id: 2, site: here },
			{ id: 3, site: there },
			{ id: 4, site: here },
		]);
		expect(
			sandbox.requests.map(({ body, headers }) => [
				headers.workpoint365url,
				(body as IDataObject).Entities,
			]),
		).toEqual([
			[here, [{ ID: 2 }, { ID: 4 }]],
			[there, [{ ID: 3 }]],
		]);
	});

	test('is overridden by the option of the node', async () => {
		const input = companies(here, there);
		const parameters = { ...createCompany, options: { siteUrl: there } };
		await run(parameters, { siteUrl: '={{ $json.site }}' }, input);
		expect(sent().map(([, site]) => site)).toEqual([there, there]);
	});
});

test('a token that n8n stored for another tenant is replaced when WorkPoint refuses it, and nothing is written twice', async () => {
	const oauthTokenData = { access_token: 'of another tenant', token_type: 'Bearer' };
	const { json } = await run(createCompany, { oauthTokenData }, companies(here, here));
	expect(json.map(({ error }) => error)).toEqual([undefined, undefined]);
	expect(sandbox.signIn.issued).toBe(1);
	const written = sandbox.requests.filter(({ status }) => status === 200);
	expect(written.map(({ body }) => titleOf(body))).toEqual(['Company 0', 'Company 1']);
	expect(sandbox.requests).toHaveLength(3);
});

test('a sign-in that depends on the item is refused for every item that differs from the first', async () => {
	const { tenantId } = sandbox.connection;
	const input = companies(here, here, here).map((item, i) => ({
		...item,
		tenant: i === 1 ? 'fabrikam.com' : tenantId,
	}));
	const { json } = await run(createCompany, { tenantId: '={{ $json.tenant }}' }, input);
	expect(json[1]?.error).toContain('The sign-in of the credential differs between this item');
	expect(sent().map(([title]) => title)).toEqual(['Company 0', 'Company 2']);
});
