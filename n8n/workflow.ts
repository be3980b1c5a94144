import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

export interface WorkflowFile {
	name: string;
	nodes: INode[];
	connections: IDataObject;
	settings?: IDataObject;
	/** Pinned output items, by node name. */
	pinData?: IDataObject;
}

/** A node of a workflow built in code. */
export function node(
	name: string,
	type: string,
	typeVersion: number,
	parameters: INodeParameters = {},
	more: Partial<INode> = {},
): INode {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters, ...more };
}

export function manualTrigger(): INode {
	return node('Start', 'n8n-nodes-base.manualTrigger', 1);
}

/** A node that outputs `count` items: `{ i: 0 }` and so on. */
export function makeItems(count: number): INode {
	return node('Items', 'n8n-nodes-base.code', 2, {
		jsCode: `return Array.from({ length: ${count} }, (_, i) => ({ json: { i } }));`,
	});
}

/** The value of a resource locator. */
export function byId(value: string | number): INodeParameters {
	return { __rl: true, mode: 'id', value: String(value) };
}

/** A workflow in which each node passes its items to the next. */
export function chain(name: string, ...nodes: INode[]): WorkflowFile {
	const row = nodes.map((one, i): INode => ({ ...one, position: [i * 220, 0] }));
	const connections: IDataObject = {};
	row.slice(1).forEach((next, i) => {
		connections[row[i]?.name ?? ''] = { main: [[{ node: next.name, type: 'main', index: 0 }]] };
	});
	return { name, nodes: row, connections };
}
