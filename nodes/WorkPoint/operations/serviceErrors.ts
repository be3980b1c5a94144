import type { Schemas } from '../../api/call';
import { isObject, textIn, unchecked } from '../../api/json';

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
