import type { INode } from 'n8n-workflow';

import type { NodeRun } from '../n8n/n8n';
import { manualTrigger, node, type WorkflowFile } from '../n8n/workflow';
import type { Sandbox } from '../sandbox';
import { cases } from '../test/support/cases';
import type { Case } from '../test/support/cases/case';
import { inputItem } from '../test/support/cases/inputItem';
import { operationOf, workPointType, type Credentials } from './examples';
import type { Report } from './report';

/** A workflow that runs an operation's case: from top to bottom first what the case needs, then the operation. */
export async function workflowOf(
	{ operation, parameters, after = [] }: Case,
	credentials: Credentials,
): Promise<WorkflowFile> {
	const trigger = manualTrigger();
	const steps = [...after, [operation, parameters] as const].map(([key, given], i): INode => {
		const [resource, value] = key.split('.') as [string, string];
		const own = { resource, operation: value, ...given };
		return node(`${i + 1}: ${key}`, workPointType, 1, own, {
			credentials,
			position: [220, i * 220],
		});
	});
	return {
		name: `Case of ${operation}`,
		nodes: [trigger, ...steps],
		connections: {
			[trigger.name]: { main: [steps.map(({ name }) => ({ node: name, type: 'main', index: 0 }))] },
		},
		pinData: { [trigger.name]: [await inputItem()] },
	};
}

/** Runs the cases of the operations that no example has, each on the initial data of the sandbox, which is restored. */
export async function runCases(
	examples: WorkflowFile[],
	credentials: Credentials,
	sandbox: Sandbox,
	report: Report,
	run: (workflow: WorkflowFile, trigger: INode) => Promise<NodeRun[]>,
): Promise<void> {
	const shown = new Set(examples.flatMap(({ nodes }) => nodes.map(operationOf)));
	for (const one of cases.filter(({ operation }) => !shown.has(operation))) {
		const workflow = await workflowOf(one, credentials);
		report.addInShort(workflow, await run(workflow, workflow.nodes[0] as INode));
		report.violations.push(...sandbox.violations);
		await sandbox.reset();
	}
}
