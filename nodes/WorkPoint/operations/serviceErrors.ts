import type { Schemas } from '../../api/call';
import { isObject, textIn, unchecked } from '../../api/json';
import { plainBase64 } from '../../parameters/file';

function errorText(entry: unknown): string {
	if (!isObject(entry)) return textIn(entry) || JSON.stringify(entry);
	const { ErrorType, Text, Message } = unchecked<Schemas['SignatureError'] & Schemas['HttpError']>(
		entry,
	);
	const type = textIn(ErrorType);
	const text = textIn(Text ?? Message);
	if (text === '') return type || JSON.stringify(entry);
	return type === '' ? text : `${text} (${type})`;
}

/**
 * The messages of an answer with status 200 that is a list of errors, as from the completion of a signature (grade A); the
 * list of any other call is its result.
 */
export function listedErrors(answer: unknown): string[] {
	return Array.isArray(answer) ? answer.map(errorText) : serviceErrors(answer);
}

/** `Failed` belongs to answers of WorkPoint 4 that are not fully published. */
type Report = Schemas['MoveEntityResult'] & Schemas['MergedHtml'] & { Failed: boolean };

/**
 * The messages of an answer with status 200 that reports a failure: `Ok: false`, `Failed: true`, or entries in `Errors` or
 * `ErrorMessages` (grade A).
 */
export function serviceErrors(answer: unknown): string[] {
	const { Errors, ErrorMessages, Ok, Failed } = unchecked<Report>(answer);
	const texts = [Errors, ErrorMessages]
		.flatMap((list) => (Array.isArray(list) ? list : []))
		.map(errorText);
	return texts.length === 0 && (Ok === false || Failed === true)
		? ['WorkPoint reports that the call failed, without a reason']
		: texts;
}

/** The results of a merge, and whether a member is a usable document. */
const merged = {
	Bytes: { name: 'file', isUsable: (text: string) => plainBase64(text) !== undefined },
	Html: { name: 'HTML', isUsable: (text: string) => text.trim() !== '' },
};

/**
 * The same for an answer with a merged document, which may report success without the requested members.
 *
 * @param wanted the requested members
 */
export function mergeErrors(
	answer: unknown,
	wanted: Partial<Record<keyof typeof merged, boolean>>,
): string[] {
	const texts = serviceErrors(answer);
	if (texts.length > 0) return texts;
	const given = unchecked<Schemas['MergedDocument']>(answer);
	return (['Bytes', 'Html'] as const)
		.filter((member) => wanted[member] && !merged[member].isUsable(textIn(given[member])))
		.map((member) => `WorkPoint reports success but returned no ${merged[member].name}`);
}
