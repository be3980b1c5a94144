import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../api/json';
import type { Labels, PlainParameter, Reader } from './parameter';

/** The JSON value of a field that takes a text of JSON, or a value from an expression. */
export function readJson(reader: Reader, name: string, example: string): unknown {
	const value = reader.value(name);
	if (typeof value !== 'string') return value;
	try {
		return JSON.parse(value) as unknown;
	} catch {
		return reader.refuse('is not valid JSON', `Enter JSON such as ${example}.`);
	}
}

/** Field values as one JSON object. */
export function fieldsAsJson(labels: Labels & { example: string }): PlainParameter<IDataObject> {
	const { example, ...field } = labels;
	return {
		field: {
			displayName: 'Fields (JSON)',
			type: 'json',
			default: '{}',
			placeholder: `e.g. ${example}`,
			...field,
		},
		read(reader, name) {
			const value = readJson(reader, name, example);
			return isObject(value)
				? value
				: reader.refuse('is not a JSON object', `Enter an object such as ${example}.`);
		},
	};
}
