/**
 * Benchmarks the node against n8n's HTTP Request node and plain axios, side by side in a real n8n, and prints tables of
 * ratios. `--items 1000 --latencies 0,50,300` are the defaults; sequential cases at high latency use fewer items, and
 * times are per item.
 */
import axios from 'axios';
import type { INode, INodeParameters } from 'n8n-workflow';
import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';

import { TestBed } from '../n8n/testBed';
import { byId, chain, makeItems, manualTrigger, node } from '../n8n/workflow';
import type { RecordedRequest, Sandbox } from '../sandbox';
import { loadTimes } from './loadTimes';
import { pickerTimes } from './pickers';
import { throttleProof } from './throttle';

const { values: options } = parseArgs({
	options: {
		items: { type: 'string', default: '1000' },
		latencies: { type: 'string', default: '0,50,300' },
		megabytes: { type: 'string', default: '1,20,100' },
	},
});
const numbers = (list: string | undefined) => (list ?? '').split(',').filter(Boolean).map(Number);

/** Maximum latency of a case in total, in ms; slower cases use fewer items. */
const longestCase = 30_000;

const log = (line: string) => void process.stdout.write(`${line}\n`);

/** The node with its defaults. */
const automatic = 'WorkPoint 365 node, automatic concurrency (default)';

/** Below the sandbox's API, so that it has the same latency. */
const graphPath = '/bench-graph';
const listItem = { id: '1', fields: { Title: 'Item' } };

/** An n8n credential for its SharePoint node. It already has a token, because nobody can sign in. */
async function connectSharePoint({ n8n, sandbox }: TestBed): Promise<INode['credentials']> {
	const name = 'Microsoft account';
	const data = {
		graphApiBaseUrl: `${sandbox.origin}/api${graphPath}`,
		oauthTokenData: { access_token: 'bench', token_type: 'Bearer', expires_in: 86_400 },
	};
	return {
		microsoftOAuth2Api: { id: await n8n.createCredential(name, data, 'microsoftOAuth2Api'), name },
	};
}

interface Measured {
	/** Time of the node alone, in ms. */
	ms: number;
	items: number;
	/** Peak resident memory of n8n during the run, in MB; undefined without n8n. */
	peak?: number;
	/** Resident memory of n8n before the run, in MB. */
	rest?: number;
	calls: number;
	/** Maximum number of concurrent calls. */
	width: number;
}

interface Case {
	name: string;
	/** Intended number of concurrent calls. */
	width: number;
	run(items: number): Promise<Ran>;
}

type Ran = Pick<Measured, 'ms' | 'peak' | 'rest'>;

class Bench {
	constructor(
		private readonly bed: TestBed,
		private readonly credentials: INode['credentials'],
		private readonly sharePoint: INode['credentials'],
	) {}

	private get sandbox(): Sandbox {
		return this.bed.sandbox;
	}

	get path(): string {
		return `/api/BusinessModules/${this.sandbox.seed.ids.companies}/Actions`;
	}

	private workPoint(parameters: INodeParameters, name = 'Subject'): INode {
		const { credentials } = this;
		return node(name, 'n8n-nodes-workpoint.workPoint', 1, parameters, { credentials });
	}

	private httpRequest(parameters: INodeParameters, name = 'Subject'): INode {
		const { credentials } = this;
		return node(name, 'n8n-nodes-base.httpRequest', 4.2, parameters, { credentials });
	}

	/** n8n's SharePoint node, reading one list item from a stand-in for Microsoft Graph. */
	private sharePointItem(): INode {
		return node(
			'Subject',
			'n8n-nodes-base.microsoftSharePoint',
			2,
			{
				resource: 'item',
				operation: 'get',
				site: byId('root'),
				list: byId(this.sandbox.seed.ids.projects),
				item: byId('1'),
			},
			{ credentials: this.sharePoint },
		);
	}

	/** Runs nodes in sequence and measures the last one. */
	private async runWorkflow(...nodes: INode[]): Promise<Ran> {
		const { n8n } = this.bed;
		const { id } = await n8n.createWorkflow(chain('Bench', manualTrigger(), ...nodes));
		const rest = residentMegabytes(n8n.pid);
		const memory = watchMemory(n8n.pid);
		const execution = await n8n.run(id, 'Start');
		const peak = memory.stop();
		const subject = execution.nodes.find(({ name }) => name === 'Subject');
		if (execution.status !== 'success' || subject === undefined) {
			const failed = execution.nodes.find(({ error }) => error !== undefined);
			throw new Error(`${failed?.name}: ${failed?.error?.message ?? execution.status}`);
		}
		return { ms: subject.ms, peak, rest };
	}

	private async manyItems(items: number, subject: INode) {
		return await this.runWorkflow(makeItems(items), subject);
	}

