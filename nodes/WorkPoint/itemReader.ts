import {
	NodeOperationError,
	type IBinaryData,
	type IDataObject,
	type IExecuteFunctions,
	type INodeProperties,
	type ResourceMapperValue,
} from 'n8n-workflow';

import { Base64Content } from '../shared/body';
import type { Send } from '../shared/request';
import type { InputFile, Reader } from './parameters/parameter';

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

async function fileOf(
	context: IExecuteFunctions,
	itemIndex: number,
	field: string,
): Promise<InputFile | undefined> {
	const binary = binaryOf(context, itemIndex, field);
	if (binary === undefined) return undefined;
	const { id, data, mimeType, fileName = field } = binary;
	return {
		fileName,
		mimeType,
		size: id ? (await context.helpers.getBinaryMetadata(id)).fileSize : undefined,
		content: new Base64Content(async function* () {
			// n8n keeps small files as base64 in the item itself.
			if (id) yield* base64Of(context, id);
			else yield Buffer.from(data, 'latin1');
		}),
	};
}

function isEmpty(value: unknown): boolean {
	return value === null || value === undefined;
}

function mappedFields(
	context: IExecuteFunctions,
	itemIndex: number,
	mapper: ResourceMapperValue,
): IDataObject {
	const columns = mapper.schema ?? [];
	const settable = new Map(
		columns.filter(({ removed, readOnly }) => !removed && !readOnly).map((c) => [c.id, c]),
	);
	const source =
		mapper.mappingMode === 'autoMapInputData'
			? (context.getInputData()[itemIndex]?.json ?? {})
			: ((mapper.value ?? {}) as IDataObject);
	return Object.fromEntries(
		Object.entries(source).filter(
			([name, value]) => !isEmpty(value) && (columns.length === 0 || settable.has(name)),
		),
	) as IDataObject;
}

/**
 * Reads the parameters of one item.
 *
 * @param collection the collection that the parameters are in, or undefined for those at the top
 * @param labelOf gives a parameter's label for errors
 */
export function itemReader(
	context: IExecuteFunctions,
	itemIndex: number,
	property: INodeProperties,
	send: Send,
	collection?: string,
): Reader {
	const refuse = (problem: string, advice: string): never => {
		throw new NodeOperationError(context.getNode(), `'${property.displayName}' ${problem}`, {
			description: advice,
			itemIndex,
		});
	};
	const parameterPath = (name: string) =>
		collection === undefined ? name : `${collection}.${name}`;
	return {
		refuse,
		send,
		value: (name) =>
			context.getNodeParameter(parameterPath(name), itemIndex, undefined, { extractValue: true }),
		file: async (field) => await fileOf(context, itemIndex, field),
		mapped: (name, mayBeEmpty) => {
			// A date without an offset is read in the time zone of whichever workflow of this process last evaluated an
			// expression. What expressions read from makes it this workflow's.
			context.getWorkflowDataProxy(itemIndex);
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
							? 'No field of the item is named like a field of the business module. Rename the fields of the item, or map them by hand.'
							: 'Map at least one field.',
					);
		},
	};
}
