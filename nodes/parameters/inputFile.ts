import type { IBinaryData, IBinaryKeyData, IExecuteFunctions } from 'n8n-workflow';

import { Base64Content } from '../api/body';
import { isObject } from '../api/json';
import { plainBase64 } from './file';
import { fullFileName } from './fileName';
import { isMissing, type InputFile, type Reader } from './parameter';

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

/** A file as n8n's own helpers tell it from other values. */
function isFile(value: unknown): value is IBinaryData {
	return isObject(value) && 'mimeType' in value && ('data' in value || 'id' in value);
}

/**
 * The files of an item by their fields. Workflows in n8n's combined binary mode have them in `$json._files`; in all others
 * that is data like any other, which must not name files.
 */
export function filesOf(context: IExecuteFunctions, itemIndex: number): IBinaryKeyData {
	const { json, binary } = context.getInputData()[itemIndex] ?? {};
	const isCombined = context.getWorkflowSettings().binaryMode === 'combined';
	const files = isCombined && isObject(json?._files) ? Object.entries(json._files) : [];
	const combined = files.flatMap(([field, file]) => (isFile(file) ? [[field, file] as const] : []));
	return { ...Object.fromEntries(combined), ...binary };
}

/** The file that a value is or names; n8n's helper also knows paths to files (`_files.data`), and throws for others. */
function binaryOf(
	context: IExecuteFunctions,
	itemIndex: number,
	field: unknown,
): IBinaryData | undefined {
	if (typeof field !== 'string') return isFile(field) ? field : undefined;
	const files = filesOf(context, itemIndex);
	if (Object.hasOwn(files, field)) return files[field];
	try {
		const found: unknown = context.helpers.assertBinaryData(itemIndex, field);
		return isObject(found) ? (found as unknown as IBinaryData) : undefined;
	} catch {
		return undefined;
	}
}

/** The names that the files of a run have got, by where they went; no two files may share one. */
const takenNames = new WeakMap<IExecuteFunctions, Set<string>>();

function takenNamesOf(context: IExecuteFunctions): Set<string> {
	const names = takenNames.get(context) ?? new Set();
	takenNames.set(context, names);
	return names;
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

/**
 * A file of an item, or one that an expression gives.
 *
 * @param field the name of a binary field, or the file itself
 * @returns undefined when there is none
 */
export async function inputFile(
	context: IExecuteFunctions,
	itemIndex: number,
	field: unknown,
	refuse: Reader['refuse'],
): Promise<InputFile | undefined> {
	const binary = binaryOf(context, itemIndex, field);
	if (binary === undefined) return undefined;
	const { id, data, mimeType } = binary;
	const fileName = fullFileName(binary, typeof field === 'string' ? field : 'data');
	const stored = id
		? await storedFile(context, id).catch(() =>
				refuse(
					`names a file that n8n does not have: "${fileName}"`,
					'Run the node that made the file in the same execution.',
				),
			)
		: fileInItem(data, fileName, refuse);
	return { fileName, mimeType, takenNames: takenNamesOf(context), ...stored };
}
