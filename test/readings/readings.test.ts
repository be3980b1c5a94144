/**
 * Every operation and every trigger in every reading that touches it: it works, or it stops with an error that names what
 * is wrong. Never wrong data, never silence.
 */
import { readingsOf, type Guess } from '../../sandbox/dialect';
import { judge, type Row, type Verdict } from '../support/readings/judge';
import { operationSubjects } from '../support/readings/operations';
import {
	guessesOf,
	markedGuesses,
	readingsToPlay,
	runIn,
	type Run,
	type Subject,
} from '../support/readings/run';
import { triggerSubjects } from '../support/readings/triggers';

// Each runs in a sandbox of its own, many times over, and an overload takes its seconds.
jest.setTimeout(900_000);

const subjects = [...operationSubjects, ...triggerSubjects];

const rows: Row[] = [];

/** Does several things at a time: most of it is waiting for a service that is overloaded. */
async function inTurns<T>(all: T[], work: (one: T) => Promise<void>): Promise<void> {
	const waiting = [...all];
	const workers = Array.from({ length: 40 }, async () => {
		for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one);
	});
	await Promise.all(workers);
}

interface Try {
	subject: Subject;
	usual: Run;
	guess: Guess;
	reading: string;
}

/** The readings that touch a subject, beside a run of it in the usual ones. */
async function triesOf(subject: Subject): Promise<Try[]> {
	const usual = await runIn(subject);
	if (usual.error !== undefined) throw new Error(`${subject.name}: ${usual.error.message}`);
	return guessesOf(usual.routes).flatMap((guess) =>
		readingsToPlay(guess).map((reading) => ({ subject, usual, guess, reading })),
	);
}

beforeAll(async () => {
	const tries: Try[] = [];
	await inTurns(subjects, async (subject) => void tries.push(...(await triesOf(subject))));
	await inTurns(tries, async ({ subject, usual, guess, reading }) => {
		const verdict = judge(usual, await runIn(subject, guess, reading), guess, reading);
		rows.push({ subject: subject.name, reading: `${guess}: ${reading}`, ...verdict });
	});
});

test.each(subjects.map(({ name }) => name))(
	'%s works, or stops with a clear error, in each reading that affects it',
	(name) => {
		const own = rows.filter(({ subject }) => subject === name);
		expect(own.length).toBeGreaterThan(0);
		expect(own.filter(({ verdict }) => verdict === 'WRONG')).toEqual([]);
	},
);

test('every reading of every guess is tested', () => {
	const played = new Set(rows.map(({ reading }) => reading));
	const all = (Object.keys(readingsOf) as Guess[]).flatMap((guess) =>
		readingsToPlay(guess).map((reading) => `${guess}: ${reading}`),
	);
	expect(all.filter((reading) => !played.has(reading))).toEqual([]);
	expect([...markedGuesses].sort()).toEqual(Object.keys(readingsOf).sort());
});

/** The table: what each operation and trigger does in how many readings, and in which it stops. */
function tableText(): string {
	const count = (of: Row[], wanted: Verdict) =>
		of.filter(({ verdict }) => verdict === wanted).length;
	const lines = subjects.map(({ name }) => {
		const own = rows.filter(({ subject }) => subject === name);
		const stops = own.filter(({ verdict }) => verdict !== 'works');
		const where = stops.map(({ reading, verdict }) => `${reading} (${verdict})`).join(', ');
		return `${String(count(own, 'works')).padStart(4)} works ${String(count(own, 'clear error')).padStart(3)} clear error  ${name}${where && `: ${where}`}`;
	});
	return `
${lines.join('\n')}
${subjects.length} operations and triggers, ${rows.length} times in another reading: ${count(rows, 'works')} works, ${count(rows, 'clear error')} clear error, ${count(rows, 'WRONG')} WRONG
`;
}

afterAll(() => void process.stdout.write(tableText()));
