import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../sandbox';
import { ids } from '../../sandbox/seed';
import { runNode, TestCredentials, workPointNode } from './workflow';

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

async function updateIn(
	timezone: string,
	mapping: IDataObject,
	item: IDataObject = {},
): Promise<unknown> {
	const node = workPointNode({
		resource: 'entity',
		operation: 'update',
		businessModule: { __rl: true, mode: 'id', value: ids.projects },
		entity: { __rl: true, mode: 'id', value: '1' },
		specifyFields: 'mapping',
		fields: { schema, ...mapping } as never,
	});
	const credentials = new TestCredentials(sandbox.connection);
	const { error } = await runNode(node, credentials, [item], undefined, timezone);
	expect(error).toBeUndefined();
	return sandbox.requests.filter(({ path }) => path.includes('/Update/')).at(-1)?.body;
}

const local = { StartDate: '2026-07-01T00:00:00', Deadline: '2026-07-01T16:00:00' };

describe('a date and time without an offset is in the time zone of the workflow', () => {
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

test('a moment that an expression gives is the same in every time zone', async () => {
	const mapping = {
		mappingMode: 'defineBelow',
		value: { Deadline: "={{ DateTime.fromISO('2026-07-01T23:30:00Z') }}" },
	};
	expect(await updateIn('Asia/Tokyo', mapping)).toEqual({ Deadline: '2026-07-01T23:30:00Z' });
});

test('a date with an offset is the day that it says', async () => {
	const mapping = {
		mappingMode: 'autoMapInputData',
		value: null,
	};
	const item = { StartDate: '2026-07-01T23:30:00+02:00' };
	expect(await updateIn('Asia/Tokyo', mapping, item)).toEqual({ StartDate: '2026-07-01' });
});
