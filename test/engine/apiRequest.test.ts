import type { INodeParameters } from 'n8n-workflow';

import { TestCredentials } from '../../n8n/n8nEngine';
import { startSandbox, type Sandbox } from '../../sandbox';
import { siteUrl } from '../../sandbox/tenant/seed';
import { Echo } from '../support/echo';
import { runNode, workPointNode } from '../support/runNode';

let sandbox: Sandbox;
let echo: Echo;

beforeEach(async () => {
	sandbox = await startSandbox();
	echo = await Echo.start();
});

afterEach(async () => {
	await sandbox.stop();
	await echo.stop();
});

async function request(parameters: INodeParameters, apiBaseUrl = sandbox.origin) {
	return await runNode(
		workPointNode({ resource: 'apiRequest', operation: 'request', ...parameters }),
		new TestCredentials({ ...sandbox.connection, apiBaseUrl }),
	);
}

/** What arrives at a Web API that takes everything. */
async function arrived(parameters: INodeParameters) {
	const { error } = await request({ path: '/api/Any/Thing', ...parameters }, echo.origin);
	expect(error).toBeUndefined();
	expect(echo.requests).toHaveLength(1);
	return echo.requests[0];
}

const rows = (...parameters: Array<{ name: unknown; value?: unknown }>) =>
	({ queryParameters: { parameters } }) as INodeParameters;

describe('the mapped folders of Outlook', () => {
	const path = '/api/Outlook/GetOutlookMappingsForCurrentUser/';

	test('belong to a user; an application has none', async () => {
		const { error } = await request({ method: 'GET', path });
		expect(error?.message).toBe('The current user has no mailbox.');
		expect(sandbox.violations).toEqual([]);
	});

	test('are one item each', async () => {
		echo.answer = '[{"OutlookFolderName":"Complaints","MappingEntityId":2}]';
		const { json } = await request({ method: 'GET', path }, echo.origin);
		expect(json).toEqual([{ OutlookFolderName: 'Complaints', MappingEntityId: 2 }]);
	});
});