	/** @param latency the service's latency in ms */
	cases(latency: number): Case[] {
		const { ids } = this.sandbox.seed;
		const ours = (width?: number): Case => ({
			name: width === undefined ? automatic : `WorkPoint 365 node, concurrency ${width}`,
			width: width ?? 20,
			run: async (items) =>
				await this.manyItems(
					items,
					this.workPoint({
						resource: 'businessModule',
						operation: 'getActions',
						businessModule: byId(ids.companies),
						options: width === undefined ? {} : { concurrency: width },
					}),
				),
		});
		const http = (name: string, width: number, batching: INodeParameters): Case => ({
			name,
			width,
			run: async (items) =>
				await this.manyItems(
					items,
					this.httpRequest({
						url: this.sandbox.origin + this.path,
						authentication: 'predefinedCredentialType',
						nodeCredentialType: 'workPointOAuth2Api',
						sendHeaders: true,
						headerParameters: {
							parameters: [
								{ name: 'WorkPoint365Url', value: this.sandbox.connection.siteUrl },
								{ name: 'Accept', value: 'application/json' },
							],
						},
						options: batching,
					}),
				),
		});
		// The HTTP Request node starts a batch at each interval, whether or not the previous one has been answered. With an
		// interval of one response time, about one batch is in flight at a time.
		// time apart, there are about as many calls under way as a batch has items.
		const batched = (batchSize: number) =>
			http(`HTTP Request node, batches of ${batchSize}, one answer's time apart`, batchSize, {
				batching: { batch: { batchSize, batchInterval: Math.max(latency, 1) } },
			});
		// Strictly sequential.
		const sharePoint: Case = {
			name: 'Microsoft SharePoint node (one by one)',
			width: 1,
			run: async (items) => {
				this.sandbox.faults.add({
					path: graphPath,
					times: items,
					// In place of the refusal, which comes as late as any answer.
					answer: { status: 200, body: JSON.stringify(listItem), isProcessed: true },
				});
				return await this.manyItems(items, this.sharePointItem());
			},
		};
		return [
			ours(),
			ours(1),
			ours(5),
			ours(10),
			http('HTTP Request node, all at once (default)', Infinity, {}),
			batched(1),
			batched(5),
			batched(10),
			sharePoint,
			{ name: 'axios loop', width: 1, run: async (items) => await this.axiosLoop(items, 1) },
			{ name: 'axios, 10 wide', width: 10, run: async (items) => await this.axiosLoop(items, 10) },
		];
	}

	private async axiosLoop(items: number, width: number): Promise<{ ms: number }> {
		const { tenantId, clientId, clientSecret, resource, siteUrl } = this.sandbox.connection;
		const { data } = await axios.post(
			`${this.sandbox.origin}/${tenantId}/oauth2/v2.0/token`,
			new URLSearchParams({
				grant_type: 'client_credentials',
				client_id: clientId,
				client_secret: clientSecret,
				scope: `${resource}/.default`,
			}),
		);
		const headers = {
			Authorization: `Bearer ${data.access_token}`,
			WorkPoint365Url: siteUrl,
			Accept: 'application/json',
		};
		let next = 0;
		const worker = async () => {
			while (next++ < items) await axios.get(this.sandbox.origin + this.path, { headers });
		};
		const started = Date.now();
		await Promise.all(Array.from({ length: width }, worker));
		return { ms: Date.now() - started };
	}

	async measure(testCase: Case, wanted: number, latency: number): Promise<Measured> {
		this.sandbox.options.latency = latency;
		const fitting = latency === 0 ? wanted : Math.floor((longestCase / latency) * testCase.width);
		const items = Math.min(wanted, fitting);
		this.sandbox.requests.length = 0;
		const measured = await testCase.run(items);
		const { requests } = this.sandbox;
		return { ...measured, items, calls: requests.length, width: widestOverlap(requests) };
	}

	/** Sends a document of a given size to WorkPoint, and receives one. */
	async documents(
		megabytes: number,
	): Promise<Array<[direction: string, measured: { ms: number; peak?: number; rest?: number }]>> {
		this.sandbox.options.latency = 0;
		const { ids, projectSiteUrl } = this.sandbox.seed;
		const bytes = Buffer.alloc(megabytes * 1024 * 1024, 'x');
		bytes.write('%PDF-1.7\n');
		const name = `Large ${megabytes}.pdf`;
		const url = `${projectSiteUrl}/Shared Documents/${name}`;
		this.sandbox.state.saveFile(url, bytes);
		const project = {
			businessModule: byId(ids.projects),
			entity: byId('1'),
		};
		const transactionId = `large-${megabytes}`;
		const prepare = (name: string, operation: string, parameters: INodeParameters) =>
			this.workPoint(
				{ resource: 'digitalSignature', operation, transactionId, ...parameters },
				name,
			);
		const out = await this.runWorkflow(
			prepare('Log', 'createLogEntry', {
				signingProvider: 'Other',
				...project,
				totalSigningCount: 1,
				totalAppendixCount: 0,
			}),
			prepare('Add', 'addDocument', {
				documentSiteUrl: projectSiteUrl,
				documentUrl: url,
				setPropertiesBehaviour: 'IgnoreErrors',
				declareAsRecordBehaviour: 'DoNotDeclare',
				signingType: 'StandardSigning',
			}),
			this.httpRequest(
				{
					url: `${this.sandbox.origin}/_sandbox/file?url=${encodeURIComponent(url)}`,
					options: { response: { response: { responseFormat: 'file' } } },
				},
				'Fetch',
			),
			this.workPoint({
				resource: 'digitalSignature',
				operation: 'completeDocument',
				transactionId,
				binaryPropertyName: 'data',
				signingStatus: 'Signed',
				undeclareOriginal: false,
				additionalFields: { fileName: name },
			}),
		);
		const body = JSON.stringify({
			Ok: true,
			ErrorMessages: [],
			FileName: 'Large.docx',
			Bytes: bytes.toString('base64'),
		});
		this.sandbox.faults.add({ path: 'GetMailMergedWordDocument', answer: { status: 200, body } });
		const into = await this.runWorkflow(
			this.workPoint({
				resource: 'document',
				operation: 'createFromTemplate',
				...project,
				templateId: ids.template,
				includeHtml: false,
				includeFile: true,
				binaryPropertyName: 'data',
			}),
		);
		return [
			['to WorkPoint', out],
			['from WorkPoint', into],
		];
	}
}

