/**
 * The demo: a WorkPoint 365 sandbox and a real n8n with the package, on loopback. Runs the example workflows and
 * leaves n8n up to try; with `--headless` it stops and its exit status tells whether everything ran. `--n8n <script>`
 * runs an n8n that is there already.
 */
import { rmSync } from 'node:fs';
import type { IDataObject } from 'n8n-workflow';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { resources } from '../nodes/WorkPoint/operations';
import { startSandbox, type Sandbox } from '../sandbox';
import { createProviderAccount, examplesPort, readExamples } from './examples';
import { ensureN8n } from '../n8n/install';
import { N8n, owner, type Execution } from '../n8n/n8n';
import { freePort } from '../n8n/n8nProcess';
import { packPackage } from '../n8n/package';
import type { WorkflowFile } from '../n8n/workflow';

const {
	values: { headless, n8n: ownN8n },
} = parseArgs({ options: { headless: { type: 'boolean' }, n8n: { type: 'string' } } });
const root = resolve(__dirname, '..');
const folder = join(root, '.demo', headless ? 'headless' : 'n8n');
const n8nPort = 5690;
const credentialName = 'WorkPoint 365 account';

const ourNode = 'n8n-nodes-workpoint.workPoint';
/** What examples use for what WorkPoint has no call. */
const httpNode = 'n8n-nodes-base.httpRequest';
const httpRequest = 'HTTP Request';

const log = (line: string) => void process.stdout.write(`${line}\n`);

interface Row {
	workflow: string;
	node: string;
	operation: string;
	result: string;
	failed: boolean;
	ms: number;
}

function inShort(json: IDataObject | undefined): string {
	const text = JSON.stringify(json) ?? 'no item';
	return text.length > 70 ? `${text.slice(0, 69)}…` : text;
}

/** Publishes a workflow that waits for WorkPoint, makes its event happen, and waits for the run. */
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

async function runExample(n8n: N8n, sandbox: Sandbox, workflow: WorkflowFile): Promise<Row[]> {
	const byHand = workflow.nodes.find(({ type }) => type === 'n8n-nodes-base.manualTrigger');
	const execution = byHand
		? await n8n.run((await n8n.createWorkflow(workflow)).id, byHand.name)
		: await runByEvent(n8n, sandbox, workflow);
	return workflow.nodes
		.filter(({ type }) => type === ourNode || type === httpNode)
		.map((node) => {
			const ran = execution.nodes.find(({ name }) => name === node.name);
			const file = Object.values(ran?.items[0]?.binary ?? {})[0];
			return {
				workflow: workflow.name,
				node: node.name,
				operation:
					node.type === ourNode
						? `${String(node.parameters.resource)}.${String(node.parameters.operation)}`
						: httpRequest,
				result:
					ran?.error?.message ??
					(ran === undefined
						? 'did not run'
						: (file ? `${file.fileName} (${file.fileSize}) ` : '') + inShort(ran.items[0]?.json)),
				failed: ran === undefined || ran.error !== undefined,
				ms: ran?.ms ?? 0,
			};
		});
}

function printTable(rows: Row[]): void {
	let workflow = '';
	for (const row of rows) {
		if (row.workflow !== workflow) log(`\n${(workflow = row.workflow)}`);
		const mark = row.failed ? '✗' : '✓';
		log(`  ${mark} ${row.operation.padEnd(44)} ${`${row.ms} ms`.padStart(8)}  ${row.result}`);
	}
}

async function main(): Promise<void> {
	// What ends the demo ends n8n too; before everything ran, that is no success.
	process.exitCode = 1;
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit());
	const installed = await ensureN8n(log, ownN8n);
	rmSync(folder, { recursive: true, force: true });
	log('Building and packing the package …');
	const tarball = packPackage(folder);
	log('Starting the WorkPoint 365 sandbox and n8n …');
	const sandbox = await startSandbox({
		port: await freePort(headless ? undefined : examplesPort),
		delays: [2_000, 4_000],
	});
	const n8n = await N8n.start(installed, {
		folder,
		tarball,
		port: headless ? undefined : n8nPort,
	});

	const connection = { ...sandbox.connection, requestsPerMinute: 100 };
	const credentialId = await n8n.createCredential(credentialName, connection);
	const test = await n8n.testCredential(credentialId, credentialName, connection);
	log(`Credential test: ${test.message}`);
	const rows: Row[] = [];
	const credentials = {
		workPointOAuth2Api: { id: credentialId, name: credentialName },
		...(await createProviderAccount(n8n)),
	};
	const examples = readExamples(credentials, sandbox.origin);
	for (const { workflow } of examples) rows.push(...(await runExample(n8n, sandbox, workflow)));
	printTable(rows);

	const ran = new Set(rows.map(({ operation }) => operation));
	ran.delete(httpRequest);
	const notRun = resources
		.flatMap(({ value, operations }) =>
			operations.map((operation) => `${value}.${operation.value}`),
		)
		.filter((operation) => !ran.has(operation));
	const failed = rows.filter((row) => row.failed).length;
	log(
		`\n${ran.size} operations ran in ${rows.length} nodes, ${failed} failed, ${sandbox.violations.length} contract violations.`,
	);
	for (const { method, path, message } of sandbox.violations)
		log(`  violation: ${method} ${path}: ${message}`);
	if (notRun.length > 0) log(`Not run: ${notRun.join(', ')}`);

	const isGood = failed + notRun.length + sandbox.violations.length === 0 && test.status === 'OK';
	process.exitCode = isGood ? 0 : 1;
	if (headless) {
		await n8n.stop();
		await sandbox.stop();
		process.exit();
	}
	log(
		`\nn8n is at ${n8n.address}: sign in as ${owner.email} with ${owner.password}.\nStop with Ctrl+C; the next start begins anew.`,
	);
}

main().catch((error: Error) => {
	process.stderr.write(`${error.message}\n`);
	process.exit(1);
});
