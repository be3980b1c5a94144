/** Whatever WorkPoint answers, the result is an output, or an error of the node in plain words. */
import fc from 'fast-check';
import { UserError, type INodeParameters } from 'n8n-workflow';
import { randomUUID } from 'node:crypto';

import { TestCredentials } from '../../n8n/n8nEngine';
import { byId } from '../../n8n/workflow';
import { WorkPoint } from '../../nodes/WorkPoint/WorkPoint.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import { listIds } from '../../sandbox/tenant/plainLists';
import { ids, projectSiteUrl } from '../../sandbox/tenant/seed';
import { cases } from '../support/cases';
import { onProject } from '../support/cases/case';
import { runOperation } from '../support/runOperation';
import { editorContext, workPointNode } from '../support/runNode';
import { TestPolling } from '../support/testPolling';
import { slip } from '../support/readings/judge';
import { TestTrigger } from '../support/testTrigger';
import { tries } from '../support/fuzz';
import { mutation, OddService } from '../support/mutations';

let sandbox: Sandbox;
let service: OddService;

beforeEach(async () => {
	sandbox = await startSandbox();
	service = await OddService.start(sandbox.origin);
});

afterEach(async () => {
	await service.stop();
	await sandbox.stop();
});

/** The connection to the odd service. */
const oddly = () => ({ connection: { ...sandbox.connection, apiBaseUrl: service.origin } });

interface Outcome {
	error?: Error & { description?: string | null };
	json?: unknown;
}

/** Holds what came of some work: a result without slips, or an error of the node in words. */
function expectForPeople({ error, json }: Outcome): void {
	if (error === undefined) {
		expect(JSON.stringify(json) ?? '').not.toMatch(/\[object |"undefined"|"NaN"/);
		return;
	}
	if (!/^Node(Api|Operation)Error$/.test(error.name)) throw error;
	expect(error.message.trim()).not.toBe('');
	// The service's own words are quoted as they are.
	const own = `${error.message} ${error.description ?? ''}`.replace(/\bundefined\b|\bNaN\b/, '');
	expect(own).not.toMatch(slip);
	// The last resort for an answer that nobody thought of: think of it.
	expect(own).not.toContain('in a form that this node cannot read');
}

/** Does some work while the answers to its calls are odd, many times over. */
async function whileOdd(work: () => Promise<Outcome>): Promise<void> {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.array(mutation, { maxLength: 3 }), { minLength: 1, maxLength: 6 }),
			async (next) => {
				service.next = structuredClone(next);
				expectForPeople(await work());
			},
		),
		tries(25),
	);
}

async function caught(work: () => Promise<unknown>): Promise<Outcome> {
	try {
		return { json: await work() };
	} catch (error) {
		return { error: error as Error };
	}
}

describe('an operation', () => {
	test.each(cases)('$operation', async ({ operation, parameters, after = [] }) => {
		for (const [before, given] of after) await runOperation(sandbox, before, given);
		await whileOdd(async () => await runOperation(oddly() as Sandbox, operation, parameters));
	});

	const all = { returnAll: true, filterBy: 'none', sort: {}, simplify: true };
	const bySite = { __rl: true, mode: 'url', value: projectSiteUrl };
	test.each<[string, INodeParameters]>([
		['entity.getAll', { ...all, businessModule: byId(ids.projects) }],
		['entity.get', { businessModule: byId(ids.projects), entity: bySite, simplify: true }],
		['listItem.getAll', { ...all, listOf: 'site', list: byId(listIds.tasks) }],
		['solution.checkConnection', { report: true }],
	])('%s, with other parameters', async (operation, parameters) => {
		await whileOdd(async () => await runOperation(oddly() as Sandbox, operation, parameters));
	});
});

describe('a trigger', () => {
	test('is published, checked and unpublished', async () => {
		await whileOdd(async () => {
			const trigger = new TestTrigger(oddly(), { webhookId: randomUUID() });
			return await caught(async () => {
				await trigger.activate();
				await trigger.exists();
				await trigger.deactivate();
			});
		});
	});

	test.each<[string, INodeParameters]>([
		['entityCreated', { businessModule: byId(ids.projects) }],
		['entityCreatedOrUpdated', { businessModule: byId(ids.projects) }],
		['stageChanged', { businessModule: byId(ids.projects) }],
		['listItemCreatedOrUpdated', { listOf: 'site', list: byId(listIds.tasks) }],
		[
			'documentCreatedOrUpdated',
			{ ...onProject, libraryName: { __rl: true, mode: 'name', value: 'Documents' } },
		],
	])('polls: %s', async (event, parameters) => {
		await whileOdd(async () => {
			const trigger = new TestPolling(oddly(), { event, options: {}, ...parameters });
			return await caught(async () => [await trigger.poll(), await trigger.poll()]);
		});
	});
});

describe('the editor', () => {
	const { listSearch, loadOptions, resourceMapping } = new WorkPoint().methods;
	const methods = Object.entries({ ...listSearch, ...loadOptions, ...resourceMapping });

	test.each(methods)('%s', async (_name, method) => {
		const parameters = {
			...{ resource: 'entity', operation: 'create', list: byId(listIds.tasks) },
			...onProject,
			targetBusinessModule: byId(ids.companies),
			commonFieldsBusinessModule: byId(ids.companies),
			libraryOf: 'entity',
		};
		await whileOdd(async () => {
			const context = editorContext(
				workPointNode(parameters),
				new TestCredentials(oddly().connection),
			);
			const outcome = await caught(async () => await (method as () => unknown).call(context));
			// The editor shows the message alone, of whatever kind the error is.
			if (outcome.error instanceof UserError) outcome.error.name = 'NodeOperationError';
			return outcome;
		});
	});
});
