import type { IDataObject } from 'n8n-workflow';

import { isObject, unchecked } from '../../api/json';
import { textIn } from '../../api/answer';
import type { OutputItem } from '../../api/output';
import type { Schemas } from '../../api/call';
import { itemNumber } from '../../parameters/number';
import { isMissing } from '../../parameters/parameter';

function toItem(value: unknown): OutputItem {
	return { json: isObject(value) ? value : { Value: value as IDataObject[string] } };
}

/** Objects as they are, one item per element of an array. */
export function passThrough(answer: unknown): OutputItem[] {
	return Array.isArray(answer) ? answer.map(toItem) : [toItem(answer)];
}

/** For calls that answer nothing, or an empty object: `{ success: true }`. What else they answer is passed on. */
export const done = {
	answersNothing: true,
	output: (answer: unknown): OutputItem[] => {
		const isEmpty = isMissing(answer) || (isObject(answer) && Object.keys(answer).length === 0);
		return isEmpty ? [{ json: { success: true } }] : passThrough(answer);
	},
};

/** One item for a call that deletes. */
export function deleted(): OutputItem[] {
	return [{ json: { deleted: true } }];
}

/** One item that gives a bare value a name. */
export function named(name: string) {
	return (answer: unknown): OutputItem[] => [{ json: { [name]: answer as IDataObject[string] } }];
}

/**
 * For calls that answer with the ID of what they wrote: one item that gives it a name. Without an ID, nobody knows what
 * was written.
 */
export function givesId(name: string) {
	return {
		isResult: (answer: unknown): boolean => itemNumber(answer) !== undefined,
		output: (answer: unknown): OutputItem[] => [{ json: { [name]: itemNumber(answer) } }],
	};
}

/** The same for calls whose ID is a text; without its quotes (contract: textAnswers) it is read as a number. */
export function givesTextId(name: string) {
	return {
		isResult: (answer: unknown): boolean => textIn(answer) !== '',
		output: (answer: unknown): OutputItem[] => [{ json: { [name]: textIn(answer) } }],
	};
}

/** `{ JobId }`, whether the service answers the bare ID or an object (grade A says both, by family). */
export function jobId(answer: unknown): OutputItem[] {
	return isObject(answer) ? passThrough(answer) : named('JobId')(answer);
}

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

/** The first results, or all of them. */
export function limited(
	items: OutputItem[],
	{ returnAll, limit }: { returnAll: boolean; limit: number },
): OutputItem[] {
	return returnAll ? items : items.slice(0, limit);
}
