import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type ResourceMapperValue,
} from 'n8n-workflow';

import { inputFile } from './inputFile';
import { labelOf, type Parameter, type Parameters, type Reader } from './parameter';

function mappedFields(
	context: IExecuteFunctions,
	itemIndex: number,
	mapper: ResourceMapperValue,
): IDataObject {
	const columns = mapper.schema ?? [];
	const settable = new Set(
		columns.filter(({ removed, readOnly }) => !removed && !readOnly).map(({ id }) => id),
	);
	const source =
		mapper.mappingMode === 'autoMapInputData'
			? (context.getInputData()[itemIndex]?.json ?? {})
			: ((mapper.value ?? {}) as IDataObject);
	return Object.fromEntries(
		Object.entries(source).filter(
			([name, value]) =>
				value !== null && value !== undefined && (columns.length === 0 || settable.has(name)),
		),
	) as IDataObject;
}

/** Whether the node is the form of it that agents have as a tool: n8n gives that a type of its own. */
function isTool(context: IExecuteFunctions): boolean {
	return context.getNode().type.endsWith('Tool');
}

/**
 * Reads a parameter of one item.
 *
 * @param label what the user reads for it
 * @param collection the collection that the parameter is in, or undefined for one at the top
 */
function itemReader(
	context: IExecuteFunctions,
	itemIndex: number,
	label: string,
	collection?: string,
): Reader {
	const refuse = (problem: string, advice: string): never => {
		throw new NodeOperationError(context.getNode(), `'${label}' ${problem}`, {
			description: advice,
			itemIndex,
		});
	};
	const parameterPath = (name: string) =>
		collection === undefined ? name : `${collection}.${name}`;
	return {
		refuse,
		timezone: context.getTimezone(),
		isTool: isTool(context),
		// n8n throws for a parameter that is not there, unless it is told what to give instead.
		value: (name) =>
			context.getNodeParameter(parameterPath(name), itemIndex, null, { extractValue: true }),
		file: async (name) => await inputFile(context, itemIndex, name, refuse),
		credential: async (type) => await context.getCredentials(type, itemIndex),
		files: () => Object.keys(context.getInputData()[itemIndex]?.binary ?? {}),
		mapped: (name, mayBeEmpty) => {
			const mapper = context.getNodeParameter(
				parameterPath(name),
				itemIndex,
				{},
			) as ResourceMapperValue;
			const values = mappedFields(context, itemIndex, mapper);
			return mayBeEmpty || Object.keys(values).length > 0
				? values
				: refuse(
						'has no values',
						mapper.mappingMode === 'autoMapInputData'
							? 'No field of the item is named like a field of the list. Rename the fields of the item, or map them by hand.'
							: 'Map at least one field.',
					);
		},
	};
}

/** Whether the parameter is shown under the values of the others; one that is hidden has no value to check. */
function isShown(
	context: IExecuteFunctions,
	itemIndex: number,
	{ field, companions }: Parameter<unknown>,
): boolean {
	// A parameter with companions stands for all of them, whichever is shown.
	if (companions !== undefined) return true;
	return Object.entries(field.displayOptions?.show ?? {}).every(([other, accepted]) => {
		const value =
			other === '@tool' ? isTool(context) : context.getNodeParameter(other, itemIndex, undefined);
		return (accepted as unknown[]).includes(value);
	});
}

/** What parameters read to; some values are still to be looked up, and what was left out is undefined. */
export type Read<P extends Parameters> = {
	[Name in keyof P]?: Awaited<ReturnType<P[Name]['read']>>;
};

/** The checked values of an item's parameters. */
export async function readParameters<P extends Parameters>(
	context: IExecuteFunctions,
	itemIndex: number,
	parameters: P,
	collection?: string,
): Promise<Read<P>> {
	const given = collection
		? (context.getNodeParameter(collection, itemIndex, {}) as IDataObject)
		: undefined;
	const values: Record<string, unknown> = {};
	for (const [name, parameter] of Object.entries(parameters)) {
		if (given !== undefined && given[name] === undefined) continue;
		if (!isShown(context, itemIndex, parameter)) continue;
		values[name] = await parameter.read(
			itemReader(context, itemIndex, labelOf(name, parameter), collection),
			name,
		);
	}
	return values as Read<P>;
}
