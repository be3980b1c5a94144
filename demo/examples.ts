import type { INode } from 'n8n-workflow';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import type { WorkflowFile } from './workflow';

/** The port of the sandbox that the examples name. */
export const examplesPort = 3650;

const folder = resolve(__dirname, '..', 'examples');

/** The examples as they are in the repository, with the credentials and the sandbox's address filled in. */
export function readExamples(
	credentials: NonNullable<INode['credentials']>,
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
				if (node.credentials?.workPointOAuth2Api) node.credentials = credentials;
			return { file, workflow };
		});
}
