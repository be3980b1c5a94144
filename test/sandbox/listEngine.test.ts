import type { AxiosInstance } from 'axios';

import { startSandbox, type Sandbox } from '../../sandbox';
import { people } from '../../sandbox/tenant/seed';
import { signedIn } from '../support/sandboxClient';

let sandbox: Sandbox;
let api: AxiosInstance;

beforeAll(async () => {
	sandbox = await startSandbox();
	api = await signedIn(sandbox);
});

afterAll(async () => {
	await sandbox.stop();
});

const set = async (InternalFieldName: string, Value: unknown, LookupListFieldNameKeys?: string[]) =>
	await api.post('/api/ListItem/Update', {
		ListName: 'Tasks',
		ListItemID: 1,
		FieldValues: [{ InternalFieldName, Value, LookupListFieldNameKeys }],
	});

describe('the list engine', () => {
	test.each<[field: string, value: unknown, text: string, keys?: string[]]>([
		['Effort', 'many', "The value (many) for the field 'Effort' must be a Double"],
		['Done', 'yes', "The value (yes) for the field 'Done' must be a Boolean"],
		['DueDate', '2026-12-31', "The value (2026-12-31) for the field 'DueDate' must be a DateTime"],
		['AssignedTo', 'nobody', "Can not ensure user with logon name 'nobody'."],
		['Department', 'Moon', "Can not find a term with the name 'Moon' for the field 'Department'"],
		['Summary', 'x', "The field type Calculated for the field 'Summary' is not supported!"],
		['Company', 'Jensen A/S', "extracted from 'Jensen A/S' must be equal to 0"],
		['Company', 'a_|_b', "extracted from 'a_|_b' must be equal to 1", ['Title']],
		['Company', 'Moon', "the value used to find the lookup ID is 'Moon'", ['Title']],
		['Company', 'x', "The field name 'Moon' does not exists in the lookup list", ['Moon']],
		['Priority', ['Low'], "The value (Low) for the field 'Priority' is not valid"],
		['Partners', [1], "The value (1) for the field 'Partners' is not valid"],
		['Partners', 1, "The value (1) for the field 'Partners' is not valid"],
		['Watchers', { LookupId: 7 }, 'Can not ensure user with logon name'],
		['Regions', 'North;#Moon', "Can not find a term with the name 'North;#Moon'"],
		['Nowhere', 'x', 'The given key was not present in the dictionary.'],
	])('refuses for %s the value %p with its own message', async (field, value, text, ...[keys]) => {
		const { status, data } = await set(field, value, keys);
		expect(status).toBe(500);
		expect(data.ExceptionMessage).toContain('ListItemMethods.SetFieldValues(): ');
		expect(data.ExceptionMessage).toContain(text);
		expect(data.ExceptionMessage).toMatch(new RegExp(`\\r\\nCurrent field: ${field}$`));
	});

	test.each<[field: string, value: unknown, kept: unknown]>([
		['Effort', 2.5, 2.5],
		['Effort', '2,5', 2.5],
		['Done', true, true],
		['Company', 2, 2],
		['DueDate', '31-12-2026', '2026-12-31'],
		['Reminder', '31-12-2026 16:00:00', '2026-12-31T16:00:00Z'],
		['Reminder', '31-12-2026', '2026-12-31T00:00:00Z'],
		['Labels', 'Blue;#Red', ['Blue', 'Red']],
		['Labels', ['Green'], ['Green']],
		['Partners', [{ LookupId: 1 }, { LookupId: 2 }], [1, 2]],
		['Watchers', [{ LookupId: 8 }], [people[1]]],
		['Labels', '', []],
		['Link', 'https://a.dk, A, B', { Url: 'https://a.dk', Description: 'A' }],
	])('stores for %s the value %p as %p', async (field, value, kept) => {
		expect((await set(field, value)).status).toBe(200);
		const tasks = sandbox.state.lists.find(({ listUrl }) => listUrl === 'Lists/Tasks');
		expect(tasks?.entities.get(1)?.values[field]).toEqual(kept);
	});

	const exists = async (values: Record<string, unknown>) =>
		(
			await api.post('/api/ListItem/Exists', {
				ListName: 'Tasks',
				IdentifierFieldValues: Object.entries(values).map(([InternalFieldName, Value]) => ({
					InternalFieldName,
					Value,
				})),
			})
		).data;

	test('finds by key values, and fails when several items have them, even when only one is requested', async () => {
		expect(await exists({ Title: 'call contoso' })).toBe(true);
		expect(await exists({ Title: 'Nothing' })).toBe(false);
		for (const Value of ['Twice', 'Twice'])
			await api.post('/api/ListItem/Create', {
				ListName: 'Tasks',
				FieldValues: [{ InternalFieldName: 'Title', Value }],
			});
		expect((await exists({ Title: 'Twice' })).ExceptionMessage).toContain(
			'More than one list item was found',
		);
	});

	test('does not escape key values, and requires at least one', async () => {
		expect((await exists({ Title: 'A < B' })).ExceptionMessage).toContain('not well-formed');
		expect((await exists({})).ExceptionMessage).toContain(
			"The 'IdentifierFieldValues' parameter can not be null",
		);
	});
});
