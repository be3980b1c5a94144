import {
	NodeOperationError,
	UnexpectedError,
	type IDataObject,
	type IExecuteFunctions,
	type IHookFunctions,
	type ILoadOptionsFunctions,
	type INode,
	type IPollFunctions,
	type IWebhookFunctions,
	type ResourceMapperValue,
} from 'n8n-workflow';

import type { Send } from '../api/call';
import { filesOf, readInputFile } from './inputFile';
import {
	labelOf,
	LookUp,
	type Parameter,
	type Parameters,
	type Reader,
	type Refuse,
	type Shown,
} from './parameter';

/** The source of parameters: an item of a run, or a hook of a trigger or the editor, which have no item. */
export type Source =
	| { context: IExecuteFunctions; itemIndex: number }
	| {
			context: IHookFunctions | IWebhookFunctions | IPollFunctions | ILoadOptionsFunctions;
			itemIndex?: undefined;
	  };

/** n8n throws for a missing parameter, unless there is a fallback. */
function valueAt(source: Source, path: string, isExtracted = false): unknown {
	const options = { extractValue: isExtracted };
	return source.itemIndex === undefined
		? source.context.getNodeParameter(path, null, options)
		: source.context.getNodeParameter(path, source.itemIndex, null, options);
}

function itemOf(source: Source) {
	if (source.itemIndex === undefined) throw new UnexpectedError('There is no item to read from');
	const { context, itemIndex } = source;
	return { context, itemIndex, item: context.getInputData()[itemIndex] };
}

function mappedFields(source: Source, mapper: ResourceMapperValue): IDataObject {
	const columns = mapper.schema ?? [];
	const isAutomatic = mapper.mappingMode === 'autoMapInputData';
	// Fields that are not shown in the mapping count as removed, also where the editor shows none.
	const settable = new Set(
		columns
			.filter(({ removed, readOnly }) => !readOnly && (isAutomatic || !removed))
			.map(({ id }) => id),
	);
	const values = isAutomatic
		? (itemOf(source).item?.json ?? {})
		: ((mapper.value ?? {}) as IDataObject);
	return Object.fromEntries(
		Object.entries(values).filter(
			([name, value]) =>
				value !== null && value !== undefined && (columns.length === 0 || settable.has(name)),
		),
	) as IDataObject;
}

/** True for the agent-tool version of the node: n8n gives it a type of its own. */
export function isTool({ type }: INode): boolean {
	return type.endsWith('Tool');
}

/** Fails the item or hook with an error that names the parameter by its label. */
export function refuse(source: Source, label: string, problem: string, advice: string): never {
	throw new NodeOperationError(source.context.getNode(), `'${label}' ${problem}`, {
		description: advice,
		itemIndex: source.itemIndex,
	});
}

/**
 * Creates the reader of one parameter.
 *
 * @param label the label of the parameter
 * @param collection the collection that contains the parameter; undefined at the top level
 */
function readerOf(source: Source, label: string, collection?: string): Reader {
	const pathOf = (name: string) => (collection === undefined ? name : `${collection}.${name}`);
	const refuseThis: Refuse = (problem, advice) => refuse(source, label, problem, advice);
	return {
		refuse: refuseThis,
		timezone: source.context.getTimezone(),
		isTool: isTool(source.context.getNode()),
		value: (name) => valueAt(source, pathOf(name), true),
		file: async (field) => {
			const { context, itemIndex } = itemOf(source);
			return await readInputFile(context, itemIndex, field, refuseThis);
		},
		files: () => {
			const { context, itemIndex } = itemOf(source);
			return Object.keys(filesOf(context, itemIndex));
		},
		credential: async (type) =>
			source.itemIndex === undefined
				? await source.context.getCredentials(type)
				: await source.context.getCredentials(type, source.itemIndex),
		mapped: (name, mayBeEmpty) => {
			const mapper = (valueAt(source, pathOf(name)) ?? {}) as ResourceMapperValue;
			const values = mappedFields(source, mapper);
			return mayBeEmpty || Object.keys(values).length > 0
				? values
				: refuseThis(
						'has no values',
						mapper.mappingMode === 'autoMapInputData'
							? 'No field of the item is named like a field of the list. Rename the fields of the item, or map them by hand.'
							: 'Map at least one field.',
					);
		},
	};
}

/** True if the values of other parameters make this one visible; a hidden parameter has no value to check. */
function isShown(source: Source, { field, companions }: Shown): boolean {
	// A parameter with companions counts as visible, because one of them always is.
	if (companions !== undefined) return true;
	return Object.entries(field.displayOptions?.show ?? {}).every(([other, accepted]) => {
		const value = other === '@tool' ? isTool(source.context.getNode()) : valueAt(source, other);
		return (accepted as unknown[]).includes(value);
	});
}

/** The label of a parameter; where it is hidden, that of the companion in its place. */
function shownLabel(source: Source, name: string, parameter: Parameter<unknown>): string {
	const { companions = {}, ...own } = parameter;
	const label = labelOf(name, parameter);
	if (isShown(source, own)) return label;
	const [inPlace = label] = Object.entries(companions)
		.filter(([, one]) => one.field.displayOptions?.show !== undefined && isShown(source, one))
		.map(([companion, one]) => labelOf(companion, one));
	return inPlace;
}

/** Checked values, some of which are still to be looked up in WorkPoint. */
export type Read<P extends Parameters> = {
	[Name in keyof P]: Awaited<ReturnType<P[Name]['read']>>;
};

/**
 * Reads and checks the visible parameters.
 *
 * @throws {NodeOperationError} for an invalid value
 */
export async function readParameters<P extends Parameters>(
	source: Source,
	parameters: P,
	collection?: string,
): Promise<Read<P>> {
	const values: Record<string, unknown> = {};
	for (const [name, parameter] of Object.entries(parameters)) {
		if (!isShown(source, parameter)) continue;
		const reader = readerOf(source, shownLabel(source, name, parameter), collection);
		values[name] = await parameter.read(reader, name);
	}
	return values as Read<P>;
}

/** Like {@link readParameters}, for the parameters of a collection; those that the user has not added are undefined. */
export async function readCollection<P extends Parameters>(
	source: Source,
	collection: string,
	parameters: P | undefined,
): Promise<Partial<Read<P>>> {
	const given = (valueAt(source, collection) ?? {}) as IDataObject;
	const chosen = Object.entries(parameters ?? {}).filter(([name]) => given[name] !== undefined);
	return await readParameters(source, Object.fromEntries(chosen) as P, collection);
}

/** Values after all lookups. */
export type Resolved<R> = { [Name in keyof R]: Exclude<R[Name], LookUp<unknown>> | Found<R[Name]> };

type Found<T> = T extends LookUp<infer U> ? U : never;

/**
 * Resolves the values that have to be looked up in WorkPoint, in the order of the parameters.
 *
 * @param siteUrl the absolute URL of the WorkPoint site
 */
export async function lookUp<R extends object>(
	values: R,
	send: Send,
	siteUrl: string,
): Promise<Resolved<R>> {
	const found: Record<string, unknown> = {};
	for (const [name, value] of Object.entries(values))
		found[name] = value instanceof LookUp ? await value.find(send, siteUrl, found) : value;
	return found as Resolved<R>;
}
