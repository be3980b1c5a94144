import { people } from './seed';

export const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** True for a field without a value. */
export function isEmpty(value: unknown): boolean {
	const isNone = value === undefined || value === null || value === '';
	return isNone || (Array.isArray(value) && value.length === 0);
}

/** A value as text, as in list items. */
export function asText(value: unknown): string | null {
	if (value === undefined || value === null) return null;
	if (Array.isArray(value)) return value.map(asText).join(';#');
	if (!isObject(value)) return String(value);
	const person = people.find(
		({ LookupId, Email }) => value.LookupId === LookupId || value.Email === Email,
	);
	const { LookupValue, Label, Email, Url, LookupId }: Record<string, unknown> = {
		...value,
		...person,
	};
	return String(LookupValue ?? Label ?? Email ?? Url ?? LookupId);
}
