import type { INode } from 'n8n-workflow';
import { setTimeout as delay } from 'node:timers/promises';

import type { Execution, N8n } from '../n8n/n8n';
import type { WorkflowFile } from '../n8n/workflow';
import type { Sandbox } from '../sandbox';
import { createProviderAccount, manualTriggerOf, readExamples } from './examples';
import { log, type Report } from './report';

const credentialName = 'WorkPoint 365 account';

/** Publishes a workflow with a WorkPoint trigger, raises its event and waits for the run. */
async function runByEvent(n8n: N8n, sandbox: Sandbox, workflow: WorkflowFile): Promise<Execution> {
	const created = await n8n.createWorkflow(workflow);
	await n8n.activate(created);
	const module = sandbox.state.module(sandbox.seed.ids.projects);
	const project = sandbox.state.addEntity(module, { Title: 'Harbour' }, false);
	sandbox.webhooks.happened('created', module, project);
	for (let tries = 0; tries < 100; tries++) {
		const [execution] = await n8n.executions(created.id);
		if (execution !== undefined) return await n8n.finished(execution.id);
		await delay(300);
	}
	throw new Error(`The event did not start "${workflow.name}" within half a minute`);
}

async function runByHand(n8n: N8n, workflow: WorkflowFile, trigger: INode): Promise<Execution> {
	return await n8n.run((await n8n.createWorkflow(workflow)).id, trigger.name);
}

/** Creates the credentials and examples in n8n and runs them all. Returns true if the credential passes its test. */
export async function runAllInN8n(n8n: N8n, sandbox: Sandbox, report: Report): Promise<boolean> {
	const id = await n8n.createCredential(credentialName, sandbox.connection);
	const test = await n8n.testCredential(id, credentialName, sandbox.connection);
	log(`Credential test: ${test.message}`);
	const credentials = {
		workPointOAuth2Api: { id, name: credentialName },
		...(await createProviderAccount(n8n)),
	};
	for (const { workflow } of readExamples(credentials, sandbox.origin)) {
		const trigger = manualTriggerOf(workflow);
		const { nodes } = trigger
			? await runByHand(n8n, workflow, trigger)
			: await runByEvent(n8n, sandbox, workflow);
		report.addInShort(workflow, nodes);
	}
	return test.status === 'OK';
}
