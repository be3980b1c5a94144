import {
	NodeOperationError,
	type IBinaryData,
	type IDataObject,
	type IExecuteFunctions,
	type ResourceMapperValue,
} from 'n8n-workflow';

import { Base64Content } from '../api/body';
import { plainBase64 } from './file';
import {
	isMissing,
	labelOf,
	type InputFile,
	type Parameter,
	type Parameters,
	type Reader,
} from './parameter';
import { plainText } from './text';

/** Bytes that are read at once; whole groups of three, which base64 turns into four characters. */
const CHUNK = 3 * 256 * 1024;

/** A stored file as base64: the bytes of the file are never in memory as a whole. */
async function* base64Of(context: IExecuteFunctions, id: string): AsyncGenerator<Buffer> {
	let rest: Buffer = Buffer.alloc(0);
	for await (const chunk of await context.helpers.getBinaryStream(id, CHUNK)) {
		const bytes = Buffer.concat([rest, chunk as Buffer]);
		const whole = bytes.length - (bytes.length % 3);
		yield Buffer.from(bytes.toString('base64', 0, whole), 'latin1');
		rest = bytes.subarray(whole);
	}
	yield Buffer.from(rest.toString('base64'), 'latin1');
}

/** n8n's helper knows where a workflow keeps its files; it throws when there is none. */
function binaryOf(
	context: IExecuteFunctions,
	itemIndex: number,
	field: string,
): IBinaryData | undefined {
	try {
		return context.helpers.assertBinaryData(itemIndex, field);
	} catch {
		return undefined;
	}
}

async function storedFile(
	context: IExecuteFunctions,
	id: string,
): Promise<Pick<InputFile, 'size' | 'content'>> {
	return {
		size: (await context.helpers.getBinaryMetadata(id)).fileSize,
		content: new Base64Content(() => base64Of(context, id)),
	};
}

/** n8n keeps small files as base64 in the item itself, as another node wrote it. */
function fileInItem(
	data: unknown,
	fileName: string,
	refuse: Reader['refuse'],
): Pick<InputFile, 'size' | 'content'> {
	if (isMissing(data)) return { size: 0, content: new Base64Content(async function* () {}) };
	const base64 =
		(typeof data === 'string' ? plainBase64(data) : undefined) ??
		refuse(`names a file that is not base64: "${fileName}"`, 'Check the node that made the file.');
	return {
		size: Buffer.byteLength(base64, 'base64'),
		content: new Base64Content(async function* () {
			yield Buffer.from(base64, 'latin1');
		}),
	};
}

async function fileOf(
	context: IExecuteFunctions,
	itemIndex: number,
	field: string,
	refuse: Reader['refuse'],
): Promise<InputFile | undefined> {
	const binary = binaryOf(context, itemIndex, field);
	if (binary === undefined) return undefined;
	const { id, data, mimeType } = binary;
	const fileName = plainText(binary.fileName) || field;
	const stored = id ? await storedFile(context, id) : fileInItem(data, fileName, refuse);
	return { fileName, mimeType, ...stored };
}

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
		file: async (name) => await fileOf(context, itemIndex, name, refuse),
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
