import type { Field, Parameter } from './parameter';

/** Whole numbers from 1 on, separated by commas or given as a list. */
export function numbers(
	labels: Pick<Field, 'displayName' | 'description' | 'placeholder'>,
): Parameter<number[]> {
	return {
		field: { type: 'string', default: '', ...labels },
		read(reader, name) {
			const value = reader.value(name);
			const parts = Array.isArray(value) ? value : String(value ?? '').split(/[,;\s]+/);
			const given = parts.filter((part) => part !== '').map(Number);
			return given.every((number) => Number.isSafeInteger(number) && number > 0)
				? given
				: reader.refuse('is not a list of whole numbers from 1 on', 'Enter IDs such as 1, 4.');
		},
	};
}
