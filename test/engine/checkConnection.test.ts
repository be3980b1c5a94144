import { startSandbox, type Sandbox } from '../../sandbox';
import { readingsOf, type ChosenReadings, type Guess } from '../../sandbox/dialect';
import { ids, people, projectSiteUrl, siteUrl, tenantUrl } from '../../sandbox/tenant/seed';
import { expectGenerated, tableOf } from '../support/generated';
import { runOperation } from '../support/runOperation';
import { sandboxForEach } from '../support/sandboxForEach';

/** Runs the checks against a sandbox. */
async function check(sandbox: Sandbox) {
	const { json, error } = await runOperation(sandbox, 'solution.checkConnection', {
		report: false,
	});
	expect(error).toBeUndefined();
	return json as Array<{ check: string; status: string; detail: string; advice: string | null }>;
}

async function report(sandbox: Sandbox): Promise<string> {
	const { json } = await runOperation(sandbox, 'solution.checkConnection', { report: true });
	return String(json[0]?.Report);
}

describe('Check Connection', () => {
	let sandbox: Sandbox;

	sandboxForEach((started) => (sandbox = started));

	test('has no warnings for a site as expected, and only reads', async () => {
		const results = await check(sandbox);
		expect(results.filter(({ status }) => ['warning', 'failed'].includes(status))).toEqual([]);
		expect(results.map(({ detail }) => detail)).toContain('siteText: relative');
		expect(sandbox.violations).toEqual([]);
		const written = sandbox.requests.filter(
			({ method, path }) => method !== 'GET' && !/\/(Items|Exists|query)$/.test(path),
		);
		expect(written).toEqual([]);
	});

	test('returns a report without names, URLs, IDs or secrets', async () => {
		const text = await report(sandbox);
		expect(text).toContain('| Check | Status | Detail | What follows |');
		const { connection, state } = sandbox;
		const titles = [...state.modules.values()].flatMap(({ title, entities }) => [
			title,
			...[...entities.values()].map(({ values }) => String(values.Title)),
		]);
		for (const name of [
			tenantUrl,
			new URL(tenantUrl).hostname,
			new URL(projectSiteUrl).pathname,
			...people.flatMap(({ LookupValue, Email }) => [LookupValue, Email]),
			...[...state.modules.keys()],
			connection.siteUrl,
			connection.tenantId,
			connection.clientId,
			connection.clientSecret,
			...Object.values(ids.stages),
			...titles,
		])
			expect(text).not.toContain(name);
	});

	test.each<[path: string, status: number, body: unknown]>([
		['/Solution/Info', 200, { Version: { _Major: 'Jensen A/S', _Minor: '|', _Build: siteUrl } }],
		['/License/Features', 200, ['Jensen A/S', ids.projects]],
		['/BusinessModules', 200, [{ Id: ids.projects, Title: 'Jensen | A/S', EntityName: siteUrl }]],
		['/BusinessModules', 500, { ExceptionMessage: `No ${ids.projects} for anna at ${siteUrl}` }],
		['/Items', 400, { Message: `No ${ids.projects} for Jensen A/S at ${siteUrl}` }],
		['/Items', 200, { Items: [{ ID: 2, Title: 'Jensen A/S', FieldValues: [{ Value: siteUrl }] }] }],
		['/GetEntityFieldSchema', 200, { jsonItems: { properties: { 'Jensen A/S': {} } } }],
		['/Lists', 200, '<title>Jensen A/S</title>'],
		['/Item/', 404, { Message: 'Jensen A/S' }],
		['/ExistsTask', 405, { Message: 'Jensen A/S' }],
	])('reports nothing of what %s answers: %s %j', async (path, status, answer) => {
		const body = JSON.stringify(answer);
		sandbox.faults.add({ path, times: 20, answer: { status, body } });
		const text = await report(sandbox);
		expect(text).not.toMatch(/Jensen|contoso|anna|https?:|[0-9a-f]{8}-[0-9a-f]{4}-/i);
		for (const line of text.split('\n').slice(2))
			expect(line.replace(/\\\|/g, '')).toMatch(/^\|([^|]+\|){4}$/);
	});

	test('continues after a failed check, and says how to fix it', async () => {
		sandbox.faults.add({
			path: '/BusinessModules',
			times: 9,
			answer: { status: 403, body: '{"Message":"No license for Jensen A/S."}' },
		});
		const results = await check(sandbox);
		expect(results.find(({ check: name }) => name === 'Business modules')).toMatchObject({
			status: 'failed',
			detail: expect.stringContaining('No license for Jensen A/S.'),
			advice: expect.stringContaining('licensed for integration'),
		});
		expect(results.find(({ check: name }) => name === 'Queries with a filter')?.status).toBe(
			'skipped',
		);
		expect(results.find(({ check: name }) => name === 'Lists')?.status).toBe('ok');
		sandbox.faults.add({
			path: '/BusinessModules',
			times: 9,
			answer: { status: 403, body: '{"Message":"No license for Jensen A/S."}' },
		});
		const text = await report(sandbox);
		expect(text).toContain('refused, status 403');
		expect(text).not.toContain('Jensen');
	});

	test('stops at the sign-in when it fails', async () => {
		sandbox.signIn.fault = 'wrongSecret';
		const [first, ...others] = await check(sandbox);
		expect(first).toMatchObject({ status: 'failed', detail: expect.stringContaining('AADSTS') });
		expect(new Set(others.map(({ status }) => status))).toEqual(new Set(['skipped']));
	});
});

