import type { IDataObject } from 'n8n-workflow';

export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
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
