import { UserError, type IDataObject } from 'n8n-workflow';

export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for an object whose values all pass a test. */
export function isRecordOf(value: unknown, test: (one: unknown) => boolean): value is IDataObject {
	return isObject(value) && Object.values(value).every(test);
}

/** The value of JSON text; undefined if it is invalid. */
export function parsedJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

/** An untrusted `T`: any member may be missing or have any type. */
type Unchecked<T> = { [Name in keyof T]?: unknown };

/** The unchecked members of a supposed `T`; none if it is not an object. */
export function unchecked<T>(value: unknown): Unchecked<T> {
	return isObject(value) ? (value as Unchecked<T>) : {};
}

/** A member of a supposed `T`, by its case-insensitive name. */
export function member<T = IDataObject>(object: IDataObject, name: keyof T & string): unknown {
	const wanted = name.toLowerCase();
	const key = Object.keys(object).find((candidate) => candidate.toLowerCase() === wanted);
	return key === undefined ? undefined : object[key];
}

/** The objects of a list in an answer; the list and its entries may be missing. */
export function objectsIn<T>(list: readonly T[] | null | undefined): Array<NonNullable<T>> {
	return Array.isArray(list)
		? list.filter((entry): entry is NonNullable<T> => isObject(entry))
		: [];
}

/** An object in an answer, all of whose members are optional; empty if it is missing. */
export function asObject<T extends object>(value: T | null | undefined): Partial<T> {
	return isObject(value) ? value : {};
}

/**
 * The object that was requested.
 *
 * @throws {UserError} if the answer is empty or not an object
 */
export function requireObject<T>(answer: T): NonNullable<T> {
	if (answer === undefined || answer === null)
		throw new UserError(
			'WorkPoint found nothing. Check the ID, and whether the account may see it',
		);
	if (!isObject(answer)) throw new UserError('WorkPoint returned an unexpected answer');
	return answer;
}

/** Text in an answer; numbers and booleans are converted, anything else is empty. */
export function textIn(value: unknown): string {
	return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '';
}
