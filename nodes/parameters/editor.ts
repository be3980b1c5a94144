import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { textIn } from '../api/answer';
import type { Send } from '../api/call';
import { WorkPointClient } from '../api/client';
import { siteAddress } from '../api/urls';
import { guid } from './guid';

/** How long the editor waits for one call, in ms: a person sits before it. */
const editorTimeout = 30_000;

/** What a picker in the editor needs: calls to the site that the node's options name, or to the credential's. */
export interface Editor {
	send: Send;
	/** The WorkPoint site, absolute. */
	siteUrl: string;
}

export async function editorFor(context: ILoadOptionsFunctions): Promise<Editor> {
	const client = await WorkPointClient.of(context);
	const site = siteAddress(context.getCurrentNodeParameter('options.siteUrl'));
	return {
		siteUrl: site ?? client.connection.siteUrl,
		send: client.sender({ site, timeout: editorTimeout }),
	};
}

/** The ID that another picker holds, a GUID; undefined while none is chosen or an expression stands there. */
export function chosenGuid(context: ILoadOptionsFunctions, parameter: string): string | undefined {
	return guid(context.getCurrentNodeParameter(parameter, { extractValue: true }));
}

/** The entries of a list that the user's text is part of the name of, or the value. */
export function narrowed(items: INodeListSearchItems[], filter = ''): INodeListSearchResult {
	const wanted = filter.trim().toLowerCase();
	return {
		results: items
			// Names come as the service answers them.
			.map((item) => ({ ...item, name: textIn(item.name) || textIn(item.value) }))
			.filter(
				({ name, value }) =>
					textIn(value) !== '' &&
					(name.toLowerCase().includes(wanted) || String(value).toLowerCase() === wanted),
			),
	};
}

/** Sorts entries by name, numbers in them by value. */
export function byName(a: { name: string }, b: { name: string }): number {
	return textIn(a.name).localeCompare(textIn(b.name), undefined, { numeric: true });
}
