import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { TestCredentials } from '../../n8n/n8nEngine';
import { byId } from '../../n8n/workflow';
import type { Sandbox } from '../../sandbox';
import { listIds } from '../../sandbox/tenant/plainLists';
import { ids } from '../../sandbox/tenant/seed';
import { onProject } from '../support/cases/case';
import { runNode, workPointNode } from '../support/runNode';
import { sandboxForEach } from '../support/sandboxForEach';

let sandbox: Sandbox;

sandboxForEach((started) => (sandbox = started));

async function run(parameters: INodeParameters, item: IDataObject = {}) {
	return await runNode(workPointNode(parameters), new TestCredentials(sandbox.connection), [item]);
}

const tasks = { resource: 'listItem', listOf: 'site', list: byId(listIds.tasks) };
const update = { resource: 'entity', operation: 'update', ...onProject };
const json = (fieldsJson: string): INodeParameters => ({ specifyFields: 'json', fieldsJson });

/** Values mapped by hand in fields of a kind, as the editor stores the mapping. */
const mapped = (valueKind: string, type: string, value: IDataObject): INodeParameters => ({
	specifyFields: 'mapping',
	fields: {
		mappingMode: 'defineBelow',
		matchingColumns: ['Title'],
		value,
		schema: Object.keys(value).map((id) => ({
			...{ id, displayName: id, type, valueKind, isList: false },
			...{ required: false, display: true, defaultMatch: false },
		})),
	} as unknown as INodeParameters,
});

const writers: Array<[name: string, parameters: INodeParameters]> = [
	['Entity → Update', update],
	['Entity → Create', { ...update, operation: 'create', createSite: false }],
	['Entity → Create or Update', { ...update, operation: 'upsert', keyFields: ['Title'] }],
	['List Item → Create', { ...tasks, operation: 'create' }],
	['List Item → Create or Update', { ...tasks, operation: 'upsert', keyFields: ['Title'] }],
];

describe.each(writers)('%s', (_name, operation) => {
	const isKeyed = operation.operation === 'upsert';

	test.each<[values: string, problem: string]>([
		['{ "Notes": 5701234567890123456 }', 'number for "Notes" with more digits'],
		['{ "Title": "x", "Notes": -5701234567890123456 }', 'number for "Notes" with more digits'],
		['{ "Notes": { "a": [1, 9007199254740993] } }', 'number for "Notes" with more digits'],
		['{ "Notes": 0.12345678901234567890 }', 'number for "Notes" with more digits'],
		['={{ { Notes: 5701234567890123456 } }}', 'value for "Notes" that has more digits'],
		['={{ { Notes: [{ a: 2 ** 53 } ] } }}', 'value for "Notes" that has more digits'],
		['={{ { Budget: Number("1.234,50") } }}', 'value for "Budget" that is NaN'],
		['={{ { Budget: 1 / 0 } }}', 'value for "Budget" that is Infinity'],
		['={{ { Budget: [-1 / 0] } }}', 'value for "Budget" that is -Infinity'],
		['={{ { Due: new Date("31/12/2026") } }}', 'value for "Due" that is an invalid date'],
		['={{ { Due: DateTime.fromISO("x") } }}', 'value for "Due" that is an invalid date'],
		['={{ { Notes: "x\\ud83d" } }}', 'value for "Notes" that contains half of a surrogate pair'],
		['{ "Notes": "x\\ud83d" }', 'value for "Notes" that contains half of a surrogate pair'],
	])('refuses %s before any call', async (values, problem) => {
		const { error } = await run({ ...operation, ...json(values) });
		expect(error?.message).toMatch(/^'Fields \(JSON\)' has a /);
		expect(error?.message).toContain(problem);
		expect(error?.description).toBeTruthy();
		expect(sandbox.requests).toEqual([]);
	});

	test('says how to fix a number that would be rounded', async () => {
		const { error } = await run({ ...operation, ...json('{ "Notes": 5701234567890123456 }') });
		expect(error?.description).toBe('Write it in quotes: "5701234567890123456".');
	});

	test('keeps the digits of a number in quotes', async () => {
		const values = json('\ufeff{ "Title": "5701234567890123456", "Hours": 1.50 }');
		await run({ ...operation, ...values });
		const sent = JSON.stringify(sandbox.requests.map(({ body }) => body));
		expect(sent.split('"5701234567890123456"')).toHaveLength(isKeyed ? 3 : 2);
	});

	test.each<[kind: string, type: string, value: unknown]>([
		['number', 'number', '12345678901234567'],
		['wholeNumber', 'number', '9007199254740993'],
		['number', 'number', '={{ 5701234567890123456 }}'],
		['text', 'string', '={{ 5701234567890123456 }}'],
		['text', 'string', '={{ "x\\ud83d" }}'],
		['json', 'string', '{ "a": 5701234567890123456 }'],
		['json', 'string', '={{ { a: 0 / 0 } }}'],
	])('refuses a mapped %s (%s): %j', async (kind, type, value) => {
		const values = mapped(kind, type, { Notes: value } as IDataObject);
		const { error } = await run({ ...operation, ...values });
		expect(`${error?.message}`).toContain('Notes');
		expect(sandbox.requests).toEqual([]);
	});
});

