import type { INode } from 'n8n-workflow';

interface Locator {
	__rl?: boolean;
	mode?: string;
	value?: unknown;
}

/** The texts in parameters that are not picked from a list, expressions with their `=`. */
function textsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (typeof value !== 'object' || value === null) return [];
	const { __rl: isLocator, mode, value: text } = value as Locator;
	if (isLocator) return mode === 'list' ? [] : textsIn(text);
	return Object.values(value).flatMap(textsIn);
}

/** Addresses, GUIDs and IDs that somebody had to type to build the nodes; what is picked or dragged does not count. */
export function typedAddresses(nodes: INode[]): string[] {
	return nodes
		.flatMap(({ parameters }) => textsIn(parameters))
		.filter((text) => (text.startsWith('=') ? /https?:|0x|\w{8}-\w{4}-/ : /[\d/]/).test(text));
}
