import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { readConnection, WorkPointClient } from '../shared/client';
import type { Send } from '../shared/request';
import { webUrl } from '../shared/urls';

/** How long the editor waits for one call, in ms: a person sits before it. */
const editorTimeout = 30_000;

/** Sends calls for a picker in the editor, to the site that the node's options name or the credential's. */
export async function editorClient(context: ILoadOptionsFunctions): Promise<{ send: Send }> {
	const client = new WorkPointClient(context, await readConnection(context));
	const siteUrl = webUrl(context.getCurrentNodeParameter('options.siteUrl'))?.href;
	return {
		send: async (request) =>
			await client.send(request, { siteUrl: siteUrl?.replace(/\/+$/, ''), timeout: editorTimeout }),
	};
}
