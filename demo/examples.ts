import type { INode } from 'n8n-workflow';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { providerAccount } from '../sandbox/services/signingProvider';
import type { N8n } from '../n8n/n8n';
import type { WorkflowFile } from '../n8n/workflow';

/** The sandbox port in the examples. */
export const examplesPort = 3650;

export const workPointType = 'n8n-nodes-workpoint.workPoint';

const folder = resolve(__dirname, '..', 'examples');

export type Credentials = NonNullable<INode['credentials']>;

/** Creates the credential for the examples' signing provider and returns it in the form that nodes store. */
export async function createProviderAccount(n8n: N8n): Promise<Credentials> {
	const name = 'Signing provider';
	const type = 'workPointXwsseApi';
	const id = await n8n.createCredential(name, { ...providerAccount }, type);
	return { [type]: { id, name } };
}

/** The credentials of a node, replaced by existing n8n credentials of the same type. */
function filledIn(named: Credentials, existing: Credentials): Credentials {
	return Object.fromEntries(
		Object.entries(named).map(([type, details]) => [type, existing[type] ?? details]),
	);
}

/** The examples in the repository, with credentials and the sandbox's origin filled in. */
export function readExamples(
	credentials: Credentials,
	sandboxOrigin: string,
): Array<{ file: string; workflow: WorkflowFile }> {
	return readdirSync(folder)
		.filter((file) => file.endsWith('.json'))
		.sort()
		.map((file) => {
			const text = readFileSync(join(folder, file), 'utf8').replaceAll(
				`http://127.0.0.1:${examplesPort}`,
				sandboxOrigin,
			);
			const workflow = JSON.parse(text) as WorkflowFile;
			for (const node of workflow.nodes)
				node.credentials &&= filledIn(node.credentials, credentials);
			return { file, workflow };
		});
}

/** The manual trigger of a workflow; undefined if it only starts on an event. */
export function manualTriggerOf({ nodes }: WorkflowFile): INode | undefined {
	return nodes.find(({ type }) => type === 'n8n-nodes-base.manualTrigger');
}

/** The operation of a WorkPoint node as `resource.operation`; undefined for other nodes. */
export function operationOf({ type, parameters }: INode): string | undefined {
	if (type !== workPointType) return undefined;
	return `${String(parameters.resource)}.${String(parameters.operation)}`;
}
