import fc from 'fast-check';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { TestCredentials } from '../../n8n/n8nEngine';
import { parseXml } from '../../nodes/api/xml';
import { startSandbox, type Sandbox } from '../../sandbox';
import { ids } from '../../sandbox/tenant/seed';
import { uploadDocument } from '../support/cases/case';
import { Echo } from '../support/echo';
import { runNode, workPointNode } from '../support/runNode';
import { anyText, tries } from '../support/fuzz';

/** Items of one run of the node: each is a case. */
const perRun = 50;

let sandbox: Sandbox;
let echo: Echo;

beforeAll(async () => {
	sandbox = await startSandbox();
	echo = await Echo.start();
});

beforeEach(async () => {
	await sandbox.reset();
});

afterAll(async () => {
	await sandbox.stop();
	await echo.stop();
});

/** The bytes that a path stands for; a percent sign may encode any. */
function bytesIn(path: string): string {
	return Buffer.from(path)
		.toString('latin1')
		.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/** What becomes of each item: an error, or none. */
async function run(
	parameters: INodeParameters,
	input: Array<IDataObject | INodeExecutionData>,
	apiBaseUrl = sandbox.origin,
): Promise<unknown[]> {
	sandbox.requests.length = 0;
	echo.requests.length = 0;
	const node = workPointNode(
		{ ...parameters, options: { concurrency: 50 } },
		{ onError: 'continueRegularOutput' },
	);
	const credentials = new TestCredentials({ ...sandbox.connection, apiBaseUrl });
	const { items, error } = await runNode(node, credentials, input);
	expect(error).toBeUndefined();
	const failed = items.filter(({ json }) => json.error !== undefined);
	return input.map(
		(_, i) =>
			failed.find(({ pairedItem }) => (pairedItem as { item: number }).item === i)?.json.error,
	);
}

const batch = <T>(value: fc.Arbitrary<T>) =>
	fc.array(value, { minLength: perRun, maxLength: perRun });

/** A refusal names its parameter; nothing may be said of what was not sent. */
function expectRefusal(error: unknown): void {
	expect(error).toMatch(/^'[A-Z].*' (is|has|contains|names|cannot) /);
	expect(error).not.toContain('may have');
}

test('a path, a query and a body arrive byte for byte, or nothing is sent', async () => {
	const part = fc.oneof(
		anyText,
		anyText.map((text) => (/\p{Surrogate}/u.test(text) ? 'x' : encodeURIComponent(text))),
	);
	const one = fc.record({
		path: part,
		name: fc.oneof(fc.string({ minLength: 1 }), anyText),
		value: anyText,
		body: fc.oneof(
			fc.json(),
			fc.json().map((text) => `\n ${text}`),
			anyText,
		),
	});
	await fc.assert(
		fc.asyncProperty(batch(one), async (values) => {
			const errors = await run(
				{
					resource: 'apiRequest',
					operation: 'request',
					method: 'PUT',
					path: '={{ "/api/x/" + $json.path }}',
					queryParameters: {
						parameters: [
							{ name: 'i', value: '={{ $itemIndex }}' },
							{ name: '={{ $json.name }}', value: '={{ $json.value }}' },
						],
					},
					body: '={{ $json.body }}',
				},
				values,
				echo.origin,
			);
			for (const [i, { path, name, value, body }] of values.entries()) {
				const arrived = echo.requests.filter(
					({ url }) => /\?i=(\d+)&/.exec(url)?.[1] === String(i),
				);
				if (errors[i] !== undefined) {
					expectRefusal(errors[i]);
					expect(arrived).toEqual([]);
					continue;
				}
				expect(arrived).toHaveLength(1);
				const [call] = arrived;
				const { pathname, searchParams } = new URL(call?.url ?? '', echo.origin);
				expect(bytesIn(pathname)).toBe(bytesIn(`/api/x/${path}`.trim()));
				expect([...searchParams].slice(1)).toEqual([[name, value]]);
				expect(call?.body.toString()).toBe(body);
			}
		}),
		tries(perRun),
	);
});

test('a file and its name arrive unchanged, or nothing is sent', async () => {
	const bytes = fc.uint8Array({ minLength: 1 }).map((some) => Buffer.from(some).toString('base64'));
	const one = fc.record({
		data: fc.oneof(
			bytes,
			bytes.map((text) => text.replace(/=+$/, '')),
			anyText,
		),
		name: fc.oneof(fc.string({ minLength: 1 }), anyText),
	});
	await fc.assert(
		fc.asyncProperty(batch(one), async (values) => {
			const errors = await run(
				{ ...uploadDocument, overwrite: true },
				values.map(({ data, name }, i) => ({
					json: {},
					binary: { data: { data, mimeType: 'text/plain', fileName: `${i} ${name}` } },
				})),
			);
			for (const [i, { data, name }] of values.entries()) {
				const arrived = sandbox.requests
					.map(({ body }) => body as IDataObject)
					.filter((body) => String(body?.FileName).startsWith(`${i} `));
				if (errors[i] !== undefined) {
					expectRefusal(errors[i]);
					expect(arrived).toEqual([]);
					continue;
				}
				expect(arrived).toHaveLength(1);
				expect(arrived[0]?.FileName).toBe(`${i} ${name}`);
				const sent = Buffer.from(String(arrived[0]?.FileBytes), 'base64');
				expect(sent).toEqual(Buffer.from(data, 'base64'));
				expect(sent.length).toBeGreaterThan(0);
			}
		}),
		tries(perRun),
	);
});

test('the values of an entity arrive unchanged', async () => {
	await fc.assert(
		fc.asyncProperty(batch(anyText), async (values) => {
			const errors = await run(
				{
					resource: 'entity',
					operation: 'create',
					businessModule: { __rl: true, mode: 'id', value: ids.companies },
					createSite: false,
					specifyFields: 'json',
					fieldsJson: '={{ JSON.stringify({ Title: $itemIndex + " " + $json.value }) }}',
				},
				values.map((value) => ({ value })),
			);
			const titles = sandbox.requests.map(({ body }) => (body as IDataObject).Title);
			for (const [i, value] of values.entries())
				if (errors[i] === undefined) expect(titles).toContain(`${i} ${value}`);
			expect(titles).toHaveLength(errors.filter((error) => error === undefined).length);
		}),
		tries(perRun),
	);
});

test('the text of a filter arrives unchanged, or nothing is sent', async () => {
	await fc.assert(
		fc.asyncProperty(batch(anyText), async (values) => {
			const errors = await run(
				{
					resource: 'entity',
					operation: 'getAll',
					businessModule: { __rl: true, mode: 'id', value: ids.companies },
					returnAll: false,
					limit: '={{ $itemIndex + 1 }}',
					filterBy: 'fields',
					match: 'all',
					filters: {
						conditions: [
							{ field: 'Title', operator: 'Eq', valueType: 'text', value: '={{ $json.value }}' },
						],
					},
					simplify: false,
				},
				values.map((value) => ({ value })),
			);
			for (const [i, value] of values.entries()) {
				const arrived = sandbox.requests
					.map(({ body }) => body as IDataObject)
					.filter(({ PageSize }) => PageSize === i + 1);
				if (errors[i] !== undefined) {
					expectRefusal(errors[i]);
					expect(arrived).toEqual([]);
					continue;
				}
				const [condition] =
					parseXml(String(arrived[0]?.CamlQuery))?.children[0]?.children[0]?.children ?? [];
				expect(condition?.name).toBe('Eq');
				expect(condition?.children[1]?.text).toBe(value.trim());
			}
		}),
		tries(perRun),
	);
});
