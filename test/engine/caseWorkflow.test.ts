import { workflowOf } from '../../demo/cases';
import { runInEngine } from '../../demo/inEngine';
import { TestCredentials } from '../../n8n/engine';
import type { Sandbox } from '../../sandbox';
import { offerUrl } from '../../sandbox/tenant/seed';
import { cases } from '../support/cases';
import type { Case } from '../support/cases/case';
import { signedPdf } from '../support/cases/inputItem';
import { sandboxForEach } from '../support/sandboxForEach';

let sandbox: Sandbox;

sandboxForEach((started) => (sandbox = started));

/** Runs the case of an operation as a workflow of the demo. */
async function run(operation: string) {
	const one = cases.find((each) => each.operation === operation) as Case;
	const workflow = await workflowOf(one, { workPointOAuth2Api: { id: 'credential', name: 'x' } });
	const [trigger] = workflow.nodes;
	if (!trigger) throw new Error('The workflow has no trigger');
	return await runInEngine(workflow, trigger, new TestCredentials(sandbox.connection));
}

test('the demo runs a case with the operations that it needs, in their order and with the file', async () => {
	const runs = await run('digitalSignature.completeDocument');
	expect(runs.map(({ name, error }) => [name, error?.message])).toEqual([
		['Start', undefined],
		['1: digitalSignature.createLogEntry', undefined],
		['2: digitalSignature.addDocument', undefined],
		['3: digitalSignature.completeDocument', undefined],
	]);
	const stored = sandbox.state.file(offerUrl.replace('.docx', '.pdf'))?.bytes;
	expect(stored?.equals(await signedPdf)).toBe(true);
});

test('the demo reports a case that fails', async () => {
	sandbox.faults.add({ path: '/Solution/Info', answer: { status: 403 } });
	const runs = await run('solution.getInfo');
	expect(runs.at(-1)?.error?.message).toMatch(/permission|access|forbidden/i);
});