test('a number is written without an exponent in the notation of lists, and as a key', async () => {
	await run({
		...tasks,
		operation: 'upsert',
		keyFields: ['Effort'],
		...json('{ "Title": "Try", "Effort": 1e-7, "Notes": 0.00000015 }'),
	});
	expect(sandbox.requests.at(-1)?.body).toMatchObject({
		IdentifierFieldValues: [{ InternalFieldName: 'Effort', Value: '0.0000001' }],
		FieldValues: expect.arrayContaining([
			{ InternalFieldName: 'Effort', Value: '0.0000001' },
			{ InternalFieldName: 'Notes', Value: '0.00000015' },
		]),
	});
});

test('a number is written without an exponent in a filter', async () => {
	await run({
		resource: 'entity',
		operation: 'getAll',
		businessModule: byId(ids.projects),
		returnAll: false,
		limit: 1,
		filterBy: 'fields',
		filters: {
			conditions: [
				{ field: 'Hours', operator: 'Gt', valueType: 'number', value: '={{ 1e-7 }}' },
				{ field: 'Title', operator: 'Neq', valueType: 'text', value: '={{ 1.5e-7 }}' },
			],
		},
	});
	const queries = JSON.stringify(sandbox.requests.map(({ body }) => body));
	expect(queries).toContain('>0.0000001<');
	expect(queries).toContain('>0.00000015<');
});

test('the error for broken JSON says how to insert text', async () => {
	const values = json('{ "Title": "{{ $json.subject }}" }').fieldsJson as string;
	const { error } = await run(
		{ ...update, ...json(`=${values}`) },
		{ subject: 'The "best" offer' },
	);
	expect(error?.message).toBe("'Fields (JSON)' is not valid JSON");
	expect(error?.description).toContain('{{ JSON.stringify($json.subject) }}');
	const repaired = '={ "Title": {{ JSON.stringify($json.subject) }} }';
	expect((await run({ ...update, ...json(repaired) }, { subject: 'The "best"' })).error).toBe(
		undefined,
	);
});

describe('the API Request', () => {
	const request = { resource: 'apiRequest', operation: 'request', method: 'POST', path: '/api/x' };

	test('sends text with its digits unchanged', async () => {
		const body = '\ufeff{ "a": 5701234567890123456 }';
		const { error } = await run({
			...request,
			path: `/api/Entity/${ids.companies}/Create/x`,
			body,
		});
		expect(error?.message).not.toContain('digits');
		expect(sandbox.requests).toHaveLength(1);
	});

	test.each<[body: string, problem: string]>([
		['={{ { a: { b: 5701234567890123456 } } }}', 'value for "a" that has more digits'],
		['={{ { a: NaN } }}', 'value for "a" that is NaN'],
		['={{ [DateTime.fromISO("x")] }}', 'value for "0" that is an invalid date'],
		['={{ { a: "\\ud83d" } }}', 'half of a surrogate pair'],
		['{ "a": "\\ud83d" }', 'half of a surrogate pair'],
	])('refuses the body %s', async (body, problem) => {
		const { error } = await run({ ...request, body });
		expect(error?.message).toMatch(/^'Body \(JSON\)' /);
		expect(error?.message).toContain(problem);
		expect(sandbox.requests).toEqual([]);
	});

	test.each(['={{ 0 / 0 }}', '={{ 2 ** 53 }}', '={{ 1 / 0 }}'])(
		'refuses the query value %s',
		async (value) => {
			const queryParameters = { parameters: [{ name: 'a', value }] };
			const { error } = await run({ ...request, queryParameters });
			expect(error?.message).toBe(`'Query Parameters' has no text for "a"`);
			expect(sandbox.requests).toEqual([]);
		},
	);

	test('writes a query value without an exponent', async () => {
		const queryParameters = { parameters: [{ name: 'a', value: '={{ 1e-7 }}' }] };
		await run({ ...request, method: 'GET', queryParameters });
		expect(sandbox.requests[0]?.query).toEqual({ a: '0.0000001' });
	});
});
