import type { INodePropertyOptions } from 'n8n-workflow';

import { webUrl } from '../../shared/urls';
import type { Field, Parameter } from './parameter';

type Labels = Omit<Field, 'type' | 'default' | 'options'> & Partial<Pick<Field, 'default'>>;

/** A text that must not be empty. */
export function text(labels: Labels): Parameter<string> {
	return {
		field: { type: 'string', default: '', required: true, ...labels },
		read(reader, name) {
			const value = reader.value(name);
			const given = typeof value === 'number' ? String(value) : value;
			if (typeof given !== 'string' || given.trim() === '') {
				return reader.refuse('is empty', 'Enter a text.');
			}
			return given;
		},
	};
}

/** A text that may be left out. */
export function optionalText(labels: Labels): Parameter<string | undefined> {
	return {
		field: { type: 'string', default: '', ...labels },
		read(reader, name) {
			const value = reader.value(name);
			if (value === undefined || value === null || value === '') return undefined;
			return typeof value === 'object'
				? reader.refuse('is not a text', 'Enter a text, or an expression that gives one.')
				: String(value);
		},
	};
}

/** A switch. */
export function flag(labels: Labels): Parameter<boolean> {
	return {
		field: { type: 'boolean', default: false, ...labels },
		read(reader, name) {
			const value = reader.value(name);
			if (value === true || value === 'true') return true;
			if (value === false || value === 'false') return false;
			return reader.refuse(
				'is neither true nor false',
				'Use the switch, or an expression that gives true or false.',
			);
		},
	};
}

/** A whole number from `min` on. */
export function wholeNumber(labels: Labels & { min?: number }): Parameter<number> {
	const { min = 0, ...field } = labels;
	return {
		field: {
			type: 'number',
			default: min,
			typeOptions: { minValue: min, numberPrecision: 0 },
			...field,
		},
		read(reader, name) {
			const value = reader.value(name);
			const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
			if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < min) {
				return reader.refuse(
					`is not a whole number from ${min} on`,
					'Enter a number, or an expression that gives one.',
				);
			}
			return number;
		},
	};
}

/** One of the names that the contract knows. */
export function choice<Name extends string>(
	labels: Labels & { options: Array<INodePropertyOptions & { value: Name }>; default: Name },
): Parameter<Name> {
	const names = labels.options.map((option) => option.value);
	return {
		field: { type: 'options', ...labels },
		read(reader, name) {
			const value = reader.value(name);
			const chosen = names.find((candidate) => candidate === value);
			return (
				chosen ?? reader.refuse('is not one of the choices', `Use one of: ${names.join(', ')}.`)
			);
		},
	};
}

/** A choice that may be left out. */
export function optional<T>(parameter: Parameter<T>): Parameter<T | undefined> {
	return {
		...parameter,
		field: { ...parameter.field, required: undefined },
		read(reader, name) {
			const value = reader.value(name);
			return value === undefined || value === null || value === ''
				? undefined
				: parameter.read(reader, name);
		},
	};
}

/** An absolute https address (http on loopback), as the user wrote it. */
export function absoluteUrl(labels: Labels & { identifies?: boolean }): Parameter<string> {
	const { identifies, ...field } = labels;
	return {
		field: { type: 'string', default: '', required: true, ...field },
		identifies,
		read(reader, name) {
			const value = reader.value(name);
			if (webUrl(value) === undefined) {
				return reader.refuse(
					'is not an absolute https address',
					'Enter the whole address, such as https://contoso.sharepoint.com/sites/WorkPoint.',
				);
			}
			return String(value).trim();
		},
	};
}

/** A file of the incoming item, named by its binary field. */
export function inputFile(labels: Labels): Parameter<import('./parameter').InputFile> {
	return {
		field: {
			type: 'string',
			default: 'data',
			required: true,
			typeOptions: { binaryDataProperty: true },
			...labels,
		},
		async read(reader, name) {
			const fieldName = String(reader.value(name) ?? '').trim();
			const file = fieldName === '' ? undefined : await reader.file(fieldName);
			if (file === undefined) {
				return reader.refuse(
					`names no file: the item has no binary field "${fieldName}"`,
					'Enter the name of the binary field that holds the file, as the output of the node before shows it.',
				);
			}
			return file.size === 0
				? reader.refuse('names an empty file', 'Check the node that made the file.')
				: file;
		},
	};
}

/** A file as base64 text, with or without line breaks or a `data:` prefix. */
export function base64(labels: Labels): Parameter<string> {
	return {
		field: { type: 'string', default: '', required: true, ...labels },
		read(reader, name) {
			const value = reader.value(name);
			const clean = String(value ?? '')
				.replace(/^data:[^,]*;base64,/, '')
				.replace(/\s+/g, '');
			const isBase64 =
				clean !== '' && clean.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(clean);
			return typeof value === 'string' && isBase64
				? clean
				: reader.refuse(
						'is not base64',
						'Enter the content of the file as base64, or use the operation that takes a file.',
					);
		},
	};
}
