import { WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type IConnections,
	type INode,
	type IPinData,
} from 'n8n-workflow';
import { randomUUID } from 'node:crypto';

import { WorkPointXwsseApi } from '../credentials/WorkPointXwsseApi.credentials';
import {
	additionalDataFor,
	initBinaryStore,
	knownNodeTypes,
	registerNodeType,
	TestCredentials,
} from '../n8n/n8nEngine';
import { nodeRuns, type NodeRun } from '../n8n/n8n';
import type { WorkflowFile } from '../n8n/workflow';
// Without its ending, tsx would take WorkPoint.node.json.
import { WorkPoint } from '../nodes/WorkPoint/WorkPoint.node.ts';
import type { Sandbox } from '../sandbox';
import { providerAccount } from '../sandbox/services/signingProvider';
import { runCases } from './cases';
import { manualTriggerOf, readExamples, workPointType } from './examples';
import { log, type Report } from './report';
import { standIns } from './standIns';

registerNodeType(workPointType, new WorkPoint());
for (const [type, node] of standIns) registerNodeType(type, node);

/**
 * Runs a workflow from a node in n8n's engine, in this process and without n8n. n8n's own nodes are replaced by {@link
 * standIns}.
 */
export async function runInEngine(
	file: WorkflowFile,
	node: INode,
	credentials: TestCredentials,
): Promise<NodeRun[]> {
	await initBinaryStore();
	const workflow = new Workflow({
		id: 'example',
		name: file.name,
		nodes: file.nodes,
		connections: file.connections as unknown as IConnections,
		active: false,
		nodeTypes: knownNodeTypes,
		settings: { executionOrder: 'v1', timezone: 'UTC' },
	});
	const data = createRunExecutionData({
		resultData: { pinData: file.pinData as IPinData | undefined },
		executionData: {
			nodeExecutionStack: [{ node, data: { main: [[{ json: {} }]] }, source: null }],
		},
	});
	// Examples derive names from the execution ID, which n8n changes for each run.
	const additionalData = { ...additionalDataFor(credentials), executionId: randomUUID() };
	const run = await new WorkflowExecute(additionalData, 'manual', data).processRunExecutionData(
		workflow,
	);
	return nodeRuns(run.data);
}

/** Runs the cases of operations without an example, and the examples with a manual trigger. */
export async function runAllInEngine(sandbox: Sandbox, report: Report): Promise<void> {
	const run = async (workflow: WorkflowFile, trigger: INode) => {
		// A restored sandbox knows no earlier token.
		const credentials = new TestCredentials(sandbox.connection);
		credentials.add(new WorkPointXwsseApi(), { ...providerAccount });
		return await runInEngine(workflow, trigger, credentials);
	};
	const examples = readExamples({}, sandbox.origin).map(({ workflow }) => workflow);
	const credentials = { workPointOAuth2Api: { id: 'credential', name: 'Sandbox' } };
	await runCases(examples, credentials, sandbox, report, run);
	for (const workflow of examples) {
		const trigger = manualTriggerOf(workflow);
		if (trigger) report.add(workflow, await run(workflow, trigger));
		else log(`\n${workflow.name}\n  … starts on an event; see the n8n run below`);
	}
}
