import type { IDataObject } from 'n8n-workflow';

import { isXmlText } from '../../api/xml';
import { refuseDefects } from '../../parameters/json';
import { isMissing, refined, type PlainParameter, type Reader } from '../../parameters/parameter';
import { rows } from '../../parameters/rows';
import { optionalText, plainText } from '../../parameters/text';
import { fieldName, fieldNamesIn, fieldPicker, fieldsPicker } from './picker';
import { unchecked, type UncheckedFields } from './listNotation';

const howCompared =
	'WorkPoint compares them as texts, and puts them into a query as they are: a value with & may not be found, and one with < is refused';

/**
 * A key value as text. The service puts it into its query unescaped (B, contract: keyEscaping): `<` would change the query,
 * and `&lt;` would be read as another text.
 */
function keyText(reader: Reader, name: string, value: unknown): string {
	refuseDefects(reader, value, name);
	const text = plainText(value);
	if (text === undefined)
		return reader.refuse(
			`has a value for "${name}" that is not a text or number`,
			'Use a field that holds one text or number.',
		);
	const problem =
		(text.includes('<') && '<') ||
		(/&(?:#?\w+);/.test(text) && 'an XML entity') ||
		(!isXmlText(text) && 'a character that no query can hold');
	return problem
		? reader.refuse(
				`has a value for "${name}" with ${problem}, by which WorkPoint cannot find an item`,
				'Use another field as key, or remove the character.',
			)
		: text;
}

/** The fields whose values, taken from `fields`, tell which item is meant. */
export function keyFieldsOf(source: PlainParameter<IDataObject>): PlainParameter<UncheckedFields> {
	return unchecked({
		field: fieldsPicker({
			displayName: 'Key Field Names or IDs',
			description: `The fields whose values together identify one item. ${howCompared}`,
			required: true,
		}),
		async read(reader, name) {
			const names = fieldNamesIn(reader, name);
			if (names.length === 0) return reader.refuse('is empty', 'Choose at least one field.');
			const values = await source.read(reader, 'fields');
			return Object.fromEntries(
				names.map((key) => {
					const value = Object.hasOwn(values, key) ? values[key] : undefined;
					return isMissing(value)
						? reader.refuse(
								`names ${key}, which has no value`,
								"Give the field a value in 'Fields'.",
							)
						: [key, keyText(reader, key, value)];
				}),
			);
		},
	});
}

/** The values that together identify one item. */
export const keyValues = unchecked(
	refined(
		rows(
			{
				placeholder: 'Add Key',
				required: true,
				description: `The values that together identify one item. ${howCompared}.`,
			},
			'keys',
			{
				field: fieldPicker,
				value: optionalText({
					placeholder: 'e.g. 10001',
					description: 'The value of the field as text',
				}),
			},
			(row) => row,
		),
		(keys, reader) => {
			const isComplete = (row: IDataObject) => !isMissing(row.field) && !isMissing(row.value);
			if (keys.length === 0 || !keys.every(isComplete))
				return reader.refuse('has no key or one without a value', 'Enter a field and its value.');
			return Object.fromEntries(
				keys.map(({ field, value }) => {
					const key = fieldName(reader, field);
					return [key, keyText(reader, key, value)];
				}),
			);
		},
	),
);
