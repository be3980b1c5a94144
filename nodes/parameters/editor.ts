import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { textIn } from '../api/json';
import type { Send } from '../api/call';
import { WorkPointClient } from '../api/client';
import { pickerError } from '../api/errorMessages';
import { withAdviceInMessage } from '../api/nodeError';
import { siteAddress } from '../api/sharePointAddress';
import { isMissing, type Parameter } from './parameter';
import { lookUp, readParameters } from './reader';
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

	/**
	 * The site whose address a parameter holds; undefined while it is empty.
	 *
	 * @throws {NodeOperationError} the error of a run, for a value that is not the URL of a site
	 */
	async siteIn(
		name: string,
		parameter: Parameter<string | undefined>,
	): Promise<string | undefined> {
		if (isMissing(this.value(name))) return undefined;
		const read = await readParameters({ context: this.context }, { [name]: parameter });
		return (await lookUp(read, this.send, await this.siteUrl()))[name];
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

/** A picker's work in the editor. Its errors keep their advice there. */
export async function inPicker<T>(
	context: ILoadOptionsFunctions,
	work: (editor: Editor) => Promise<T>,
): Promise<T> {
	try {
		return await work(new Editor(context));
	} catch (failure) {
		throw pickerError(context.getNode(), failure);
	}
}

/** The same for a list of options, of whose errors n8n's editor shows the message alone. */
export async function inOptions<T>(
	context: ILoadOptionsFunctions,
	work: (editor: Editor) => Promise<T>,
): Promise<T> {
	try {
		return await work(new Editor(context));
	} catch (failure) {
		throw withAdviceInMessage(context.getNode(), failure);
	}
}

/** A picker's search: the entries whose name contains the user's text or whose value equals it. */
export function search(entries: (editor: Editor) => Promise<INodeListSearchItems[]>) {
	return async function (this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
		const wanted = filter.trim().toLowerCase();
		const results = (await inPicker(this, entries))
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

/** Entries of which those that share a name have their value behind it. */
export function distinctNames<T extends { name: string; value: unknown }>(entries: T[]): T[] {
	const key = ({ name }: T) => textIn(name).toLowerCase();
	const counts = new Map<string, number>();
	for (const entry of entries) counts.set(key(entry), (counts.get(key(entry)) ?? 0) + 1);
	return entries.map((entry) =>
		counts.get(key(entry)) === 1 ? entry : { ...entry, name: `${entry.name} (${entry.value})` },
	);
}
