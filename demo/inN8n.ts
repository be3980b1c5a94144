import type { INode } from 'n8n-workflow';
import { setTimeout as delay } from 'node:timers/promises';

import type { Execution, N8n } from '../n8n/n8n';
import type { WorkflowFile } from '../n8n/workflow';
import type { Sandbox } from '../sandbox';
import { runCases } from './cases';
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

/** Creates the credentials and workflows in n8n and runs them all. Returns true if the credential passes its test. */
export async function runAllInN8n(n8n: N8n, sandbox: Sandbox, report: Report): Promise<boolean> {
	const id = await n8n.createCredential(credentialName, sandbox.connection);
	const test = await n8n.testCredential(id, credentialName, sandbox.connection);
	log(`Credential test: ${test.message}`);
	const credentials = {
		workPointOAuth2Api: { id, name: credentialName },
		...(await createProviderAccount(n8n)),
	};
	const run = async (workflow: WorkflowFile, trigger: INode) =>
		(await n8n.run((await n8n.createWorkflow(workflow)).id, trigger.name)).nodes;
	const examples = readExamples(credentials, sandbox.origin).map(({ workflow }) => workflow);
	await runCases(examples, credentials, sandbox, report, run);
	for (const workflow of examples) {
		const trigger = manualTriggerOf(workflow);
		const nodes = trigger
			? await run(workflow, trigger)
			: (await runByEvent(n8n, sandbox, workflow)).nodes;
		report.addInShort(workflow, nodes);
	}
	return test.status === 'OK';
}
