import { UserError, type IDataObject } from 'n8n-workflow';

export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether something is an object all of whose values pass a test. */
export function isRecordOf(value: unknown, test: (one: unknown) => boolean): value is IDataObject {
	return isObject(value) && Object.values(value).every(test);
}

/** The value of a JSON text; undefined when it is none. */
export function parsedJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

/** What has come from outside and should be a `T`: it may lack any member, and hold anything in it. */
type Unchecked<T> = { [Name in keyof T]?: unknown };

/** The members of what should be a `T`, whose values nobody has checked; none of what is no object. */
export function unchecked<T>(value: unknown): Unchecked<T> {
	return isObject(value) ? (value as Unchecked<T>) : {};
}

/** A member of what should be a `T`, by its name in any case. */
export function member<T = IDataObject>(object: IDataObject, name: keyof T & string): unknown {
	const wanted = name.toLowerCase();
	const key = Object.keys(object).find((candidate) => candidate.toLowerCase() === wanted);
	return key === undefined ? undefined : object[key];
}

/** The objects of a list in an answer: the service may leave it out, and leave holes in it. */
export function objectsIn<T>(list: readonly T[] | null | undefined): Array<NonNullable<T>> {
	return Array.isArray(list)
		? list.filter((entry): entry is NonNullable<T> => isObject(entry))
		: [];
}

/** An object in an answer, whose members may all be missing; an empty one where there is none. */
export function asObject<T extends object>(value: T | null | undefined): Partial<T> {
	return isObject(value) ? value : {};
}

/**
 * An object that was asked for.
 *
 * @throws {UserError} when the service answered with nothing, or with something else
 */
export function requireObject<T>(answer: T): NonNullable<T> {
	if (answer === undefined || answer === null)
		throw new UserError(
			'WorkPoint found nothing. Check the ID, and whether the account may see it',
		);
	if (!isObject(answer))
		throw new UserError('WorkPoint answered with something else than expected');
	return answer;
}

/** A text in an answer, where a number or a truth value counts as its text; an empty one for anything else. */
export function textIn(value: unknown): string {
	return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '';
}
