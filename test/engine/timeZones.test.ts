import type { IDataObject } from 'n8n-workflow';

import { TestCredentials } from '../../n8n/n8nEngine';
import { startSandbox, type Sandbox } from '../../sandbox';
import { ids } from '../../sandbox/tenant/seed';
import { runNode, workPointNode } from '../support/runNode';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});

afterAll(async () => {
	await sandbox.stop();
});

/** The stored schema of two mapped fields, as the editor keeps it with the workflow. */
const schema = [
	{ id: 'StartDate', type: 'dateTime', valueKind: 'date' },
	{ id: 'Deadline', type: 'dateTime', valueKind: 'dateTime' },
].map((field) => ({
	...field,
	displayName: field.id,
	required: false,
	display: true,
	defaultMatch: false,
	isList: false,
}));

const onEntity = {
	resource: 'entity',
	operation: 'update',
	businessModule: { __rl: true, mode: 'id', value: ids.projects },
	entity: { __rl: true, mode: 'id', value: '1' },
};

async function update(timezone: string, mapping: IDataObject, item: IDataObject) {
	const node = workPointNode({
		...onEntity,
		specifyFields: 'mapping',
		fields: { schema, ...mapping } as never,
	});
	const credentials = new TestCredentials(sandbox.connection);
	return await runNode(node, credentials, [item], undefined, timezone);
}

async function updateIn(
	timezone: string,
	mapping: IDataObject,
	item: IDataObject = {},
): Promise<unknown> {
	const { error } = await update(timezone, mapping, item);
	expect(error).toBeUndefined();
	return sandbox.requests.filter(({ path }) => path.includes('/Update/')).at(-1)?.body;
}

async function updateJsonIn(timezone: string, fieldsJson: string): Promise<unknown> {
	const { error } = await runNode(
		workPointNode({ ...onEntity, specifyFields: 'json', fieldsJson }),
		new TestCredentials(sandbox.connection),
		[{}],
		undefined,
		timezone,
	);
	expect(error).toBeUndefined();
	return sandbox.requests.filter(({ path }) => path.includes('/Update/')).at(-1)?.body;
}

const local = { StartDate: '2026-07-01T00:00:00', Deadline: '2026-07-01T16:00:00' };

describe('a date and time without an offset is interpreted in the time zone of the workflow', () => {
	test.each<[how: string, mapping: IDataObject, item: IDataObject]>([
		['entered', { mappingMode: 'defineBelow', value: local }, {}],
		[
			'from expressions',
			{
				mappingMode: 'defineBelow',
				value: { StartDate: '={{ $json.start }}', Deadline: '={{ $json.end }}' },
			},
			{ start: local.StartDate, end: local.Deadline },
		],
		['taken from the item', { mappingMode: 'autoMapInputData', value: null }, local],
	])('%s', async (_how, mapping, item) => {
		expect(await updateIn('Europe/Copenhagen', mapping, item)).toEqual({
			StartDate: '2026-07-01',
			Deadline: '2026-07-01T14:00:00Z',
		});
		expect(await updateIn('America/New_York', mapping, item)).toEqual({
			StartDate: '2026-07-01',
			Deadline: '2026-07-01T20:00:00Z',
		});
	});
});

test('a point in time from an expression is the same in every time zone', async () => {
	const mapping = {
		mappingMode: 'defineBelow',
		value: { Deadline: "={{ DateTime.fromISO('2026-07-01T23:30:00Z') }}" },
	};
	expect(await updateIn('Asia/Tokyo', mapping)).toEqual({ Deadline: '2026-07-01T23:30:00Z' });
});

const forms = (text: string) => [
	text,
	`new Date('${text}')`,
	`DateTime.fromISO('${text}', { setZone: true })`,
];

