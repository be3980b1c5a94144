import type { INodeParameters } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../sandbox';
import { runNode, TestCredentials, workPointNode } from './workflow';

// The first test of a process also compiles the contract.
jest.setTimeout(30_000);

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox();
});

afterEach(async () => {
	await sandbox.stop();
});

async function request(parameters: INodeParameters) {
	return await runNode(
		workPointNode({ resource: 'apiRequest', operation: 'request', ...parameters }),
		new TestCredentials(sandbox.connection),
	);
}

describe('a call of any other endpoint', () => {
	test('gives what the endpoint answers', async () => {
		const { json: output } = await request({
			method: 'GET',
			path: '/api/Command/CanConnect',
		});
		expect(output).toEqual([{ Value: true }]);
	});

	test.each([
		'api/Command/CanConnect',
		'https://example.com/api/x',
		'/api/../secret',
		'/api/%2e%2e/secret',
		'/api//x',
		'/api/x?y=1',
		'/other/x',
	])('is refused for the path %s', async (path) => {
		const { error } = await request({ method: 'GET', path });
		expect(error?.message).toBe("'Path' is not a path of the Web API");
		expect(sandbox.requests).toEqual([]);
	});
});
