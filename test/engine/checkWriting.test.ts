/**
 * Check Connection with writing: it names the reading of each guess, and leaves the tenant as it was, whatever fails.
 */
import { ExecuteContext } from 'n8n-core';
import { setTimeout as delay } from 'node:timers/promises';

import { TestCredentials } from '../../n8n/n8nEngine';
import { byId } from '../../n8n/workflow';
import type { Schemas } from '../../nodes/api/call';
import { startSandbox, type Sandbox } from '../../sandbox';
import { readingsOf, type ChosenReadings, type Guess } from '../../sandbox/dialect';
import { ids, people, projectSiteUrl, siteUrl, tenantUrl } from '../../sandbox/tenant/seed';
import { expectGenerated, tableOf } from '../support/generated';
import { stateOf } from '../support/readings/run';
import { runNode, workPointNode } from '../support/runNode';

jest.setTimeout(900_000);

interface Row {
	check: string;
	status: string;
	detail: string;
	advice: string | null;
}

const parameters = {
	...{ resource: 'solution', operation: 'checkConnection', report: false, alsoCheckWriting: true },
	...{ businessModule: byId(ids.projects), stageModelId: ids.projects, person: people[0].Email },
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
function held(sandbox: Sandbox): string[] {
	const done = sandbox.requests.filter(({ status }) => status !== 500);
	const created = done
		.filter(({ method, path }) => method === 'POST' && path.endsWith('/Relations'))
		.flatMap(({ body }) => (body as Schemas['CreateRelations']).BuilderRelations);
	const deleted = done.filter(
		({ method, path }) => method === 'DELETE' && path.includes('/Relations/'),
	);
	const relations = created.length - deleted.length;
	const isAbsent = sandbox.dialect.is('relationCreation', 'absent');
	return [...stateOf(sandbox).split('],['), isAbsent ? '0' : String(relations)];
}

async function check(sandbox: Sandbox, more = {}) {
	const node = workPointNode({ ...parameters, ...more });
	const { json, error } = await runNode(node, new TestCredentials(sandbox.connection));
	expect(error).toBeUndefined();
	return json as unknown as Row[];
}

/** Waits until a run that was stopped has made its last call. */
async function quiet({ requests }: Sandbox): Promise<void> {
	for (let seen = -1, calm = 0; calm < 6;) {
		await delay(100);
		const isCalm = requests.length === seen && requests.at(-1)?.status !== undefined;
		calm = isCalm ? calm + 1 : 0;
		seen = requests.length;
	}
}

/** The readings that rows name, by check. */
function readingsIn(rows: Row[]): Array<[check: string, guess: Guess, reading: string]> {
	return rows.flatMap(({ check: name, detail }) => {
		const [, guess = '', reading = ''] = /^(\w+): (\w+)(?:, where .*)?$/.exec(detail) ?? [];
		return guess in readingsOf ? [[name, guess as Guess, reading] as const] : [];
	}) as Array<[string, Guess, string]>;
}

/** Guesses that the run does not look at. */
const unseen: Guess[] = ['messageId', 'overload', 'confirmedSecret', 'notificationNames'];
const guesses = Object.keys(readingsOf) as Guess[];
const seen = guesses.filter((guess) => !unseen.includes(guess));

describe('on a site as expected', () => {
	let sandbox: Sandbox;
	let before: string[];
	let rows: Row[];

	beforeAll(async () => {
		sandbox = await startIn();
		before = held(sandbox);
		rows = await check(sandbox);
	});

	afterAll(async () => await sandbox.stop());

	test('no check warns, and each guess is checked or has a reason why not', () => {
		expect(rows.filter(({ status }) => status === 'warning' || status === 'failed')).toEqual([]);
		const details = rows.map(({ detail }) => detail);
		for (const guess of seen) expect(details).toContain(`${guess}: ${readingsOf[guess][0]}`);
		for (const guess of unseen)
			expect(details).toContainEqual(expect.stringMatching(`^${guess}: not checked, because `));
	});

	test('nothing is left behind', () => {
		expect(held(sandbox)).toEqual(before);
		expect(sandbox.violations).toEqual([]);
	});

	test('every write names only the own entity, its site or its documents', () => {
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
				/\/(Update|webhookproxy|Relations)\/([3-6]|\w{32})$/.test(path) ||
				headers.workpoint365url === site ||
				JSON.stringify({ query, body }).includes(title) ||
				[query.siteUrl, (body as Record<string, unknown>)?.DocumentSiteUrl].includes(site) ||
				/"(ListItemI[Dd]|EntityItemId|SourceItemId|entityID|ItemIds|Entities":\[{"ID)":\[?"?4\b/.test(
					JSON.stringify({ query, body }),
				);
			expect(isOwn ? '' : path).toBe('');
		}
	});

	test('a run takes at most the 100 calls of a minute', () => {
		expect(sandbox.requests.length).toBeLessThanOrEqual(100);
	});
});

/** What each site was told to be, by check: the readings that the documentation shows. */
const told = new Map<Guess, Map<string, Set<string>>>();

function note(rows: Row[]): void {
	for (const [name, guess, reading] of readingsIn(rows)) {
		const checks = told.get(guess) ?? new Map<string, Set<string>>();
		told.set(guess, checks.set(name, (checks.get(name) ?? new Set()).add(reading)));
	}
}

// Side by side, since they wait now and then.
test.concurrent.each(
	seen.flatMap((guess) => readingsOf[guess].slice(1).map((one) => [guess, one] as const)),
)(
	'on a site where %s is %s the check names that reading, and leaves nothing behind',
	async (guess, reading) => {
		const sandbox = await startIn({ [guess]: reading });
		try {
			const before = held(sandbox);
			const rows = await check(sandbox);
			expect(rows.map(({ detail }) => detail)).toContain(
				`${guess}: ${reading}, where this node expects ${readingsOf[guess][0]}`,
			);
			note(rows);
			const wrong = readingsIn(rows).filter(
				([, one, told]) => !sandbox.dialect.is(one, told as never),
			);
			expect(wrong).toEqual([]);
			expect(held(sandbox)).toEqual(before);
			expect(sandbox.requests.length).toBeLessThanOrEqual(100);
		} finally {
			await sandbox.stop();
		}
	},
);

test.each([
	['Dates in entities', 'entityDates', 'StartDate'],
	['Moments in list items', 'isoMoments', 'Deadline'],
	['Persons in entities', 'entityPersons', 'ProjectManager'],
	['Lookups in entities', 'entityLookups', 'Company'],
])(
	'%s: a form that WorkPoint accepts and ignores is not taken for the right one',
	async (...names) => {
		const [name, guess, field] = names;
		const sandbox = await startIn();
		const { state } = sandbox;
		const write = state.write.bind(state);
		state.write = (entity, values) => {
			const isAlone = Object.keys(values).join() === field && values[field] !== null;
			if (!isAlone) write(entity, values);
		};
		const rows = (await check(sandbox)).filter((row) => row.check === name);
		await sandbox.stop();
		expect(rows.at(-1)?.detail).toBe(`${guess}: nothing on this site shows it`);
	},
);

test('without fields to empty, none is said to be emptied', async () => {
	const sandbox = await startIn();
	const projects = sandbox.state.module(ids.projects);
	projects.fields = projects.fields.filter(({ kind }) => kind === 'text');
	const rows = await check(sandbox, { person: '' });
	await sandbox.stop();
	expect(rows.find((row) => row.check === 'Emptying')).toMatchObject({ status: 'skipped' });
});

test('an entity that cannot be created is reported with the first reason of WorkPoint', async () => {
	const sandbox = await startIn();
	const refuse = (text: string, times: number) =>
		sandbox.faults.add({
			path: '/Create/',
			times,
			answer: { status: 500, body: JSON.stringify({ ExceptionMessage: text }) },
		});
	refuse('The phase is missing.', 3);
	refuse('There is no such field.', 9);
	const rows = await check(sandbox);
	await sandbox.stop();
	expect(rows.find((row) => row.check === 'Own entity')?.detail).toContain('The phase is missing.');
});

test('an activity whose terms the site does not have is not a failure', async () => {
	const sandbox = await startIn();
	answering(
		'/EntityActivityLog/Add',
		'{"ExceptionMessage":"No such term."}',
		'POST',
		1,
		500,
	)(sandbox);
	const rows = await check(sandbox);
	await sandbox.stop();
	expect(rows.find((row) => row.check === 'Activity')).toMatchObject({ status: 'skipped' });
});

test('the docs show which checks distinguish which readings [generated]', async () => {
	for (const guess of seen.filter((one) => !told.has(one)))
		for (const reading of readingsOf[guess]) {
			const sandbox = await startIn({ [guess]: reading });
			note(await check(sandbox));
			await sandbox.stop();
		}
	const sandbox = await startIn();
	const rows = await check(sandbox);
	note(rows);
	await sandbox.stop();
	const because = (guess: Guess) =>
		rows.flatMap(({ detail }) => detail.split(`${guess}: not checked, because `)[1] ?? []).join();
	const lines = guesses.map((guess) => {
		const checks = [...(told.get(guess) ?? [])];
		return checks.length === 0
			? [`\`${guess}\``, '–', `not checked, because ${because(guess)}`]
			: [
					`\`${guess}\``,
					checks.map(([name]) => name).join('<br>'),
					checks.map(([, readings]) => shown(guess, readings)).join('<br>'),
				];
	});
	expectGenerated(
		'docs/evidence.md',
		'writing',
		tableOf(['Guess', 'Check', 'Readings told apart'], lines),
	);
});

/** The readings in the order of the contract, or that it is all of them. */
function shown(guess: Guess, readings: Set<string>): string {
	const all: string[] = readingsOf[guess];
	return all.filter((one) => readings.has(one)).join(', ');
}

/** Sandboxes that do one thing otherwise, by the check that finds it and what it says. */
const otherwise: Array<[check: string, detail: RegExp, change: (sandbox: Sandbox) => void]> = [
	[
		'Values by Entity → Create',
		/^Come back otherwise: Currency$/i,
		({ state }) => {
			const add = state.addEntity.bind(state);
			state.addEntity = (module, values, ...more) => add(module, { ...values, Budget: 7 }, ...more);
		},
	],
	[
		'Emptying',
		/^Emptied fields keep their values$/,
		({ state }) => {
			const write = state.write.bind(state);
			state.write = (entity, values) =>
				Object.values(values).some((value) => value === null) || write(entity, values);
		},
	],
	['Relations', /missing/, answering('/GetRelationsByEntity', '[]')],
	['Tasks', /not found, or not deleted/, answering('/DeleteTask', 'true')],
	['Events', /not found, or not deleted/, answering('/DeleteEvent', 'true')],
	['Webhook', /^Not listed/, answering('/webhookproxy', '[]', 'GET')],
	['List items on the site', /not found/, answering('/Item/1', '{"ID":1,"Title":"Other"}')],
	['Stages of an entity', /the stage is another one/, answering('/ChangeStage', 'true')],
	['Stages of many entities', /the stage is another one/, answering('/BatchChangeStage', '')],
	[
		'Values by Entity → Update',
		/^Come back otherwise: DateTime \(by 2 h\)$/,
		({ state }) => {
			const write = state.write.bind(state);
			state.write = (entity, { Deadline, ...values }) =>
				write(
					entity,
					Deadline === '2027-03-28T00:30:00Z'
						? { ...values, Deadline: '2027-03-28T02:30:00Z' }
						: { ...values, ...(Deadline !== undefined && { Deadline }) },
				);
		},
	],
	[
		'Values by Create or Update',
		/^Come back otherwise: Lookup$/i,
		({ state }) => {
			const write = state.write.bind(state);
			state.write = (entity, values) =>
				write(entity, values.Hours === 1.5 ? { ...values, Company: null } : values);
		},
	],
	// The first such call is that for special characters.
	['Existence', /is not found/, answering('/ListItem/Exists', 'false', 'POST', 2)],
	[
		'Documents',
		/size, is not kept/,
		({ state }) => {
			const save = state.saveFile.bind(state);
			state.saveFile = (url, bytes) => save(url, Buffer.concat([bytes, Buffer.from(' ')]));
		},
	],
	[
		'Documents',
		/^A taken name is accepted$/,
		({ state }) => {
			state.storedAs = () => undefined;
		},
	],
];

function answering(path: string, body: string, method?: string, times = 1, status = 200) {
	return ({ faults }: Sandbox) => faults.add({ path, method, times, answer: { status, body } });
}

test.concurrent.each(otherwise)(
	'%s finds a site that behaves differently: %s',
	async (name, detail, change) => {
		const sandbox = await startIn();
		try {
			change(sandbox);
			const rows = (await check(sandbox)).filter((row) => row.check === name);
			expect(rows).toContainEqual(
				expect.objectContaining({
					status: expect.stringMatching(/warning|failed/),
					detail: expect.stringMatching(detail),
				}),
			);
		} finally {
			await sandbox.stop();
		}
	},
);

describe('nothing is left behind', () => {
	let sandbox: Sandbox;
	let before: string[];

	beforeEach(async () => {
		sandbox = await startIn();
		before = held(sandbox);
	});

	afterEach(async () => await sandbox.stop());

	test.each([
		['POST', '/Create/'],
		['POST', '/CreateSiteIfNotExists'],
		['POST', '/Update/'],
		['POST', '/ListItem/Update'],
		['POST', '/ListItem/CreateOrUpdate'],
		['POST', '/UploadFile'],
		['POST', '/ConvertToPdf'],
		['POST', '/Relations'],
		['POST', '/CreateTask'],
		['GET', '/DeleteTask'],
		['POST', '/CreateEvent'],
		['GET', '/DeleteEvent'],
		['POST', '/webhookproxy'],
		['POST', '/Declare'],
		['POST', '/Undeclare'],
		['POST', '/ChangeStage'],
		['DELETE', '/webhookproxy/'],
		['DELETE', '/Relations/'],
		['POST', '/DeleteSites'],
		['POST', '/Recycle'],
	])('when the answer to %s %s is lost', async (method, path) => {
		sandbox.faults.add({ method, path, kind: 'resetAfter' });
		const rows = await check(sandbox);
		expect(rows.filter(({ detail }) => /left behind/.test(detail))).toEqual([]);
		expect(held(sandbox)).toEqual(before);
	});

	const refusal = { status: 500, body: '{"ExceptionMessage":"Not today, Jensen A/S."}' };

	test.each(['/Create/', '/CreateSiteIfNotExists', '/Update/', '/UploadFile', '/ChangeStage'])(
		'when %s is refused, and the run continues',
		async (path) => {
			sandbox.faults.add({ path, times: 99, answer: refusal });
			const rows = await check(sandbox);
			expect(rows.map(({ status }) => status)).toContain(path === '/Create/' ? 'failed' : 'ok');
			expect(rows.at(-1)).toMatchObject({ check: 'Entity removed', status: 'ok' });
			expect(held(sandbox)).toEqual(before);
		},
	);

	test.each([8, 9, 11, 12, 30, 50, 70, 80])(
		'when the user stops the run at call %d, and no further check is made',
		async (at) => {
			const { requests } = sandbox;
			await runNode(
				workPointNode(parameters),
				new TestCredentials(sandbox.connection),
				[{}],
				(cancel) => {
					requests.push = (...some) => {
						const count = Array.prototype.push.apply(requests, some);
						if (count === at) cancel();
						return count;
					};
				},
			);
			await quiet(sandbox);
			expect(held(sandbox)).toEqual(before);
			const later = requests.slice(at).map(({ path }) => path.replace(/[0-9a-f-]{32,36}|\d+/g, ''));
			const ofRemoval =
				/webhookproxy|Relation|\/Item\/$|DeleteSites|Exists|Recycle|ListItem\/Update$/;
			expect(later.filter((path) => !ofRemoval.test(path)).length).toBeLessThanOrEqual(1);
		},
	);

	test.each([
		['/DeleteSites', 2, /project-4.*|DispForm\.aspx\?ID=4/],
		['/Recycle', 1, /DispForm\.aspx\?ID=4/],
		['/webhookproxy/', 1, /^the webhook "n8n check .*" of https:/],
		['/Relations/', 1, /the relation of https:.*DispForm\.aspx\?ID=4/],
	])('except what %s fails to remove, which is named', async (path, count, address) => {
		sandbox.faults.add({ path, times: 99, answer: refusal });
		const [row] = (await check(sandbox, { report: true })) as unknown as Array<{
			Report: string;
			LeftBehind: string[];
		}>;
		expect(row?.LeftBehind).toHaveLength(count);
		for (const one of row?.LeftBehind ?? []) expect(one).toMatch(address);
		expect(row?.Report).not.toMatch(/contoso|n8n check|https?:/);
		// A site that is left is found by its entity.
		const hasEntity = sandbox.state.module(ids.projects).entities.has(4);
		expect(hasEntity).toBe(/DeleteSites|Recycle/.test(path));
	});

	test('and a site that WorkPoint creates by itself is not touched', async () => {
		const { state } = sandbox;
		const add = state.addEntity.bind(state);
		state.addEntity = (module, ...more) => {
			const entity = add(module, ...more);
			if (module.id === ids.projects) state.openSite(entity, new URL(projectSiteUrl).pathname);
			return entity;
		};
		const rows = await check(sandbox);
		expect(state.sites.has(projectSiteUrl)).toBe(true);
		expect(rows.find((row) => row.check === 'Own site')).toMatchObject({ status: 'warning' });
		expect(rows.at(-1)?.detail).toMatch(/left behind. https:.*DispForm\.aspx\?ID=4/);
	});

	test('and an entity that WorkPoint renames is named, and not touched', async () => {
		const { state } = sandbox;
		const add = state.addEntity.bind(state);
		state.addEntity = (module, values, ...more) =>
			add(module, { ...values, Title: 'P-1' }, ...more);
		const rows = await check(sandbox);
		expect(rows.at(-1)?.detail).toMatch(/left behind. "n8n check .*\(ID 4\)$/);
		expect(state.entity(state.module(ids.projects), 4).values.Title).toBe('P-1');
	});

	test('when the new entity cannot be read immediately, and no second one is created', async () => {
		sandbox.faults.add({ path: '/Item/4', answer: refusal });
		const rows = await check(sandbox);
		expect(rows.find((row) => row.check === 'Own entity')?.status).toBe('ok');
		expect(sandbox.requests.filter(({ path }) => path.includes('/Create/'))).toHaveLength(1);
		expect(held(sandbox)).toEqual(before);
	});

	test('and an entity that an answer names by mistake is not touched', async () => {
		sandbox.faults.add({ path: '/CreateOrUpdate', answer: { status: 200, body: '2' } });
		const rows = await check(sandbox);
		expect(sandbox.state.module(ids.projects).entities.has(ids.newIntranet)).toBe(true);
		expect(rows.find((row) => row.check === 'Values by Create or Update')).toMatchObject({
			status: 'failed',
		});
	});

	test('when the site is created after the answer', async () => {
		const { state } = sandbox;
		const addSite = state.addSite.bind(state);
		state.addSite = (module, entity) => {
			entity.site = '*Provisioning*';
			setTimeout(() => addSite(module, entity), 50);
		};
		const rows = await check(sandbox);
		expect(rows.find((row) => row.check === 'Own site')).toMatchObject({ status: 'ok' });
		expect(held(sandbox)).toEqual(before);
	});

	test('and the log names what a stopped run could not remove', async () => {
		const warn = jest.fn();
		const logger = jest.spyOn(ExecuteContext.prototype, 'logger', 'get');
		logger.mockReturnValue({ warn } as never);
		sandbox.faults.add({ path: '/Recycle', times: 99, answer: refusal });
		await runNode(
			workPointNode(parameters),
			new TestCredentials(sandbox.connection),
			[{}],
			(cancel) => {
				sandbox.requests.push = (...some) => {
					const count = Array.prototype.push.apply(sandbox.requests, some);
					if (count === 30) cancel();
					return count;
				};
			},
		);
		await quiet(sandbox);
		expect(JSON.stringify(warn.mock.calls)).toMatch(/left behind: https:.*DispForm\.aspx\?ID=4/);
		logger.mockRestore();
	});
});

describe('the report', () => {
	test('contains no names, URLs, IDs or secrets, even when calls fail', async () => {
		const sandbox = await startIn({ listName: 'urlSegment' });
		const body = '{"ExceptionMessage":"Not today, Jensen A/S at https://x.example."}';
		sandbox.faults.add({ path: '/ChangeStage', times: 9, answer: { status: 500, body } });
		const [{ Report: text } = { Report: '' }] = (await check(sandbox, {
			report: true,
		})) as unknown as Array<{ Report: string }>;
		const { requests, connection } = sandbox;
		await sandbox.stop();
		const created = requests.find(({ path }) => path.includes('/Create/'))?.body;
		const webhook = requests.find(
			({ path, method }) => path.endsWith('proxy') && method === 'POST',
		);
		for (const secret of [
			siteUrl,
			'contoso',
			'Jensen',
			'https://',
			'project-4',
			String((created as { Title?: string }).Title),
			String((webhook?.body as { Secret?: string }).Secret),
			...people.flatMap(({ Email, LookupValue }) => [Email, LookupValue]),
			...Object.values(ids.stages),
			...[ids.projects, connection.clientSecret, connection.clientId, connection.tenantId],
		])
			expect(text).not.toContain(secret);
		expect(text).toContain(
			'| Library of an upload | warning | listName: urlSegment, where this node expects title | Enter the name of the library as it is in its URL. |',
		);
		for (const line of text.split('\n').slice(2))
			expect(line.replace(/\\\|/g, '')).toMatch(/^\|([^|]+\|){4}$/);
	});
});
