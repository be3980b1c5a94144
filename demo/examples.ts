import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import type { WorkflowFile } from './n8n';

/** The port of the sandbox that the examples name. */
export const examplesPort = 3650;

const folder = resolve(__dirname, '..', 'examples');

/** The examples as they are in the repository, with a credential and the sandbox's address filled in. */
export function readExamples(
	credential: { id: string; name: string },
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
			for (const { credentials } of workflow.nodes) {
				if (credentials?.workPointOAuth2Api) credentials.workPointOAuth2Api = credential;
			}
			return { file, workflow };
		});
}
