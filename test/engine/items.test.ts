import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { randomUUID } from 'node:crypto';

import { TestCredentials } from '../../n8n/n8nEngine';
import { byId } from '../../n8n/workflow';
import type { Sandbox } from '../../sandbox';
import { ids, otherSiteUrl } from '../../sandbox/tenant/seed';
import { createCompany as create } from '../support/cases/case';
import { runNode, workPointNode, type Result } from '../support/runNode';
import { sandboxForEach } from '../support/sandboxForEach';

const getActions = {
	resource: 'businessModule',
	operation: 'getActions',
	businessModule: byId(ids.projects),
};
const update: INodeParameters = {
	resource: 'entity',
	operation: 'update',
	businessModule: byId(ids.projects),
	entity: '={{ { __rl: true, mode: "id", value: $json.id } }}',
	specifyFields: 'json',
	fieldsJson: '={{ { Hours: $json.hours } }}',
};
const continueOnFail: Partial<INode> = { onError: 'continueRegularOutput' };

let sandbox: Sandbox;
let credentials: TestCredentials;

sandboxForEach((started) => {
	sandbox = started;
	credentials = new TestCredentials(sandbox.connection);
});

async function run(
	parameters: INodeParameters,
	input?: IDataObject[],
	settings?: Partial<INode>,
): Promise<Result> {
	return await runNode(workPointNode(parameters, settings), credentials, input);
}

describe('items', () => {
	test('keep their order and pairing while several are in progress', async () => {
		const input = Array.from({ length: 20 }, (_, i) => ({ title: `Company ${i}` }));
		const { items } = await run(create, input);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(input.map((_, item) => ({ item })));
		for (const [i, { json }] of items.entries()) {
			const entity = sandbox.state.module(ids.companies).entities.get(Number(json.EntityId));
			expect(entity?.values.Title).toBe(`Company ${i}`);
		}
	});

	test('of the same entity never overtake each other', async () => {
		sandbox.faults.add({
			path: 'Update/1',
			times: 1,
			answer: { status: 429, headers: { 'Retry-After': '1' } },
		});
		const input = [1, 2, 3, 4].map((hours) => ({ id: 1, hours }));
		const { error } = await run(update, input);
		expect(error).toBeUndefined();
		const sent = sandbox.requests
			.filter(({ status }) => status === 200)
			.map(({ body }) => (body as { Hours: number }).Hours);
		expect(sent).toEqual([1, 2, 3, 4]);
	});

	test('share one access token, because the first goes alone', async () => {
		await run(
			getActions,
			Array.from({ length: 10 }, () => ({})),
			{ credentials: { workPointOAuth2Api: { id: randomUUID(), name: 'New' } } },
		);
		expect(sandbox.signIn.issued).toBe(1);
	});

	test('make exactly one call each, and the credential itself is read no more often for more of them', async () => {
		const count = 10;
		await run(
			getActions,
			Array.from({ length: count }, () => ({})),
		);
		expect(sandbox.requests).toHaveLength(count);
		// Once for our own settings, five times to see whether they depend on the item; the others are n8n signing each call.
		expect(credentials.reads).toBe(count + 6);
	});

	test('continue after a failure with Continue On Fail, and the error stays with its item', async () => {
		const { json, items, error } = await run(
			update,
			[
				{ id: 2, hours: 1 },
				{ id: 99, hours: 1 },
				{ id: 3, hours: 1 },
			],
			continueOnFail,
		);
		expect(error).toBeUndefined();
		expect(json[0]).toEqual({ EntityId: 2 });
		expect(json[1]?.error).toBe(
			'Item with id 99 does not exist in Projects. It may have been deleted.',
		);
		expect(json[2]).toEqual({ EntityId: 3 });
		expect(items[1]?.pairedItem).toEqual({ item: 1 });
	});

	test('in progress are awaited when one fails, and the error reports how many were carried out', async () => {
		const { error } = await run(update, [
			{ id: 1, hours: 1 },
			{ id: 99, hours: 1 },
			{ id: 2, hours: 1 },
		]);
		expect(error?.message).toContain('Item with id 99 does not exist');
		expect(error?.description).toMatch(/(1|2) of 3 items had been processed/);
	});

	test('can address a site other than that of the credential', async () => {
		await run({ ...getActions, options: { siteUrl: otherSiteUrl } });
		expect(sandbox.requests.at(-1)?.headers.workpoint365url).toBe(otherSiteUrl);
	});

	test('produce no output and no call when there are none', async () => {
		const { items } = await run(getActions, []);
		expect(items).toEqual([]);
		expect(sandbox.requests).toEqual([]);
	});
});
