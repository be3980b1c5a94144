import { randomBytes } from 'crypto';

/** A file that a call carries as base64 inside its JSON, read piece by piece only when the call is made. */
export class Base64Content {
	/** @param read gives the base64 text as ASCII bytes, in order; each call of it starts at the beginning */
	constructor(readonly read: () => AsyncIterable<Buffer>) {}
}

/**
 * The bytes of a JSON body. Files are put into place as bytes, so that a large one is never there as text as well. What
 * stands for a file meanwhile is random, so that no text of a user can.
 *
 * @throws {RangeError} when the body nests too deeply
 */
export async function jsonBytes(body: unknown): Promise<Buffer> {
	const mark = randomBytes(16).toString('hex');
	const files: Base64Content[] = [];
	const text = JSON.stringify(body, (_name, value: unknown) =>
		value instanceof Base64Content ? `${mark}:${files.push(value) - 1}` : value,
	);
	const pieces: Buffer[] = [];
	for (const [i, piece] of text.split(new RegExp(`"${mark}:(\\d+)"`)).entries()) {
		const file = i % 2 === 1 ? files[Number(piece)] : undefined;
		if (file === undefined) {
			pieces.push(Buffer.from(piece));
			continue;
		}
		pieces.push(Buffer.from('"'));
		for await (const bytes of file.read()) pieces.push(bytes);
		pieces.push(Buffer.from('"'));
	}
	return Buffer.concat(pieces);
}