describe('a call to any other endpoint', () => {
	test.each<[answer: string, items: unknown[]]>([
		['true', [{ Value: true }]],
		['"text"', [{ Value: 'text' }]],
		['{"a":1}', [{ a: 1 }]],
		['', [{ success: true }]],
		['{}', [{ success: true }]],
		['[{"a":1},{"b":[2]}]', [{ a: 1 }, { b: [2] }]],
		['[1,"two",null,[3]]', [{ Value: 1 }, { Value: 'two' }, { Value: null }, { Value: [3] }]],
		['["Title is missing"]', [{ Value: 'Title is missing' }]],
		['[{"ErrorType":"None","Text":"x"}]', [{ ErrorType: 'None', Text: 'x' }]],
		['[]', []],
	])('that answers %s returns an item for each element', async (answer, items) => {
		echo.answer = answer;
		const { json, error } = await request({ method: 'GET', path: '/api/x' }, echo.origin);
		expect(error).toBeUndefined();
		expect(json).toEqual(items);
	});

	test.each(['{"Ok":false}', '{"Errors":["no"]}', '{"ErrorMessages":[{"Message":"no"}]}'])(
		'fails when its answer reports an error as in the contract: %s',
		async (answer) => {
			echo.answer = answer;
			const { error } = await request({ method: 'GET', path: '/api/x' }, echo.origin);
			expect(error).toBeDefined();
		},
	);

	test.each(['GET', 'POST', 'PUT', 'DELETE'])('is sent as %s', async (method) => {
		expect(await arrived({ method })).toMatchObject({ method, body: Buffer.alloc(0) });
	});

	test.each<[what: string, body: unknown, bytes: string]>([
		['an object', '{ "a": 1 }', '{ "a": 1 }'],
		['a list', '[1, "two"]', '[1, "two"]'],
		['text', '"Łódź"', '"Łódź"'],
		['nothing but null', 'null', 'null'],
		[
			'a number with more digits than n8n can count',
			'12345678901234567890',
			'12345678901234567890',
		],
		['an object of an expression', '={{ { a: [true, null] } }}', '{"a":[true,null]}'],
		['a list of an expression', '={{ [1, "two"] }}', '[1,"two"]'],
		['text from an expression that is JSON', '={{ JSON.stringify("x\\u0000") }}', '"x\\u0000"'],
		[
			'what looks like the mark of a file',
			'={{ ["\\u0000file:0\\u0000", "0:0"] }}',
			'["\\u0000file:0\\u0000","0:0"]',
		],
	])('sends %s unchanged as its JSON body', async (_what, body, bytes) => {
		for (const method of ['POST', 'PUT', 'DELETE']) {
			echo.requests.length = 0;
			const call = await arrived({ method, body } as INodeParameters);
			expect(call?.body.toString()).toBe(bytes);
			expect(call?.headers['content-type']).toBe('application/json');
		}
	});

	test('sends all values of a name in order, each encoded once', async () => {
		const call = await arrived({
			method: 'GET',
			...rows(
				{ name: 'id', value: '1' },
				{ name: 'a&b', value: 'c=d e+f%20Ł' },
				{ name: 'id', value: 2 },
				{ name: 'empty', value: '' },
				{ name: 'id', value: true },
			),
		});
		expect(call?.url).toBe(
			'/api/Any/Thing?id=1&a%26b=c%3Dd%20e%2Bf%2520%C5%81&id=2&empty=&id=true',
		);
	});

	test.each<[what: string, given: INodeParameters, message: string]>([
		['no name', rows({ name: '', value: 'x' }), "'Query Parameters' has a value without a name"],
		[
			'an object as a value',
			rows({ name: 'a', value: '={{ { b: 1 } }}' }),
			'\'Query Parameters\' has no text for "a"',
		],
		[
			'half of a surrogate pair',
			rows({ name: 'a', value: '={{ "\\ud83d" }}' }),
			'\'Query Parameters\' has no text for "a"',
		],
		['a method that is none', { method: 'TRACE' }, "'Method' is not one of the options"],
		['a body that is no JSON', { method: 'PUT', body: 'a: 1' }, "'Body (JSON)' is not valid JSON"],
	])('is refused before anything is sent: %s', async (_what, given, message) => {
		const { error } = await request({ method: 'GET', path: '/api/x', ...given }, echo.origin);
		expect(error?.message).toBe(message);
		expect(echo.requests).toEqual([]);
	});

	test('sends text unchanged, however deeply it is nested', async () => {
		const body = '['.repeat(20_000) + ']'.repeat(20_000);
		expect((await arrived({ method: 'POST', body }))?.body.toString()).toBe(body);
	});

	test('refuses a value that is nested too deeply to be written as JSON', async () => {
		const body = '={{ Array.from({ length: 20000 }).reduce((inner) => [inner], 1) }}';
		const { error } = await request({ method: 'POST', path: '/api/x', body }, echo.origin);
		expect(error?.message).toBe('A value of this item is nested too deeply');
		expect(echo.requests).toEqual([]);
	});

	test.each([
		'api/Command/CanConnect',
		'https://example.com/api/x',
		'/api/../secret',
		'/api/%2e%2e/secret',
		'/api/.%2E/secret',
		'/api/x/.',
		'/api//x',
		'/api/x?y=1',
		'/api/x#y',
		'/api/x\\..\\y',
		'/api/x y',
		'/api/x\ny',
		'/api/x\u0000y',
		'/api/100%',
		'/api/%zz',
		'={{ "/api/\\ud83d" }}',
		'/other/x',
		'={{ "" }}',
	])('is refused for the path %j', async (path) => {
		const { error } = await request({ method: 'GET', path }, echo.origin);
		expect(error?.message).toBe("'Path' is not a path of the Web API");
		expect(echo.requests).toEqual([]);
	});

	test.each(['/api/Task/DeleteTask', '/api/task/%44eletetask', '/api/Favorites/MoveUp/5'])(
		'is sent once when it is a GET that changes something and its answer is lost: %s',
		async (path) => {
			sandbox.faults.add({ times: 5, kind: 'resetAfter' });
			const { error } = await request({ method: 'GET', path });
			expect(error?.message).toContain('WorkPoint may have carried out this call');
			expect(sandbox.requests).toHaveLength(1);
		},
	);

	test('is repeated when it is a GET that only reads', async () => {
		sandbox.faults.add({ times: 2, kind: 'resetAfter' });
		const { error } = await request({ method: 'GET', path: '/api/Command/CanConnect' });
		expect(error).toBeUndefined();
		expect(sandbox.requests).toHaveLength(3);
	});

	test('names its site in characters that are allowed in a header', async () => {
		const options = { siteUrl: 'https://contoso.sharepoint.com/sites/Łódź 1/' };
		const call = await arrived({ method: 'GET', options });
		expect(call?.headers.workpoint365url).toBe(
			'https://contoso.sharepoint.com/sites/%C5%81%C3%B3d%C5%BA%201',
		);
	});

	test('names the site of the credential by default', async () => {
		expect((await arrived({ method: 'GET' }))?.headers.workpoint365url).toBe(siteUrl);
	});
});
