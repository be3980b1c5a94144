/** What a release leaves in an n8n: workflows, and what its triggers store with them. `npm run record` writes it. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { byId } from '../../n8n/workflow';
import { startSandbox, type RecordedRequest } from '../../sandbox';
import type { WebhookRegistration } from '../../sandbox/calls/webhooks';
import { listIds } from '../../sandbox/tenant/plainLists';
import { ids } from '../../sandbox/tenant/seed';
import { cases } from './cases';
import { change, onLibrary, onList, onProjects, projects, sandbox, start } from './pollingService';
import { runOperation } from './runOperation';
import { TestPolling } from './testPolling';
import { Receiver, TestTrigger } from './testTrigger';

/** A call that an operation sent, and which the next release must send for the same parameters. */
type Sent = Pick<RecordedRequest, 'method' | 'path' | 'query' | 'body'> & { site: unknown };

interface RecordedOperation {
	operation: string;
	parameters: INodeParameters;
	/** Operations that run before it. */
	after: Array<[operation: string, parameters: INodeParameters]>;
	sent: Sent[];
	/** The names in its first item, which later nodes refer to. */
	gives: string[];
}

interface RecordedTrigger {
	parameters: INodeParameters;
	stored: IDataObject;
	/** What WorkPoint had registered, by the account that called. */
	registrations: Array<WebhookRegistration & { owner: string }>;
	/** A delivery that had started a run. */
	delivery: string;
}

interface RecordedPolling {
	parameters: INodeParameters;
	stored: IDataObject;
}

export interface RecordedState {
	operations: RecordedOperation[];
	triggers: RecordedTrigger[];
	polling: RecordedPolling[];
}

/** Stands for n8n's own address, which differs from run to run. */
export const n8nAddress = 'https://n8n.example.com/webhook';

/** Replaces a string wherever it occurs in a value. */
export function replaced<T>(value: T, from: string, to: string): T {
	return JSON.parse(JSON.stringify(value).replaceAll(from, to)) as T;
}

const isChange = ({ method, path }: Sent) => method !== 'GET' && !/\/Items$/.test(path);

/** What the calls of an operation change; of one that changes nothing, or by GET, its last call. */
function sentBy(requests: RecordedRequest[]): Sent[] {
	const calls = requests
		// The query that no item meets only shows whether filters are read.
		.filter(({ body }) => !/>-1</.test(JSON.stringify(body) ?? ''))
		.map(({ method, path, query, headers, body }) => {
			return { method, path, query, site: headers.workpoint365url, body };
		});
	const changes = calls.filter(isChange);
	const sent = JSON.stringify(changes.length > 0 ? changes : calls.slice(-1));
	// PDFs are made anew for each run.
	return JSON.parse(sent.replace(/"JVBERi0[^"]*"/g, '"(PDF)"')) as Sent[];
}

/** Runs an operation in a new sandbox. */
export async function runAlone({
	operation,
	parameters,
	after,
}: Pick<RecordedOperation, 'operation' | 'parameters' | 'after'>) {
	const own = await startSandbox();
	try {
		for (const [before, given] of after) await runOperation(own, before, given);
		own.requests.length = 0;
		const { error, json } = await runOperation(own, operation, parameters).catch(
			// A workflow with a parameter that is missing does not start.
			(refused: Error) => ({ error: refused, json: [] }),
		);
		// A check asks what each release knows to ask; what counts is its report.
		const sent = operation === 'solution.checkConnection' ? [] : sentBy(own.requests);
		return { error, sent, gives: Object.keys(json[0] ?? {}).sort() };
	} finally {
		await own.stop();
	}
}

async function recordOperations(): Promise<RecordedOperation[]> {
	const recorded: RecordedOperation[] = [];
	for (const { operation, parameters, after = [] } of cases) {
		const { error, sent, gives } = await runAlone({ operation, parameters, after });
		if (error) throw error;
		recorded.push({ operation, parameters, after, sent, gives });
	}
	return recorded;
}

const ofTriggers: INodeParameters[] = [
	{
		businessModule: byId(ids.projects),
		trigger: byId(ids.triggers.projectUpdated),
		includeEntity: true,
	},
	{
		businessModule: byId(ids.projects),
		trigger: byId(ids.triggers.projectUpdated),
		options: { moreTriggers: [ids.triggers.projectCreated], route: 'registrations' },
	},
];

export async function recordTrigger(parameters: INodeParameters): Promise<RecordedTrigger> {
	const own = await startSandbox();
	const receiver = await new Receiver().start();
	try {
		const trigger = new TestTrigger(own, { parameters, webhookBaseUrl: receiver.baseUrl });
		await trigger.activate();
		receiver.trigger = trigger;
		await own.webhooks.fire(ids.triggers.projectUpdated, 2);
		await receiver.settled();
		const registrations = [...own.webhooks.registrations.values()].map((registration) => ({
			...registration,
			owner: own.webhooks.owners.get(registration.Id) ?? '',
		}));
		const delivery = own.webhooks.deliveries[0]?.body ?? '';
		const recorded = { parameters, stored: trigger.state as IDataObject, registrations, delivery };
		return replaced(recorded, receiver.baseUrl, n8nAddress);
	} finally {
		await receiver.stop();
		await own.stop();
	}
}

const ofPolling: INodeParameters[] = [
	onProjects('entityCreated'),
	onProjects('entityCreatedOrUpdated'),
	onProjects('stageChanged'),
	onList('listItemCreatedOrUpdated', listIds.tasks),
	onLibrary('Documents'),
];

/** What happens between the first poll and the last one of a recorded state. */
export const changeBeforeRecord = () => change(projects(), 2);

/** The state after a poll that found a change; nothing has changed since. */
export async function recordPolling(parameters: INodeParameters): Promise<RecordedPolling> {
	await start();
	const polling = new TestPolling(sandbox, parameters);
	await polling.poll();
	changeBeforeRecord();
	await polling.poll();
	const { stored } = polling;
	await sandbox.stop();
	return { parameters, stored };
}

async function inTurn<T, R>(values: T[], work: (value: T) => Promise<R>): Promise<R[]> {
	const results: R[] = [];
	for (const value of values) results.push(await work(value));
	return results;
}

export async function recordState(): Promise<RecordedState> {
	return {
		operations: await recordOperations(),
		triggers: await inTurn(ofTriggers, recordTrigger),
		polling: await inTurn(ofPolling, recordPolling),
	};
}

/** A state as JSON with one line for each record. */
export function asText(state: RecordedState): string {
	const parts = Object.entries(state).map(([name, records]: [string, unknown[]]) => {
		const lines = records.map((record) => JSON.stringify(record)).join(',\n');
		return `${JSON.stringify(name)}: [\n${lines}\n]`;
	});
	return `{\n${parts.join(',\n')}\n}\n`;
}
