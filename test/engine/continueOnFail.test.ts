import type { ICredentialDataDecryptedObject, INode, INodeParameters } from 'n8n-workflow';

import { TestCredentials } from '../../n8n/n8nEngine';
import { byId } from '../../n8n/workflow';
import type { Sandbox } from '../../sandbox';
import { ids } from '../../sandbox/tenant/seed';
import { onProject } from '../support/cases/case';
import { runNode, workPointNode, type Result } from '../support/runNode';
import { sandboxForEach } from '../support/sandboxForEach';

const input = [
	{ id: 2, note: 'first' },
	{ id: 3, note: 'second' },
];
const paired = input.map((_, item) => ({ item }));

const changeStage: INodeParameters = {
	resource: 'entity',
	operation: 'changeStage',
	...onProject,
	entity: byId('={{ $json.id }}'),
	stage: byId(ids.stages.planning),
};

interface Way {
	parameters?: INodeParameters;
	credential?: ICredentialDataDecryptedObject;
	node?: Partial<INode>;
}

const ways: Array<[what: string, message: string, way: Way]> = [
	['no credential', 'credentials', { node: { credentials: undefined } }],
	['the tenant "common"', "'Tenant ID' in the credential", { credential: { tenantId: 'common' } }],
	[
		'an http base URL',
		"'API Base URL' in the credential",
		{ credential: { environment: 'custom', apiBaseUrl: 'http://api.example.com' } },
	],
	[
		'a limit that is no number',
		"'Requests per Minute'",
		{ credential: { requestsPerMinute: 'many' } },
	],
	['a concurrency of 0', "'Concurrency'", { parameters: { options: { concurrency: 0 } } }],
	['an unknown operation', "'Operation'", { parameters: { operation: 'changeColor' } }],
	['an unknown resource', "'Operation'", { parameters: { resource: 'weather' } }],
	[
		'an expression that is not valid',
		'invalid syntax',
		{ parameters: { stage: '={{ $json.( }}' } },
	],
	[
		'an option whose expression fails',
		'Referenced node',
		{ parameters: { options: { timeout: "={{ $('Nowhere').item.json.x }}" } } },
	],
	[
		'another site that is none',
		"'WorkPoint Site URL'",
		{ parameters: { options: { siteUrl: 'x' } } },
	],
	[
		'a batch with an option that cannot be used',
		"'Timeout'",
		{
			parameters: {
				operation: 'changeStageOfMany',
				stageModelId: '6a1f0c2e-0001-4000-8000-00000000000a',
				options: { timeout: 0 },
			},
		},
	],
];

let sandbox: Sandbox;

sandboxForEach((started) => (sandbox = started));

async function run(
	{ parameters, credential, node }: Way,
	onError: INode['onError'],
): Promise<Result> {
	return await runNode(
		workPointNode({ ...changeStage, ...parameters }, { ...node, onError }),
		new TestCredentials({ ...sandbox.connection, ...credential }),
		input,
	);
}

describe.each(ways)('an error before the first call: %s', (_what, message, way) => {
	const error = expect.stringContaining(message);

	test('sends all items to the error output, with their fields', async () => {
		const { outputs, error: stopped } = await run(way, 'continueErrorOutput');
		expect(stopped).toBeUndefined();
		expect(outputs[0]).toEqual([]);
		expect(outputs[1]?.map(({ json }) => json)).toEqual(input.map((json) => ({ ...json, error })));
		expect(outputs[1]?.map(({ pairedItem }) => pairedItem)).toEqual(paired);
		expect(sandbox.requests).toEqual([]);
	});

	test('is reported as the error of each item, with its fields, with plain Continue', async () => {
		const { items, error: stopped } = await run(way, 'continueRegularOutput');
		expect(stopped).toBeUndefined();
		expect(items.map(({ json }) => json)).toEqual(input.map((json) => ({ ...json, error })));
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(paired);
		expect(sandbox.requests).toEqual([]);
	});

	test('stops the node without Continue', async () => {
		const { items, error: stopped } = await run(way, 'stopWorkflow');
		expect(stopped?.message).toEqual(error);
		expect(items).toEqual([]);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('an item that fails at the service', () => {
	const get = { operation: 'get', entity: byId('={{ $json.id }}') };
	const mixed = [{ id: 2 }, { id: 999 }];
	const failed = { id: 999, error: expect.stringContaining('Item with id 999 does not exist') };

	const read = async (onError: INode['onError']) =>
		await runNode(
			workPointNode({ ...changeStage, ...get }, { onError }),
			new TestCredentials(sandbox.connection),
			mixed,
		);

	test('keeps its fields in the error output', async () => {
		const { outputs } = await read('continueErrorOutput');
		expect(outputs[0]?.map(({ json, pairedItem }) => [json.ID, pairedItem])).toEqual([
			[2, { item: 0 }],
		]);
		expect(outputs[1]?.map(({ json, pairedItem }) => [json, pairedItem])).toEqual([
			[failed, { item: 1 }],
		]);
	});

	test('keeps its fields with plain Continue', async () => {
		const { items } = await read('continueRegularOutput');
		expect(items.map(({ json }) => json)).toEqual([expect.objectContaining({ ID: 2 }), failed]);
	});
});
