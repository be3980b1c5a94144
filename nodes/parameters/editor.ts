import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { textIn } from '../api/json';
import type { Send } from '../api/call';
import { WorkPointClient } from '../api/client';
import { siteAddress } from '../api/sharePointAddress';
import { isMissing } from './parameter';
import { siteOf } from './url';

/** How long the editor waits for one call, in ms: a person sits before it. */
const editorTimeout = 30_000;

/** What a picker in the editor needs: what is chosen, and calls to the site that the node's options name, or to the credential's. */
export class Editor {
	private connection?: Promise<{ siteUrl: string; send: Send }>;

	constructor(private readonly context: ILoadOptionsFunctions) {}

	/** The value of a parameter that is no picker. */
	value(parameter: string): unknown {
		return this.context.getCurrentNodeParameter(parameter);
	}

	/** What another picker holds; undefined when it is not shown, which n8n's extraction refuses. */
	chosen(parameter: string): unknown {
		if (this.value(parameter) === undefined) return undefined;
		return this.context.getCurrentNodeParameter(parameter, { extractValue: true });
	}

	readonly send: Send = async (call) => await (await this.connected()).send(call);

	/** The WorkPoint site, absolute. */
	async siteUrl(): Promise<string> {
		return (await this.connected()).siteUrl;
	}

	/** The site of what an address names; undefined for what is no address. */
	async siteOf(address: unknown): Promise<string | undefined> {
		return isMissing(address) ? undefined : await siteOf(address, await this.siteUrl(), this.send);
	}

	/** The credential is read only when something is asked of WorkPoint. */
	private async connected() {
		this.connection ??= this.connect();
		return await this.connection;
	}

	private async connect() {
		const client = await WorkPointClient.of(this.context);
		const site = siteAddress(this.value('options.siteUrl'));
		return {
			siteUrl: site ?? client.connection.siteUrl,
			send: client.sender({ site, timeout: editorTimeout }),
		};
	}
}

/** A picker's search: gives those of the entries that the user's text is part of the name of, or the value. */
export function search(entries: (editor: Editor) => Promise<INodeListSearchItems[]>) {
	return async function (this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
		const wanted = filter.trim().toLowerCase();
		const results = (await entries(new Editor(this)))
			// Names come as the service answers them.
			.map((item) => ({ ...item, name: textIn(item.name) || textIn(item.value) }))
			.filter(
				({ name, value }) =>
					textIn(value) !== '' &&
					(name.toLowerCase().includes(wanted) || String(value).toLowerCase() === wanted),
			);
		return { results };
	};
}

/** Sorts entries by name, numbers in them by value. */
export function byName(a: { name: string }, b: { name: string }): number {
	return textIn(a.name).localeCompare(textIn(b.name), undefined, { numeric: true });
}
