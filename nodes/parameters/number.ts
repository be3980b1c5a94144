import { isExact, plainNumeral } from '../api/numeral';
import { isMissing, textWithForm, type Labels, type PlainParameter } from './parameter';
import { plainText } from './text';

/** A whole number written in digits only; undefined for others, such as `1e3`, `0x10` and `1.0`. */
export function digits(value: unknown): number | undefined {
	const text = typeof value === 'number' ? String(value) : value;
	if (typeof text !== 'string' || !/^\d{1,16}$/.test(text.trim())) return undefined;
	const number = Number(text);
	return Number.isSafeInteger(number) ? number : undefined;
}

/** A SharePoint item ID: a positive whole number. */
export function itemNumber(value: unknown): number | undefined {
	const id = digits(value);
	return id === undefined || id < 1 ? undefined : id;
}

/**
 * An ID that no call lists, so the user has to know it. IDs that a call lists are picked with a `locator`.
 *
 * @param advice the fix for an invalid value
 */
export function numericId(labels: Labels, advice: string): PlainParameter<number> {
	const problem = 'is not a positive whole number';
	return textWithForm(labels, { read: itemNumber, problem, advice });
}

/**
 * A number in plain notation with a dot as the decimal separator; undefined for `0x10`, `1e3`, `1,5`, `Infinity` and
 * more digits than a number can hold.
 */
export function decimal(value: unknown): number | undefined {
	const text = typeof value === 'number' ? plainNumeral(value) : value;
	const isPlain = typeof text === 'string' && /^[+-]?\d+(?:\.\d+)?$/.test(text.trim());
	return isPlain && isExact(text.trim()) ? Number(text) : undefined;
}

/** A whole number from `min` to `max`. */
export function wholeNumber(
	labels: Labels & { min?: number; max?: number },
): PlainParameter<number> {
	const { min = 0, max = Number.MAX_SAFE_INTEGER, ...field } = labels;
	const isOpen = max === Number.MAX_SAFE_INTEGER;
	const expected =
		isOpen && min === 1
			? 'a positive whole number'
			: `a whole number ${isOpen ? `of at least ${min}` : `from ${min} to ${max}`}`;
	return {
		field: {
			type: 'number',
			default: min,
			typeOptions: {
				minValue: min,
				...(max === Number.MAX_SAFE_INTEGER ? {} : { maxValue: max }),
				numberPrecision: 0,
			},
			...field,
		},
		read(reader, name) {
			const number = digits(reader.value(name));
			return number === undefined || number < min || number > max
				? reader.refuse(`is not ${expected}`, 'Enter a number, or an expression that returns one.')
				: number;
		},
	};
}

/** Comma-separated IDs, or a list of IDs. */
export function itemNumbers(labels: Labels): PlainParameter<number[]> {
	return {
		field: { type: 'string', default: '', ...labels },
		read(reader, name) {
			const value = reader.value(name);
			const written = isMissing(value) ? '' : plainText(value);
			const parts = Array.isArray(value) ? value : (written?.split(/[,;\s]+/) ?? [value]);
			const given = parts.filter((part) => part !== '');
			if (labels.required && given.length === 0)
				return reader.refuse('is empty', 'Enter IDs such as 1, 4.');
			return given.map(
				(part) =>
					itemNumber(part) ??
					reader.refuse('is not a list of positive whole numbers', 'Enter IDs such as 1, 4.'),
			);
		},
	};
}
