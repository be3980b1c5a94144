import { readingsOf, type Choices, type Guess } from '../../sandbox/readings';
import { startSandbox, type Sandbox } from '../../sandbox';
import { readContract } from '../../contract/document';
import { cases } from '../engine/cases';
import type { Case } from '../engine/cases/case';
import { runOperation } from '../engine/runOperation';

/**
 * Every operation in every reading that touches it: it works, or it stops with an error that names what is wrong. Never
 * wrong data, never silence.
 */

type Verdict = 'works' | 'clear error' | 'passes on what the service says' | 'WRONG';

interface Row {
	operation: string;
	reading: string;
	verdict: Verdict;
	why: string;
}

/** What an operation gave, and what it left behind. */
interface Run {
	error?: Error & { context?: { mayHaveHappened?: boolean } };
	json: unknown;
	left: string;
	routes: Set<string>;
}

/** Readings in which the service itself writes the same thing in another way, which is handed on as it came. */
const passedOn = new Set<Guess>([
	'enumerationsInAnswers',
	'itemTexts',
	'masterSiteUrl',
	'missingAnswer',
	'moveAsJobAnswer',
	'siteText',
	'unpublishedAnswers',
]);

/** The guesses of a reading that no operation of the node touches: those of the trigger have tests of their own. */
const ofTheTrigger = new Set<Guess>([
	'confirmedSecret',
	'notificationNames',
	'overload',
	'proxySecret',
	'registrationAnswer',
]);

const paths = Object.entries(readContract().paths);

/** The guesses that a call rests on, by the contract. */
function guessesOf(method: string, path: string): Guess[] {
	for (const [template, item] of paths) {
		const pattern = new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`, 'i');
		const operation = item[method.toLowerCase() as 'get'];
		if (operation === undefined || !pattern.test(path)) continue;
		return [operation['x-guess'] ?? []].flat() as Guess[];
	}
	return [];
}

/** What the tenant holds, as far as it can be told apart. */
function stateOf(sandbox: Sandbox): string {
	const modules = [...sandbox.state.modules.values()].map(({ id, entities }) => [
		id,
		[...entities.values()].map(({ id: entity, values, stageId }) => [entity, values, stageId]),
	]);
	return JSON.stringify(modules, (name, value: unknown) =>
		/^(Created|Modified|owshiddenversion)$/.test(name) ? undefined : value,
	);
}

async function run({ operation, parameters, after = [] }: Case, dialects: Choices): Promise<Run> {
	const sandbox = await startSandbox({ dialects });
	try {
		for (const [before, given] of after) {
			const { error } = await runOperation(sandbox, before, given);
			if (error) return { error, json: [], left: '', routes: new Set() };
		}
		const { error, json } = await runOperation(sandbox, operation, parameters);
		const routes = new Set(sandbox.requests.map(({ method, path }) => `${method} ${path}`));
		return { error, json, left: stateOf(sandbox), routes };
	} finally {
		await sandbox.stop();
	}
}

const programmers =
	/Cannot read|is not iterable|is not a function|undefined|\[object|Unexpected token|NaN|Invalid (URL|time)/;

function judge(usual: Run, run: Run, guess: Guess, reading: string): Pick<Row, 'verdict' | 'why'> {
	if (run.error !== undefined) {
		const { message, context } = run.error;
		if (message.trim() === '' || programmers.test(message))
			return { verdict: 'WRONG', why: message };
		const hasChanged = run.left !== '' && run.left === usual.left && usual.left !== unchanged;
		return hasChanged && context?.mayHaveHappened !== true
			? { verdict: 'WRONG', why: `It happened, and the error does not say so: ${message}` }
			: { verdict: 'clear error', why: message };
	}
	if (run.left !== usual.left)
		return { verdict: 'WRONG', why: 'It left something else behind than usual, without an error' };
	if (JSON.stringify(run.json) === JSON.stringify(usual.json)) return { verdict: 'works', why: '' };
	// What looks for readings tells which one it found.
	if (JSON.stringify(run.json).includes(`${guess}: ${reading}`))
		return { verdict: 'works', why: '' };
	return passedOn.has(guess)
		? { verdict: 'passes on what the service says', why: '' }
		: {
				verdict: 'WRONG',
				why: `It gave ${JSON.stringify(run.json).slice(0, 300)}, not ${JSON.stringify(usual.json).slice(0, 300)}`,
			};
}

// Each starts a sandbox of its own, many times over.
jest.setTimeout(600_000);

let unchanged = '';
const rows: Row[] = [];

/** Values that are new in each run. */
const isNew =
	/^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT.*|UsernameToken .*|\d{13})$/;

function withoutNew(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutNew);
	if (typeof value === 'object' && value !== null)
		return Object.fromEntries(
			Object.entries(value).map(([name, member]) => [name, withoutNew(member)]),
		);
	return isNew.test(String(value)) ? typeof value : value;
}

function comparable(one: Run): Run {
	return { ...one, json: withoutNew(one.json) };
}

beforeAll(async () => {
	const sandbox = await startSandbox();
	unchanged = stateOf(sandbox);
	await sandbox.stop();
});

describe.each(cases.map((one) => [one.operation, one] as const))('%s', (operation, one) => {
	test('works, or stops with a clear error, in each reading that touches it', async () => {
		const usual = comparable(await run(one, {}));
		expect(usual.error).toBeUndefined();
		const guesses = new Set(
			[...usual.routes].flatMap((route) => {
				const [method = '', path = ''] = route.split(' ');
				return guessesOf(method, path);
			}),
		);
		for (const guess of guesses) {
			for (const reading of readingsOf[guess].slice(1)) {
				const played = comparable(await run(one, { [guess]: reading }));
				rows.push({
					operation,
					reading: `${guess}: ${reading}`,
					...judge(usual, played, guess, reading),
				});
			}
		}
		const wrong = rows.filter((row) => row.operation === operation && row.verdict === 'WRONG');
		expect(wrong).toEqual([]);
	});
});

afterAll(() => {
	const count = (verdict: Verdict) => rows.filter((row) => row.verdict === verdict).length;
	const verdicts: Verdict[] = ['works', 'clear error', 'passes on what the service says', 'WRONG'];
	process.stdout.write(
		`\n${rows.length} operations in readings: ${verdicts.map((one) => `${count(one)} ${one}`).join(', ')}\n`,
	);
});

test('every guess of the contract is touched by an operation here, or by the tests of the trigger', () => {
	const marked = new Set(
		paths.flatMap(([, item]) =>
			Object.values(item).flatMap((operation) => {
				const guess = (operation as { 'x-guess'?: string | string[] })['x-guess'];
				return [guess ?? []].flat();
			}),
		),
	);
	const missing = Object.keys(readingsOf).filter(
		(guess) => !marked.has(guess) && !ofTheTrigger.has(guess as Guess),
	);
	expect(missing.filter((guess) => guess !== 'fieldSchema')).toEqual([]);
});