/** Checks a sandbox that is started in some readings. */
async function checkIn(readings: ChosenReadings) {
	const sandbox = await startSandbox({ dialects: readings });
	// Only an address with such a sign shows how it is written.
	if (readings.siteText === 'htmlEncoded')
		sandbox.state.openSite(
			sandbox.state.entity(sandbox.state.module(ids.projects), 3),
			'/sites/r&d',
		);
	try {
		return await check(sandbox);
	} finally {
		await sandbox.stop();
	}
}

/** Guesses that no call shows which changes nothing. */
const unseen = new Set<Guess>([
	...(['entityDates', 'isoMoments', 'listName', 'folderUrl', 'documentUrls'] as const),
	...(['unpublishedAnswers', 'relationCreation', 'taskAssignee', 'messageId', 'overload'] as const),
	...(['proxySecret', 'confirmedSecret', 'registrationAnswer', 'notificationNames'] as const),
]);

const seen = (Object.keys(readingsOf) as Guess[]).filter((guess) => !unseen.has(guess));

test('each guess is checked, or cannot be checked without a change', async () => {
	const told = (await checkIn({})).map(({ detail }) => /^(\w+): \w+$/.exec(detail)?.[1]);
	expect(told.filter((guess) => guess !== undefined).sort()).toEqual([...seen].sort());
});

// Side by side, since they mostly wait.
test.concurrent.each(
	seen.flatMap((guess) => readingsOf[guess].slice(1).map((reading) => [guess, reading] as const)),
)('the reading is named on a site where %s is %s', async (guess, reading) => {
	const results = await checkIn({ [guess]: reading });
	const told = results.map(({ detail }) => detail);
	const [expected] = readingsOf[guess];
	expect(told).toContain(`${guess}: ${reading}, where this node expects ${expected}`);
});

/** The sites whose checks the documentation shows: one as this node expects it, and three others. */
const shown: Array<[name: string, readings: ChosenReadings]> = [
	['As expected', {}],
	[
		'Other writing',
		{
			itemTexts: 'localized',
			siteText: 'absolute',
			missingAnswer: 'nothing',
			pagingEnd: 'sameToken',
		},
	],
	[
		'Other schema',
		{ fieldSchema: 'jsonText', entityPersons: 'loginName', entityLookups: 'object' },
	],
	['Other queries', { camlForm: 'viewIgnored', keyEscaping: 'escaped', taskList: 'required' }],
];

type Results = Awaited<ReturnType<typeof check>>;

const reading = (detail: string) => detail.replace(/, where this node.*/, '');

const marks: Record<string, string> = { ok: '✓', warning: '⚠', failed: '✗', skipped: '–' };

/** What each check says of each site; the same as of the first is only a mark. */
function longTable([usual = [], ...others]: Results[]): string {
	const words = ({ status, detail }: Results[number]) => `${marks[status]} ${reading(detail)}`;
	const rows = usual.map((one, i) => [
		one.check,
		words(one),
		...others.map((results) => {
			const other = results[i] ?? one;
			return other.detail === one.detail ? (marks[other.status] ?? '') : words(other);
		}),
	]);
	return tableOf(['Check', ...shown.map(([name]) => name)], rows);
}

test('the docs show the results for four sites [generated]', async () => {
	const sites = await Promise.all(shown.map(async ([, readings]) => await checkIn(readings)));
	expectGenerated('docs/evidence.md', 'checks', longTable(sites));
});
