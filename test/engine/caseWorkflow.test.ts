import type { INode } from 'n8n-workflow';

import { runCases } from '../../demo/cases';
import { workPointType } from '../../demo/examples';
import { runInEngine } from '../../demo/inEngine';
import { Report } from '../../demo/report';
import { TestCredentials } from '../../n8n/n8nEngine';
import type { NodeRun } from '../../n8n/n8n';
import { node, type WorkflowFile } from '../../n8n/workflow';
import type { Sandbox } from '../../sandbox';
import { cases } from '../support/cases';
import { sandboxForEach } from '../support/sandboxForEach';

describe('the demo runs the case of an operation that no example covers', () => {
	let sandbox: Sandbox;
	let runs: NodeRun[];
	let report: Report;

	sandboxForEach((started) => (sandbox = started));

	beforeEach(() => {
		runs = [];
		report = new Report();
		jest.spyOn(process.stdout, 'write').mockReturnValue(true);
	});

	afterEach(() => jest.restoreAllMocks());

	const inEngine = async (workflow: WorkflowFile, trigger: INode) =>
		(runs = await runInEngine(workflow, trigger, new TestCredentials(sandbox.connection)));

	/** Runs the demo's cases when an example has all operations but one. */
	async function runWithout(missing: string, run = inEngine): Promise<void> {
		const nodes = cases
			.filter(({ operation }) => operation !== missing)
			.map(({ operation: key }) => {
				const [resource = '', operation = ''] = key.split('.');
				return node(key, workPointType, 1, { resource, operation });
			});
		const credentials = { workPointOAuth2Api: { id: 'credential', name: 'Sandbox' } };
		await runCases([{ name: '', nodes, connections: {} }], credentials, sandbox, report, run);
	}

	test('after the operations that it needs, in order and with the file', async () => {
		await runWithout('digitalSignature.completeDocument');
		expect(runs.map(({ name }) => name)).toEqual([
			'Start',
			'1: digitalSignature.createLogEntry',
			'2: digitalSignature.addDocument',
			'3: digitalSignature.completeDocument',
		]);
		expect(report.failed).toBe(0);
	});

	test('and counts it as failed when it fails', async () => {
		sandbox.faults.add({ path: '/Solution/Info', answer: { status: 403 } });
		await runWithout('solution.getInfo');
		expect(report.failed).toBe(1);
	});

	test('and keeps its contract violations when it restores the data', async () => {
		const violation = { method: 'GET', path: '/api/x', status: 400, message: 'No such call' };
		const projects = () => sandbox.state.module(sandbox.seed.ids.projects);
		const before = projects().entities.size;
		await runWithout('entity.create', async () => {
			sandbox.state.addEntity(projects(), { Title: 'Harbor' }, false);
			sandbox.violations.push(violation);
			return [];
		});
		expect(report.violations).toEqual([violation]);
		expect(sandbox.violations).toEqual([]);
		expect(projects().entities.size).toBe(before);
	});
});
