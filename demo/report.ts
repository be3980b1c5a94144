import type { IDataObject, INode } from 'n8n-workflow';

import type { NodeRun } from '../n8n/n8n';
import type { WorkflowFile } from '../n8n/workflow';
import { resources } from '../nodes/WorkPoint/operations';
import type { Violation } from '../sandbox';
import { operationOf } from './examples';

export const log = (line: string) => void process.stdout.write(`${line}\n`);

/** All operations by `resource.operation`, with their labels in the pickers. */
const operations = new Map(
	resources.flatMap((resource) =>
		resource.operations.map((operation) => [
			`${resource.value}.${operation.value}`,
			`${resource.name}: ${operation.name}`,
		]),
	),
);

/** A node of a workflow, and its outcome. */
interface Row {
	name: string;
	result: string;
	failed: boolean;
	ms: number;
}

function shorten(json: IDataObject | undefined): string {
	const text = JSON.stringify(json) ?? 'no item';
	return text.length > 70 ? `${text.slice(0, 69)}…` : text;
}

/** The name of a node's row; undefined for nodes that only prepare data. */
function rowName(node: INode): string | undefined {
	const operation = operationOf(node);
	if (operation !== undefined) return operations.get(operation);
	return node.type === 'n8n-nodes-base.httpRequest' ? 'HTTP Request' : undefined;
}

/** A row for each node that calls WorkPoint or another service. */
function rowsOf({ nodes }: WorkflowFile, runs: NodeRun[]): Row[] {
	return nodes.flatMap((node): Row[] => {
		const name = rowName(node);
		if (name === undefined) return [];
		const run = runs.find((one) => one.name === node.name);
		if (run === undefined) return [{ name, result: 'did not run', failed: true, ms: 0 }];
		const { error, items, ms } = run;
		if (error !== undefined) return [{ name, result: error.message, failed: true, ms }];
		const file = Object.values(items[0]?.binary ?? {})[0];
		const result = (file ? `${file.fileName} ` : '') + shorten(items[0]?.json);
		return [{ name, result, failed: false, ms }];
	});
}

const mark = (failed: boolean) => (failed ? '✗' : '✓');

/** Prints the workflows as they end, and keeps the totals. */
export class Report {
	private readonly ran = new Set<string>();

	private nodes = 0;

	failed = 0;

	/** Calls against the contract. */
	readonly violations: Violation[] = [];

	private count(rows: Row[]): Row[] {
		const failures = rows.filter(({ failed }) => failed);
		for (const { name } of rows) this.ran.add(name);
		this.nodes += rows.length;
		this.failed += failures.length;
		return failures;
	}

	private print(rows: Row[]): void {
		for (const { failed, name, ms, result } of rows)
			log(`  ${mark(failed)} ${name.padEnd(44)} ${`${ms} ms`.padStart(8)}  ${result}`);
	}

	/** Prints a workflow with all its rows. */
	add(workflow: WorkflowFile, runs: NodeRun[]): void {
		const rows = rowsOf(workflow, runs);
		this.count(rows);
		log(`\n${workflow.name}`);
		this.print(rows);
	}

	/** Prints a workflow in one line, and its failed rows. */
	addInShort(workflow: WorkflowFile, runs: NodeRun[]): void {
		const failures = this.count(rowsOf(workflow, runs));
		log(`  ${mark(failures.length > 0)} ${workflow.name}`);
		this.print(failures);
	}

	/** The labels of operations that have not run. */
	get missing(): string[] {
		return [...operations.values()].filter((name) => !this.ran.has(name));
	}

	/** For example "72 operations ran in 108 nodes, 0 failed". */
	get summary(): string {
		const count = operations.size - this.missing.length;
		return `${count} operations ran in ${this.nodes} nodes, ${this.failed} failed`;
	}
}
