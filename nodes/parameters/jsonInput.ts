import type { IDataObject } from 'n8n-workflow';

import { defectIn, halved, JsonText } from '../api/body';
import { isObject } from '../api/json';
import { roundedNumeralIn } from '../api/numeral';
import type { Labels, PlainParameter, Reader } from './parameter';

/**
 * Refuses a value that JSON would change, naming the member that contains it.
 *
 * @param member the name to report; by default the outermost member that contains the defect
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

/** Refuses JSON text with a number that would lose digits, naming the member that contains it. */
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

/** JSON text and its value. A byte order mark, which some systems write, is dropped. */
function parse(reader: Reader, given: string, example: string): { text: string; value: unknown } {
	const text = given.replace(/^\ufeff/, '');
	try {
		return { text, value: JSON.parse(text) as unknown };
	} catch {
		return reader.refuse(
			'is not valid JSON',
			`Enter JSON such as ${example}. To insert a value, write {{ JSON.stringify($json.subject) }} without quotes around it: the value may contain quotes and line breaks.`,
		);
	}
}

/** The JSON value of a field: JSON text, or a value from an expression. */
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

/** Like {@link readJson}, but JSON text is sent verbatim, so that its numbers keep their digits. */
export function readVerbatimJson(reader: Reader, name: string, example: string): unknown {
	const given = reader.value(name);
	if (typeof given !== 'string') return readJson(reader, name, example);
	const json = new JsonText(parse(reader, given, example).text);
	return json.isHalved ? reader.refuse(halved.problem, halved.advice) : json;
}

/** Field values as a JSON object. */
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
