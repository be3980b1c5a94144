import {
	NodeOperationError,
	UnexpectedError,
	type IDataObject,
	type IHookFunctions,
	type IPollFunctions,
	type IWebhookFunctions,
} from 'n8n-workflow';

import type { Send } from '../api/call';
import { labelOf, LookUp, type Parameters, type Reader, type ValuesOf } from './parameter';

type HookContext = IHookFunctions | IWebhookFunctions | IPollFunctions;

/** What a trigger has none of: it reads no item. */
const noItem = () => {
	throw new UnexpectedError('A trigger has no item to read from');
};

function hookReader(context: HookContext, label: string, collection?: string): Reader {
	const at = (name: string) => (collection === undefined ? name : `${collection}.${name}`);
	return {
		value: (name) => context.getNodeParameter(at(name), null, { extractValue: true }),
		mapped: noItem,
		file: noItem,
		files: noItem,
		credential: async (type) => await context.getCredentials(type),
		timezone: context.getTimezone(),
		isTool: false,
		refuse: (problem, advice) => {
			throw new NodeOperationError(context.getNode(), `'${label}' ${problem}`, {
				description: advice,
			});
		},
	};
}

/**
 * The checked values of a trigger's parameters.
 *
 * @param site the WorkPoint site, for parameters whose values only WorkPoint can tell
 * @param collection that they are in
 * @throws {NodeOperationError} for a value that cannot be used
 */
export async function readHookParameters<P extends Parameters>(
	context: HookContext,
	parameters: P,
	site?: { send: Send; siteUrl: string },
	collection?: string,
): Promise<ValuesOf<P>> {
	const values: Record<string, unknown> = {};
	for (const [name, parameter] of Object.entries(parameters)) {
		const reader = hookReader(context, labelOf(name, parameter), collection);
		const value = await parameter.read(reader, name);
		if (value instanceof LookUp && site === undefined)
			throw new UnexpectedError(`A trigger cannot look up what ${name} means`);
		values[name] =
			value instanceof LookUp && site ? await value.find(site.send, site.siteUrl) : value;
	}
	return values as ValuesOf<P>;
}

/** The same of a collection; what was left out is undefined. */
export async function readHookCollection<P extends Parameters>(
	context: HookContext,
	collection: string,
	parameters: P,
): Promise<Partial<ValuesOf<P>>> {
	const given = context.getNodeParameter(collection, {}) as IDataObject;
	const chosen = Object.entries(parameters).filter(([name]) => given[name] !== undefined);
	return await readHookParameters(context, Object.fromEntries(chosen) as P, undefined, collection);
}
