import axios from 'axios';

import { startSandbox, type Sandbox } from '../../sandbox';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});

afterAll(async () => await sandbox.stop());

test.each<[what: string, headers: Record<string, string>]>([
	['from a page of another host', { Origin: 'https://example.com' }],
	['by a name that leads to loopback', { Host: 'example.com' }],
])('a button cannot be pressed %s', async (_what, headers) => {
	const { status } = await axios.post(`${sandbox.origin}/reset`, '', {
		headers,
		validateStatus: () => true,
	});
	expect(status).toBe(403);
});
