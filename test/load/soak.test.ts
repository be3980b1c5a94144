import axios from 'axios';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { TestBed } from '../../n8n/testBed';
import { byId, node } from '../../n8n/workflow';
import type { Fault } from '../../sandbox/server/faults';

/** Length of the load; `SOAK_MINUTES=30 npm run test:load` for the long one. */
const minutes = Number(process.env.SOAK_MINUTES ?? 2);
const samplePause = 1_000;
/** Notifications that are under way at once. */
const senders = 4;
const faultPause = 2_000;

const faults: Fault[] = [
	{ answer: { status: 429, headers: { 'Retry-After': '1' } } },
	{ answer: { status: 503 } },
	{ answer: { status: 500, body: '{"Message":"An error has occurred."}' } },
	{ kind: 'resetBefore' },
	{ kind: 'resetAfter' },
	{ kind: 'cutOff' },
	{ kind: 'html' },
];

let bed: TestBed;

beforeAll(async () => {
	bed = await TestBed.start({
		// Tokens run out and webhooks are repeated many times while the load lasts.
		sandbox: { tokenLifetime: 20, latency: 20, delays: [500, 500] },
		env: {
			N8N_METRICS: 'true',
			// The isolates in which n8n 2 evaluates expressions leave a gigabyte a minute behind, which would hide a leak of ours.
			N8N_EXPRESSION_ENGINE: 'legacy',
			NODE_OPTIONS: `--require ${join(__dirname, 'collectGarbage.cjs')}`,
			// What n8n keeps of executions is not what is measured.
			EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'none',
			EXECUTIONS_DATA_SAVE_ON_ERROR: 'none',
		},
	});
});

afterAll(async () => {
	await bed?.stop();
});

/** A trigger that starts one node of each kind of work; a failed one does not stop the others. */
async function createWorkflow(): Promise<{ id: string; versionId: string }> {
	const { sandbox, n8n } = bed;
	const credentials = await bed.connect();
	const { ids, projectSiteUrl, offerUrl } = sandbox.seed;
	const workPoint = (name: string, type: string, parameters: INodeParameters) =>
		node(name, `n8n-nodes-workpoint.${type}`, 1, parameters, {
			credentials,
			onError: 'continueRegularOutput',
			webhookId: '3b9d1c52-6a0e-4c8e-9f4e-0d6a5b1c2d3e',
		});
	const project = { businessModule: byId(ids.projects), entity: byId('1') };
	const document = { documentSiteUrl: projectSiteUrl, documentUrl: offerUrl };
	const event = workPoint('Event', 'workPointTrigger', {
		businessModule: byId(ids.projects),
		trigger: byId(ids.triggers.projectManual),
		includeEntity: true,
	});
	const work: Record<string, INodeParameters> = {
		List: {
			resource: 'entity',
			operation: 'getAll',
			businessModule: byId(ids.projects),
			limit: 50,
		},
		Actions: {
			resource: 'businessModule',
			operation: 'getActions',
			businessModule: byId(ids.projects),
		},
		Update: {
			resource: 'entity',
			operation: 'update',
			...project,
			specifyFields: 'json',
			fieldsJson: '={{ { Description: $json.Id } }}',
		},
		Letter: {
			resource: 'document',
			operation: 'createFromTemplate',
			...project,
			templateId: ids.template,
			includeHtml: false,
			includeFile: true,
			binaryPropertyName: 'data',
		},
		Convert: {
			resource: 'document',
			operation: 'convertToPdf',
			...document,
			outputExistsBehaviour: 'Overwrite',
		},
		Missing: {
			resource: 'entity',
			operation: 'get',
			businessModule: byId(ids.projects),
			entity: byId('999'),
		},
	};
	const workers = Object.entries(work).map(([name, parameters]) =>
		workPoint(name, 'workPoint', parameters),
	);
	const next = workers.map(({ name }) => ({ node: name, type: 'main', index: 0 }));
	const connections: IDataObject = { Event: { main: [next] } };
	return await n8n.createWorkflow({
		name: 'Soak',
		nodes: [event, ...workers],
		connections,
	});
}

interface Sample {
	/** In MB. */
	heap: number;
	resident: number;
	sockets: number;
}

/** What n8n's process holds at a moment; nothing while n8n is too busy to say. */
async function sample(): Promise<Sample | undefined> {
	const { n8n } = bed;
	const { data, status } = await axios.get<string>(`${n8n.address}/metrics`, {
		validateStatus: () => true,
	});
	if (status === 503) return undefined;
	const metric = (name: string) => Number(new RegExp(`^n8n_${name} (\\S+)$`, 'm').exec(data)?.[1]);
	const descriptors = `/proc/${n8n.pid}/fd`;
	const isSocket = (name: string) => {
		try {
			return readlinkSync(join(descriptors, name)).startsWith('socket:');
		} catch {
			return false; // Closed in between.
		}
	};
	return {
		heap: metric('nodejs_heap_size_used_bytes') / 2 ** 20,
		resident: metric('process_resident_memory_bytes') / 2 ** 20,
		sockets: readdirSync(descriptors).filter(isSocket).length,
	};
}

/** The value below which a tenth of the samples lies: what is left when garbage was just collected and little is under way. */
function floor(values: number[]): number {
	return values.sort((a, b) => a - b)[Math.floor(values.length / 10)] ?? NaN;
}

test(`memory and sockets stay flat in ${minutes} minutes of mixed load with faults`, async () => {
	const { sandbox, n8n } = bed;
	await n8n.activate(await createWorkflow());
	const end = Date.now() + minutes * 60_000;
	const samples: Sample[] = [];
	let sent = 0;
	let calls = 0;
	const send = async () => {
		while (Date.now() < end) {
			await sandbox.webhooks.fire(sandbox.seed.ids.triggers.projectManual, 1);
			sent++;
			await delay(200);
		}
	};
	const misbehave = async () => {
		for (let i = 0; Date.now() < end; i++) {
			sandbox.faults.add(faults[i % faults.length] as Fault);
			await delay(faultPause);
		}
	};
	const watch = async () => {
		while (Date.now() < end) {
			const taken = await sample();
			if (taken) samples.push(taken);
			// The sandbox keeps all that it was asked.
			calls += sandbox.requests.length;
			sandbox.requests.length = 0;
			sandbox.webhooks.deliveries.length = 0;
			await delay(samplePause);
		}
	};
	await Promise.all([...Array.from({ length: senders }, send), misbehave(), watch()]);

	const third = Math.floor(samples.length / 3);
	const part = (n: number) => samples.slice(n * third, (n + 1) * third);
	const describePart = (name: string, of: Sample[]) => {
		const heap = floor(of.map((one) => one.heap));
		const resident = floor(of.map((one) => one.resident));
		const sockets = floor(of.map((one) => one.sockets));
		process.stdout.write(
			`${name}: heap ${heap.toFixed(0)} MB, resident ${resident.toFixed(0)} MB, ${sockets} sockets\n`,
		);
		return { heap, resident, sockets };
	};
	process.stdout.write(`${sent} notifications, ${calls} calls\n`);
	describePart('First third', part(0));
	const before = describePart('Second third', part(1));
	const after = describePart('Last third', part(2));
	expect(calls).toBeGreaterThan(minutes * 60);
	expect(sandbox.violations).toEqual([]);
	expect(after.heap / before.heap).toBeLessThan(1.1);
	expect(after.resident / before.resident).toBeLessThan(1.1);
	expect(after.sockets).toBeLessThan(before.sockets + 10);
});
