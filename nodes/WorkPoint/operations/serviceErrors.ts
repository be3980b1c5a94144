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
 * The texts of an answer with status 200 that is a list of errors, as the completion of a signature gives it (grade A);
 * the list of any other call is what was asked for.
 */
export function listedErrors(answer: unknown): string[] {
	return Array.isArray(answer) ? answer.map(errorText) : serviceErrors(answer);
}

/** `Failed` is said of the answers of WorkPoint 4 that nobody published whole. */
type Report = Schemas['MoveEntityResult'] & Schemas['MergedHtml'] & { Failed: boolean };

/**
 * The texts of an answer with status 200 that says that it failed: `Ok: false`, `Failed: true`, or entries in `Errors` or
 * `ErrorMessages` (grade A).
 */
export function serviceErrors(answer: unknown): string[] {
	const { Errors, ErrorMessages, Ok, Failed } = unchecked<Report>(answer);
	const texts = [Errors, ErrorMessages]
		.flatMap((list) => (Array.isArray(list) ? list : []))
		.map(errorText);
	return texts.length === 0 && (Ok === false || Failed === true)
		? ['WorkPoint reports that the call did not succeed, without saying why']
		: texts;
}

/** What a merge gives, and whether a member is a document that can be used. */
const merged = {
	Bytes: { name: 'file', isUsable: (text: string) => plainBase64(text) !== undefined },
	Html: { name: 'HTML', isUsable: (text: string) => text.trim() !== '' },
};

/**
 * The same of an answer with a merged document, which may also report success without what was asked for.
 *
 * @param wanted the members that were asked for
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
		.map((member) => `WorkPoint reports success but gave no ${merged[member].name}`);
}