/** The maximum number of concurrent calls. */
function widestOverlap(requests: RecordedRequest[]): number {
	const edges = requests.flatMap(({ time, duration = 0 }) => [
		{ at: time, change: 1 },
		{ at: time + duration, change: -1 },
	]);
	// Within the same millisecond, ends come first.
	edges.sort((a, b) => a.at - b.at || a.change - b.change);
	let open = 0;
	return edges.reduce((most, { change }) => Math.max(most, (open += change)), 0);
}

function residentMegabytes(pid: number): number {
	return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

function watchMemory(pid: number): { stop(): number } {
	let peak = residentMegabytes(pid);
	const timer = setInterval(() => (peak = Math.max(peak, residentMegabytes(pid))), 20);
	return {
		stop: () => {
			clearInterval(timer);
			return peak;
		},
	};
}

function table(head: string[], rows: Array<Array<string | number>>): void {
	log(`| ${head.join(' | ')} |`);
	log(`| ${head.map((_, i) => (i === 0 ? '---' : '---:')).join(' | ')} |`);
	for (const row of rows) log(`| ${row.join(' | ')} |`);
	log('');
}

async function main(): Promise<void> {
	const bed = await TestBed.start({ log });
	const bench = new Bench(bed, await bed.connect(), await connectSharePoint(bed));
	try {
		log(
			`\nMachine: ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, shared by sandbox and n8n.\n`,
		);
		for (const latency of numbers(options.latencies)) {
			const rows: Array<[Case, Measured]> = [];
			// The first run of each case is a warm-up and is discarded.
			for (const testCase of bench.cases(latency)) {
				await bench.measure(testCase, 20, 0);
				rows.push([testCase, await bench.measure(testCase, Number(options.items), latency)]);
			}
			const perItem = ({ ms, items }: Measured) => ms / items;
			const reference = perItem(rows.find(([{ name }]) => name === automatic)?.[1] as Measured);
			log(
				`Service latency ${latency} ms; ratio: time per item relative to our node with its defaults\n`,
			);
			table(
				[
					'Case',
					'Items',
					'ms per item',
					'Ratio',
					'Calls per item',
					'Concurrent calls',
					'Peak memory of n8n, MB',
				],
				rows.map(([{ name }, measured]) => [
					name,
					measured.items,
					perItem(measured).toFixed(2),
					(perItem(measured) / reference).toFixed(2),
					(measured.calls / measured.items).toFixed(2),
					measured.width,
					measured.peak === undefined ? '' : Math.round(measured.peak),
				]),
			);
		}
		log("Editor pickers, first page, through n8n's own endpoints; ms, median of 9\n");
		table(['Picker', 'Total', 'Service', 'n8n and the node'], await pickerTimes(bed.n8n));
		log('Load time in a new process; median of 9\n');
		table(['Loaded', 'ms', 'Ratio'], loadTimes(bed));
		const documents: Array<Array<string | number>> = [];
		for (const megabytes of numbers(options.megabytes)) {
			for (const [direction, { ms, peak = 0, rest = 0 }] of await bench.documents(megabytes)) {
				documents.push([
					`${megabytes} MB ${direction}`,
					ms,
					Math.round(peak - rest),
					((peak - rest) / megabytes).toFixed(1),
				]);
			}
		}
		log('Documents; memory relative to n8n before each\n');
		table(['Document', 'ms', 'Memory increase, MB', 'Ratio to file size'], documents);
	} finally {
		await bed.stop();
	}
	log('Throttle, with a window of 10 s instead of 60 s; two executions per connection\n');
	const { rows, remembered } = await throttleProof();
	table(['Connections', 'Calls each', 'Limit', 'Time relative to optimum', 'Refused'], rows);
	log(
		`At the first call after a pause, ${remembered} entries remain in memory: its connection and its site.`,
	);
}

void main();
