import { randomBytes } from 'crypto';
import { UserError } from 'n8n-workflow';

/** A file that a call carries as base64 inside its JSON, read piece by piece only when the call is made. */
export class Base64Content {
	/** @param read gives the base64 text as ASCII bytes, in order; each call of it starts at the beginning */
	constructor(readonly read: () => AsyncIterable<Buffer>) {}
}

/** JSON that goes out as it was written: a number keeps its digits. */
export class JsonText {
	constructor(readonly text: string) {}
}

function unwritable(reason: unknown): UserError {
	return new UserError(
		reason instanceof RangeError
			? 'its body nests too deeply'
			: 'its body holds what cannot be written as JSON',
	);
}

/** JSON of any text has no limit to how deep it nests, but what makes it has. */
function jsonText(body: unknown, replace: (name: string, value: unknown) => unknown): string {
	try {
		return JSON.stringify(body, replace);
	} catch (error) {
		throw unwritable(error);
	}
}

/**
 * The bytes of a JSON body. Files are put into place as bytes, so that a large one is never there as text as well. What
 * stands for a file meanwhile is random, so that no text of a user can.
 *
 * @throws {UserError} when it cannot be JSON
 */
export async function jsonBytes(body: unknown): Promise<Buffer> {
	if (body instanceof JsonText) return Buffer.from(body.text);
	const mark = randomBytes(16).toString('hex');
	const files: Base64Content[] = [];
	const text = jsonText(body, (_name, value: unknown) =>
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
