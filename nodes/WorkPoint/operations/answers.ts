import type { IDataObject } from 'n8n-workflow';

import type { OutputItem } from './definition';
import { isObject, textIn } from '../../api/json';
import { itemNumber } from '../../parameters/number';
import { isMissing } from '../../parameters/parameter';

function toItem(value: unknown): OutputItem {
	return { json: isObject(value) ? value : { Value: value as IDataObject[string] } };
}

/** Objects as they are, one item per element of an array. */
export function passThrough(answer: unknown): OutputItem[] {
	return Array.isArray(answer) ? answer.map(toItem) : [toItem(answer)];
}

/** For calls with an empty answer or an empty object: `{ success: true }`. Any other answer is returned. */
export const done = {
	allowsEmptyAnswer: true,
	output: (answer: unknown): OutputItem[] => {
		const isEmpty = isMissing(answer) || (isObject(answer) && Object.keys(answer).length === 0);
		return isEmpty ? [{ json: { success: true } }] : passThrough(answer);
	},
};

/** The same, with the known values of the changed thing. */
export function doneTo<V>(known: (values: V) => IDataObject) {
	return {
		allowsEmptyAnswer: true,
		output: (answer: unknown, values: V): OutputItem[] =>
			done.output(answer).map(({ json }) => ({ json: { ...json, ...known(values) } })),
	};
}

/** One item for a call that deletes. */
export function deleted(): OutputItem[] {
	return [{ json: { deleted: true } }];
}

/** One item with a name for a bare value. */
export function valueAs(name: string) {
	return (answer: unknown): OutputItem[] => [{ json: { [name]: answer as IDataObject[string] } }];
}

/**
 * For calls that return the ID of the written thing: one item with a name for it. Without an ID, the written thing is
 * unknown.
 */
export function givesId(name: string) {
	return {
		isValidAnswer: (answer: unknown): boolean => itemNumber(answer) !== undefined,
		output: (answer: unknown): OutputItem[] => [{ json: { [name]: itemNumber(answer) } }],
	};
}

/** The same for calls with a string as ID. */
export function givesTextId(name: string) {
	return {
		isValidAnswer: (answer: unknown): boolean => textIn(answer) !== '',
		output: (answer: unknown): OutputItem[] => [{ json: { [name]: textIn(answer) } }],
	};
}

/** `{ JobId }`, for a bare ID and for an object (grade A for both, by family of calls). */
export function jobId(answer: unknown): OutputItem[] {
	return isObject(answer) ? passThrough(answer) : valueAs('JobId')(answer);
}

/** The first results, or all of them. */
export function limited(
	items: OutputItem[],
	{ returnAll, limit }: { returnAll: boolean; limit: number },
): OutputItem[] {
	return returnAll ? items : items.slice(0, limit);
}
