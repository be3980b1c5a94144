export const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a field has no value. */
export function isEmpty(value: unknown): boolean {
	const isNone = value === undefined || value === null || value === '';
	return isNone || (Array.isArray(value) && value.length === 0);
}
