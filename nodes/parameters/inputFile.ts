import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { Base64Content } from '../api/body';
import { plainBase64 } from './file';
import { isMissing, type InputFile, type Reader } from './parameter';
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

/** The file in a binary field of an item; undefined when there is none. */
export async function inputFile(
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
