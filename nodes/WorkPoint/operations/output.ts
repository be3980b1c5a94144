import type { IDataObject } from 'n8n-workflow';

import type { OutputItem } from './operation';

function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toItem(value: unknown): OutputItem {
	return { json: isObject(value) ? value : { Value: value as IDataObject[string] } };
}

/** Objects as they are, one item per element of an array, `{ success: true }` where the service answers nothing. */
export function passThrough(response: unknown): OutputItem[] {
	if (response === undefined || response === null) return done();
	return Array.isArray(response) ? response.map(toItem) : [toItem(response)];
}

/** One item for calls whose answer carries nothing worth keeping. */
export function done(): OutputItem[] {
	return [{ json: { success: true } }];
}

/** One item for a call that deletes. */
export function deleted(): OutputItem[] {
	return [{ json: { deleted: true } }];
}

/** One item that gives a bare value a name. */
export function named(name: string) {
	return (response: unknown): OutputItem[] => [
		{ json: { [name]: (response ?? null) as IDataObject[string] } },
	];
}

/** `{ JobId }`, whether the service answers the bare ID or an object (grade A says both, by family). */
export function jobId(response: unknown): OutputItem[] {
	return isObject(response) ? passThrough(response) : named('JobId')(response);
}

function errorText(entry: unknown): string {
	if (!isObject(entry)) return String(entry);
	const { ErrorType, Text, Message } = entry;
	const text = Text ?? Message;
	if (text === undefined || text === null || text === '') return String(ErrorType ?? 'Unknown');
	return ErrorType === undefined ? String(text) : `${String(text)} (${String(ErrorType)})`;
}

/**
 * The texts of an answer with status 200 that says that it failed: `Ok: false`, or entries in `Errors`,
 * `ErrorMessages` or, for the completion of a signature, in the answer itself (grade A).
 */
export function serviceErrors(response: unknown): string[] {
	if (Array.isArray(response)) return response.map(errorText);
	if (!isObject(response)) return [];
	const texts = [response.Errors, response.ErrorMessages]
		.flatMap((list) => (Array.isArray(list) ? list : []))
		.map(errorText);
	return texts.length === 0 && response.Ok === false
		? ['WorkPoint reports that the call did not succeed, without saying why']
		: texts;
}