describe('a date field gets the date of a point in time in the time zone of the workflow', () => {
	test.each<[zone: string, moment: string, day: string]>([
		['Europe/Copenhagen', '2026-06-30T22:00:00Z', '2026-07-01'],
		['Europe/Copenhagen', '2026-06-30T21:59:59Z', '2026-06-30'],
		['Europe/Copenhagen', '2026-12-31T23:00:00.000Z', '2027-01-01'],
		['Asia/Tokyo', '2026-07-01T23:30:00+02:00', '2026-07-02'],
		['America/New_York', '2026-07-01T03:59:00Z', '2026-06-30'],
		['America/New_York', '2026-07-01T00:00:00Z', '2026-07-01'],
		['Asia/Tokyo', '2026-07-01T00:00:00+02:00', '2026-07-01'],
		['Asia/Tokyo', '2026-07-01T00:00:00.000Z', '2026-07-01'],
	])('in %s: %s is %s in every form', async (zone, moment, day) => {
		for (const form of forms(moment)) {
			const value = form === moment ? moment : `={{ ${form} }}`;
			const mapping = { mappingMode: 'defineBelow', value: { StartDate: value } };
			expect(await updateIn(zone, mapping)).toEqual({ StartDate: day });
			const entry = form === moment ? `'${moment}'` : form;
			expect(await updateJsonIn(zone, `={{ { StartDate: ${entry} } }}`)).toEqual({
				StartDate: day,
			});
		}
	});
});

test('five in the afternoon is today, even though it is midnight in UTC', async () => {
	const value = "={{ DateTime.fromISO('2026-06-30T17:00:00') }}";
	const mapping = { mappingMode: 'defineBelow', value: { StartDate: value } };
	expect(await updateIn('America/Los_Angeles', mapping)).toEqual({ StartDate: '2026-06-30' });
	const json = '{"StartDate":"2026-06-30T17:00:00-07:00"}';
	expect(await updateJsonIn('America/Los_Angeles', json)).toEqual({ StartDate: '2026-06-30' });
});

describe('JSON yields the same dates and times as the mapping', () => {
	test.each<[zone: string, deadline: string]>([
		['Europe/Copenhagen', '2026-07-01T14:00:00Z'],
		['Asia/Tokyo', '2026-07-01T07:00:00Z'],
	])('in %s', async (zone, deadline) => {
		const text = '{"Title":"2026-07-01T16:00:00","Deadline":"2026-07-01T16:00:00"}';
		expect(await updateJsonIn(zone, text)).toEqual({
			Title: '2026-07-01T16:00:00',
			Deadline: deadline,
		});
	});

	test('without reading the fields when it contains none', async () => {
		const before = sandbox.requests.length;
		expect(await updateJsonIn('Asia/Tokyo', '{"Title":"2026"}')).toEqual({ Title: '2026' });
		const paths = sandbox.requests.slice(before).map(({ path }) => path);
		expect(paths.filter((path) => path.includes('FieldSchema'))).toEqual([]);
	});

	test('by the definition of the list when the schema cannot be read', async () => {
		const answer = { status: 200, body: '{"jsonItems":null}' };
		sandbox.faults.add({ path: 'GetEntityFieldSchema', answer });
		const text = '{"StartDate":"2026-06-30T22:00:00Z"}';
		expect(await updateJsonIn('Europe/Copenhagen', text)).toEqual({ StartDate: '2026-07-01' });
	});
});

describe('a value that is not a date in ISO 8601 is refused, however it is given', () => {
	const none = ['01-02-2026', '2026-02-29', '12', '1 Feb 2026', 'Room 5', '2026'];
	const ways: Array<[string, (text: string) => IDataObject, boolean]> = [
		['entered', (text) => ({ StartDate: text }), false],
		['from an expression', (text) => ({ StartDate: `={{ '${text}' }}` }), false],
		['taken from the item', (text) => ({ StartDate: text }), true],
	];

	test.each(
		ways.flatMap(([how, value, isFromItem]) =>
			none.map((text): [string, string, IDataObject, boolean] => [
				text,
				how,
				value(text),
				isFromItem,
			]),
		),
	)('%s, %s', async (text, _how, value, isFromItem) => {
		const before = sandbox.requests.length;
		const mapping = isFromItem
			? { mappingMode: 'autoMapInputData', value: null }
			: { mappingMode: 'defineBelow', value };
		const { error } = await update('Europe/Copenhagen', mapping, isFromItem ? value : {});
		expect(error?.message).toMatch(/StartDate/);
		expect(`${error?.message} ${error?.description}`).toContain(text);
		expect(sandbox.requests).toHaveLength(before);
	});
});
