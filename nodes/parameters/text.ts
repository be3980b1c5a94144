import { plainNumeral } from '../api/numeral';
import { isMissing, optional, refined, type Labels, type PlainParameter } from './parameter';

/**
 * The text of a scalar, numbers in plain notation; undefined for objects, lists, NaN, Infinity and numbers that were
 * rounded.
 */
export function plainText(value: unknown): string | undefined {
	if (typeof value === 'string') return value;
	if (typeof value === 'number') return plainNumeral(value);
	return typeof value === 'boolean' || typeof value === 'bigint' ? String(value) : undefined;
}

/** Non-empty text. */
export function text(labels: Labels): PlainParameter<string> {
	return {
		field: { type: 'string', default: '', required: true, ...labels },
		read(reader, name) {
			const value = reader.value(name);
			const given = isMissing(value) ? '' : plainText(value);
			if (given === undefined)
				return reader.refuse('is not text', 'Enter text, or an expression that returns text.');
			if (given.trim() === '') return reader.refuse('is empty', 'Enter text.');
			return /\p{Surrogate}/u.test(given)
				? reader.refuse(
						'contains half of a surrogate pair',
						'Check where the text is cut: an emoji takes two UTF-16 code units.',
					)
				: given;
		},
	};
}

/** Optional text. */
export function optionalText(labels: Labels): PlainParameter<string | undefined> {
	return optional(text(labels));
}

/** Text used as one path segment: `.` and `..` would change the path. */
export function pathText(labels: Labels): PlainParameter<string> {
	return refined(text(labels), (value, reader) =>
		/^\.{1,2}$/.test(value.trim())
			? reader.refuse(`is "${value.trim()}"`, 'Enter a name or an identifier.')
			: value.trim(),
	);
}

/** An optional header value: printable ASCII. */
export function headerText(labels: Labels): PlainParameter<string | undefined> {
	return optional(
		refined(text(labels), (value, reader) =>
			/^[\x20-\x7e]+$/.test(value.trim())
				? value.trim()
				: reader.refuse(
						'contains characters that a header cannot hold',
						'Use letters without accents, digits and punctuation.',
					),
		),
	);
}

/** Comma-separated values, or a list of strings. */
export function texts(labels: Labels): PlainParameter<string[]> {
	return {
		field: { type: 'string', default: '', ...labels },
		read(reader, name) {
			const value = reader.value(name);
			const parts = (Array.isArray(value) ? value : (plainText(value)?.split(',') ?? [value]))
				.map((part) => (typeof part === 'string' ? part.trim() : part))
				.filter((part) => !isMissing(part));
			if (labels.required && parts.length === 0) return reader.refuse('is empty', 'Enter text.');
			return parts.every((part) => typeof part === 'string')
				? parts
				: reader.refuse(
						'is not a list of strings',
						'Enter text separated by commas, or an expression that returns a list of strings.',
					);
		},
	};
}
