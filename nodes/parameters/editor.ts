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

/** Timeout of a call from the editor in ms, while a person waits. */
const editorTimeout = 30_000;

/**
 * The context of a picker in the editor: the chosen values, and calls to the site in the node's options, or else the
 * credential's.
 */
export class Editor {
	private connection?: Promise<{ siteUrl: string; send: Send }>;

	constructor(private readonly context: ILoadOptionsFunctions) {}

	/** The value of a parameter other than a picker. */
	value(parameter: string): unknown {
		return this.context.getCurrentNodeParameter(parameter);
	}

	/** The value of another picker; undefined if it is hidden, since n8n's extraction throws for hidden ones. */
	chosen(parameter: string): unknown {
		if (this.value(parameter) === undefined) return undefined;
		return this.context.getCurrentNodeParameter(parameter, { extractValue: true });
	}

	readonly send: Send = async (call) => await (await this.connected()).send(call);

	/** The absolute URL of the WorkPoint site. */
	async siteUrl(): Promise<string> {
		return (await this.connected()).siteUrl;
	}

	/** The site of an address; undefined if it is not an address. */
	async siteOf(address: unknown): Promise<string | undefined> {
		return isMissing(address) ? undefined : await siteOf(address, await this.siteUrl(), this.send);
	}

	/** The credential is read only when the first call is needed. */
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

/** A picker's search: the entries whose name contains the user's text or whose value equals it. */
export function search(entries: (editor: Editor) => Promise<INodeListSearchItems[]>) {
	return async function (this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
		const wanted = filter.trim().toLowerCase();
		const results = (await entries(new Editor(this)))
			// Names are unchecked answers of the service.
			.map((item) => ({ ...item, name: textIn(item.name) || textIn(item.value) }))
			.filter(
				({ name, value }) =>
					textIn(value) !== '' &&
					(name.toLowerCase().includes(wanted) || String(value).toLowerCase() === wanted),
			);
		return { results };
	};
}

/** Sorts entries by name, with numbers in numeric order. */
export function byName(a: { name: string }, b: { name: string }): number {
	return textIn(a.name).localeCompare(textIn(b.name), undefined, { numeric: true });
}
