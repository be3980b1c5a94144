import type { IBinaryData, IBinaryKeyData, IExecuteFunctions } from 'n8n-workflow';

import { Base64Content } from '../api/body';
import { isObject } from '../api/json';
import { plainBase64 } from './file';
import { fullFileName } from './fileName';
import { isMissing, type InputFile, type Reader } from './parameter';

/** Chunk size in bytes; a multiple of three, which base64 turns into four characters. */
const CHUNK = 3 * 256 * 1024;

/** Streams a stored file as base64, without loading it whole into memory. */
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

/** True for n8n's file objects, by the same test as n8n's helpers. */
function isFile(value: unknown): value is IBinaryData {
	return isObject(value) && 'mimeType' in value && ('data' in value || 'id' in value);
}

/**
 * The files of an item by field. In n8n's combined binary mode they are in `$json._files`; in other modes that is
 * ordinary data, which must not refer to files.
 */
export function filesOf(context: IExecuteFunctions, itemIndex: number): IBinaryKeyData {
	const { json, binary } = context.getInputData()[itemIndex] ?? {};
	const isCombined = context.getWorkflowSettings().binaryMode === 'combined';
	const files = isCombined && isObject(json?._files) ? Object.entries(json._files) : [];
	const combined = files.flatMap(([field, file]) => (isFile(file) ? [[field, file] as const] : []));
	return { ...Object.fromEntries(combined), ...binary };
}

/**
 * The file that a value is or names; n8n's helper also supports paths to files (`_files.data`), and throws for other
 * values.
 */
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

/** File names used in a run, by destination; no two files may share one. */
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

/** n8n keeps small files in the item as base64, as written by another node. */
function fileInItem(
	data: unknown,
	fileName: string,
	refuse: Reader['refuse'],
): Pick<InputFile, 'size' | 'content'> {
	if (isMissing(data)) return { size: 0, content: new Base64Content(async function* () {}) };
	const base64 =
		(typeof data === 'string' ? plainBase64(data) : undefined) ??
		refuse(
			`names a file that is not base64: "${fileName}"`,
			'Check the node that created the file.',
		);
	return {
		size: Buffer.byteLength(base64, 'base64'),
		content: new Base64Content(async function* () {
			yield Buffer.from(base64, 'latin1');
		}),
	};
}

/**
 * A file of an item, or from an expression.
 *
 * @param field the name of a binary field, or the file itself
 * @returns undefined if there is none
 */
export async function readInputFile(
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
					'Run the node that created the file in the same execution.',
				),
			)
		: fileInItem(data, fileName, refuse);
	return { fileName, mimeType, takenNames: takenNamesOf(context), ...stored };
}
