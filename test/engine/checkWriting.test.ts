/**
 * Check Connection with writing: it names the reading of each guess, and leaves the tenant as it was, whatever fails.
 */
import { startSandbox, type Sandbox } from '../../sandbox';
import { readingsOf, type ChosenReadings, type Guess } from '../../sandbox/dialect';
import { ids, people, siteUrl, tenantUrl } from '../../sandbox/tenant/seed';
import { byId } from '../support/cases/case';
import { expectGenerated, tableOf } from '../support/generated';
import { stateOf } from '../support/readings/run';
import { runNode, TestCredentials, workPointNode } from '../support/runNode';

jest.setTimeout(300_000);

interface Row {
	check: string;
	status: string;
	detail: string;
	advice: string | null;
}

const parameters = {
	...{ resource: 'solution', operation: 'checkConnection', report: false, alsoCheckWriting: true },
	...{ businessModule: byId(ids.projects), person: people[0].Email },
};

/** A sandbox in which something shows each reading. */
async function startIn(dialects: ChosenReadings = {}): Promise<Sandbox> {
	const sandbox = await startSandbox({ dialects });
	const projects = sandbox.state.module(ids.projects);
	const project = sandbox.state.entity(projects, ids.newIntranet);
	project.values.Department = { Label: 'Sales', TermID: 'term-2' };
	// Only an address with such a sign shows how it is written.
	if (dialects.siteText === 'htmlEncoded')
		sandbox.state.openSite(sandbox.state.entity(projects, ids.warehouseMove), '/sites/r&d');
	return sandbox;
}

/** What the tenant holds, with the relations that were created and not deleted. */
function held(sandbox: Sandbox): string {
	const done = (method: string, path: RegExp) =>
		sandbox.requests.filter(
			(one) => one.method === method && path.test(one.path) && one.status !== 500,
		).length;
	const relations = done('POST', /\/Relations$/) - done('DELETE', /\/Relations\/\d+$/);
	return `${stateOf(sandbox)} ${sandbox.dialect.is('relationCreation', 'absent') ? 0 : relations}`;
}

async function check(sandbox: Sandbox, more = {}) {
	const node = workPointNode({ ...parameters, ...more });
	const { json, error } = await runNode(node, new TestCredentials(sandbox.connection));
	expect(error).toBeUndefined();
	return json as unknown as Row[];
}

/** Guesses that the run does not look at. */
const unseen: Guess[] = ['messageId', 'overload', 'confirmedSecret', 'notificationNames'];
const guesses = Object.keys(readingsOf) as Guess[];
const seen = guesses.filter((guess) => !unseen.includes(guess));

describe('a site as it is expected', () => {
	let sandbox: Sandbox;
	let before: string;
	let rows: Row[];

	beforeAll(async () => {
		sandbox = await startIn();
		before = held(sandbox);
		rows = await check(sandbox);
	});

	afterAll(async () => await sandbox.stop());

	test('is in order: each guess is looked at, or it says why not', () => {
		expect(rows.filter(({ status }) => status === 'warning' || status === 'failed')).toEqual([]);
		const details = rows.map(({ detail }) => detail);
		for (const guess of seen) expect(details).toContain(`${guess}: ${readingsOf[guess][0]}`);
		for (const guess of unseen)
			expect(details).toContainEqual(expect.stringMatching(`^${guess}: not checked, because `));
	});

	test('is left as it was', () => {
		expect(held(sandbox)).toBe(before);
		expect(sandbox.violations).toEqual([]);
	});

	test('gets writes that name the own entity, or what stands by it, alone', () => {
		const [created] = sandbox.requests.filter(({ path }) => path.includes('/Create/'));
		expect(created?.body).toMatchObject({ Title: expect.stringMatching(/^n8n check 20\d\d-/) });
		const own = 4;
		const { title } = { title: String((created?.body as { Title: string }).Title) };
		const site = `${tenantUrl}/sites/project-${own}`;
		const written = sandbox.requests.filter(
			({ method, path }) =>
				(method !== 'GET' || /Delete/.test(path)) &&
				!/\/(Items|Exists|query|GetRelationsByEntity)$/.test(path) &&
				!path.includes('/Create/'),
		);
		expect(written.length).toBeGreaterThan(20);
		for (const { path, query, headers, body } of written) {
			const isOwn =
				/\/(Update|webhookproxy|Relations)\/(4|3|\w{32})$/.test(path) ||
				headers.workpoint365url === site ||
				JSON.stringify({ query, body }).includes(title) ||
				[query.siteUrl, (body as Record<string, unknown>)?.DocumentSiteUrl].includes(site) ||
				/"(ListItemI[Dd]|EntityItemId|SourceItemId|entityID|ItemIds)":\[?"?4\b/.test(
					JSON.stringify({ query, body }),
				);
			expect(isOwn ? '' : path).toBe('');
		}
	});

	test('gets less than 100 calls, which is a minute of them', () => {
		expect(sandbox.requests.length).toBeLessThanOrEqual(100);
	});
});

test.each(seen.flatMap((guess) => readingsOf[guess].slice(1).map((one) => [guess, one] as const)))(
	'a site where %s is %s is known by it, and left as it was',
	async (guess, reading) => {
		const sandbox = await startIn({ [guess]: reading });
		try {
			const before = held(sandbox);
			const rows = await check(sandbox);
			expect(rows.map(({ detail }) => detail)).toContain(
				`${guess}: ${reading}, where this node expects ${readingsOf[guess][0]}`,
			);
			expect(held(sandbox)).toBe(before);
		} finally {
			await sandbox.stop();
		}
	},
);
