/** What is tried in the readings, what a run of it gave and left behind, and which readings touch it. */
import {
	contract,
	follow,
	operationsOf,
	type LocatedOperation,
	type Schema,
} from '../../../contract/contractDocument';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../sandbox';
import { asText } from '../../../sandbox/tenant/fieldValues';
import { readingsOf, type ChosenReadings, type Guess } from '../../../sandbox/dialect';

/** What a run gave, and what it left behind. */
export interface Run {
	error?: Error & { context?: { mayHaveHappened?: boolean } };
	json: unknown;
	/** What the tenant held before. */
	before: string;
	/** What it holds now. */
	left: string;
	/** The calls that were made, and `webhook POST notification` for one that WorkPoint made. */
	routes: string[];
}

/** An operation or a trigger with its parameters. */
export interface Subject {
	name: string;
	/** Runs it in a sandbox of its own, in which other calls than its own are over. */
	run(sandbox: Sandbox, begin: () => Promise<void>): Promise<Pick<Run, 'error' | 'json'>>;
	options?: SandboxOptions;
	/** Whether what changes is the work of others, as it is for who only watches. */
	onlyWatches?: boolean;
}

/** Every guess that a part of the contract is marked with, also behind its references. */
function marksIn(part: unknown, seen = new Set<unknown>()): Guess[] {
	if (typeof part !== 'object' || part === null || seen.has(part)) return [];
	seen.add(part);
	if ('$ref' in part) return marksIn(follow(contract, part as Schema), seen);
	const own = [(part as { 'x-guess'?: Guess | Guess[] })['x-guess'] ?? []].flat();
	return [...own, ...Object.values(part).flatMap((inside) => marksIn(inside, seen))];
}

function marked({ name, operation }: LocatedOperation) {
	const [method = '', path = ''] = name.split(' ');
	const pattern = new RegExp(`^${method} ${path.replace(/\{\w+\}/g, '[^/]+')}/?$`, 'i');
	return { pattern, guesses: [...new Set(marksIn(operation))] };
}

const calls = operationsOf(contract).map(marked);
const notifications = operationsOf(contract, contract.webhooks ?? {}).map((one) => ({
	...marked(one),
	pattern: new RegExp(`^webhook ${one.name}$`),
}));

/** The guesses that calls rest on, by the contract. */
export function guessesOf(routes: string[]): Guess[] {
	const touched = [...calls, ...notifications].filter(({ pattern }) =>
		routes.some((route) => pattern.test(route)),
	);
	return [...new Set(touched.flatMap(({ guesses }) => guesses))];
}

/** The guesses that mark anything at all. */
export const markedGuesses = new Set(
	[...operationsOf(contract), ...operationsOf(contract, contract.webhooks ?? {})].flatMap(
		({ operation }) => marksIn(operation),
	),
);

/** The readings to be played; of an overload each, for it is no service's usual state. */
export function readingsToPlay(guess: Guess): readonly string[] {
	return guess === 'overload' ? readingsOf[guess] : readingsOf[guess].slice(1);
}

/** What the tenant holds, as far as it can be told apart; the form in which a value was sent does not count. */
export function stateOf({ state, webhooks }: Sandbox): string {
	const held = [...state.modules.values(), ...state.lists].map(({ id, entities }) => [
		id,
		[...entities.values()].map(({ id: entity, values, stageId, site, fileRef, isFolder }) => [
			entity,
			// Files are made anew by each sandbox, and their sizes differ by some bytes.
			Object.entries(values).map(
				([name, value]) => name !== 'File_x0020_Size' && [name, asText(value)],
			),
			[stageId, site, fileRef, isFolder],
		]),
	]);
	const { siteCollections, mailFlags, jobs, sites } = state;
	// The activity log of an entity goes with it.
	const activities = state.activities.filter(({ BusinessModuleId, Entity }) =>
		state.module(BusinessModuleId).entities.has(Entity),
	);
	const more = [...siteCollections, ...mailFlags, ...jobs.values(), ...sites];
	const counts = [activities.length, webhooks.registrations.size];
	return JSON.stringify([held, more, counts]);
}

/** Lets the service be overloaded for a moment: it turns away the next call. */
function overload({ options }: Sandbox): void {
	let calls = 0;
	Object.defineProperty(options, 'requestsPerWindow', {
		get: () => (calls++ === 0 ? 0 : undefined),
	});
	Object.assign(options, { window: 900 });
}

/** Runs a subject in a reading; none is the first of all. */
export async function runIn(subject: Subject, guess?: Guess, reading?: string): Promise<Run> {
	const readings = guess === undefined ? {} : ({ [guess]: reading } as ChosenReadings);
	const sandbox = await startSandbox({ ...subject.options, dialects: readings });
	let before = '';
	let beginning = 0;
	try {
		const begin = async () => {
			before = stateOf(sandbox);
			beginning = sandbox.requests.length;
			if (guess === 'overload') overload(sandbox);
		};
		const outcome = await subject
			.run(sandbox, begin)
			.catch((error: Error) => ({ error, json: [] as unknown[] }));
		const routes = sandbox.requests.slice(beginning).map(({ method, path }) => `${method} ${path}`);
		if (sandbox.webhooks.deliveries.length > 0) routes.push('webhook POST notification');
		const left = subject.onlyWatches ? before : stateOf(sandbox);
		return { ...outcome, before, left, routes };
	} finally {
		await sandbox.stop();
	}
}
