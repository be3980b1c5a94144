import type { IDataObject } from 'n8n-workflow';

import { isXmlText } from '../../api/xml';
import type { Send } from '../../api/call';
import { refuseDefects } from '../../parameters/json';
import { isMissing, refined, type PlainParameter, type Reader } from '../../parameters/parameter';
import { rows } from '../../parameters/rows';
import { optionalText, plainText } from '../../parameters/text';
import { fieldName, fieldNamesIn, fieldPicker, fieldsPicker } from './picker';
import { listKeys, unchecked, type FieldValueInput, type UncheckedFields } from './listNotation';
import type { ListValues } from './ofList';

const howCompared =
	'WorkPoint compares them as texts, and puts them into a query as they are: a value with & may not be found, and one with < is refused';

/**
 * A key value as text. The service puts it into its query unescaped (B, contract: keyEscaping): `<` would change the query,
 * and `&lt;` would be read as another text.
 */
function keyText(reader: Pick<Reader, 'refuse'>, name: string, value: unknown): string {
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

/** The names of the fields whose values tell which item is meant, and who refuses one of these values. */
interface KeyFields {
	names: string[];
	reader: UncheckedFields['reader'];
}

/** The fields that tell which item is meant; their values are among those of 'Fields'. */
export const keyFields: PlainParameter<KeyFields> = {
	field: fieldsPicker({
		displayName: 'Key Field Names or IDs',
		description: `The fields whose values together identify one item. ${howCompared}`,
		required: true,
	}),
	read(reader, name) {
		const names = fieldNamesIn(reader, name);
		return names.length === 0
			? reader.refuse('is empty', 'Choose at least one field.')
			: { names, reader };
	},
};

interface KeyedFields {
	keyFields: KeyFields;
	fields: UncheckedFields;
}

/** The values by which an operation with key fields finds its item. It refuses one by which nothing can be found. */
export function keyValuesIn({ keyFields: keys, fields }: KeyedFields): UncheckedFields {
	const { names, reader } = keys;
	const given = fields.values;
	const entries = names.map((key) => {
		const value = Object.hasOwn(given, key) ? given[key] : undefined;
		return isMissing(value)
			? reader.refuse(`names ${key}, which has no value`, "Give the field a value in 'Fields'.")
			: [key, keyText(reader, key, value)];
	});
	return { values: Object.fromEntries(entries) as IDataObject, reader };
}

/** The same in the notation of list calls. */
export async function keyFieldValues(
	values: ListValues & KeyedFields,
	send: Send,
): Promise<FieldValueInput[]> {
	return await listKeys({ ...values, keyValues: keyValuesIn(values) }, send);
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
