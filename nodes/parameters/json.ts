import type { IDataObject } from 'n8n-workflow';

import { defectIn, halved, JsonText } from '../api/body';
import { isObject } from '../api/json';
import { roundedNumeralIn } from '../api/numeral';
import type { Labels, PlainParameter, Reader } from './parameter';

/**
 * Refuses a value that JSON would change, naming the member that it is in.
 *
 * @param member by which the value is named; the outermost one in it when it is left out
 */
export function refuseDefects(
	reader: Pick<Reader, 'refuse'>,
	value: unknown,
	member?: string,
): void {
	const defect = defectIn(value);
	if (defect === undefined) return;
	const name = member ?? defect.path[0];
	const place = name === undefined ? 'a value' : `a value for "${name}"`;
	reader.refuse(`has ${place} that ${defect.problem}`, defect.advice);
}

/** Refuses a JSON text with a number that would lose digits, naming the member that it is in. */
function refuseRounding(reader: Reader, json: string): void {
	const rounded = roundedNumeralIn(json);
	if (rounded === undefined) return;
	const { member, numeral } = rounded;
	const place = member === undefined ? '' : ` for "${member}"`;
	reader.refuse(
		`has a number${place} with more digits than a number can hold: ${numeral}`,
		`Write it in quotes: "${numeral}".`,
	);
}

/** A JSON text with its value. Some systems begin a text with a byte order mark, which belongs to neither. */
function parse(reader: Reader, given: string, example: string): { text: string; value: unknown } {
	const text = given.replace(/^\ufeff/, '');
	try {
		return { text, value: JSON.parse(text) as unknown };
	} catch {
		return reader.refuse(
			'is not valid JSON',
			`Enter JSON such as ${example}. To put a value into it, write {{ JSON.stringify($json.subject) }} without quotes around it: the value may contain quotes and line breaks.`,
		);
	}
}

/** The JSON value of a field that takes a text of JSON, or a value from an expression. */
export function readJson(reader: Reader, name: string, example: string): unknown {
	const given = reader.value(name);
	if (typeof given !== 'string') {
		refuseDefects(reader, given);
		return given;
	}
	const { text, value } = parse(reader, given, example);
	refuseRounding(reader, text);
	refuseDefects(reader, value);
	return value;
}

/** The same where a text goes out as it was written, so that its numbers keep their digits. */
export function readVerbatimJson(reader: Reader, name: string, example: string): unknown {
	const given = reader.value(name);
	if (typeof given !== 'string') return readJson(reader, name, example);
	const json = new JsonText(parse(reader, given, example).text);
	return json.isHalved ? reader.refuse(halved.problem, halved.advice) : json;
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
