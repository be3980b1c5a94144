import type { IDataObject, ResourceMapperTypeOptions, ResourceMapperValue } from 'n8n-workflow';

import { isXmlText } from '../../api/xml';
import type { Send } from '../../api/call';
import { refuseDefects } from '../../parameters/jsonInput';
import {
	isMissing,
	refined,
	shownWhen,
	type PlainParameter,
	type Reader,
} from '../../parameters/parameter';
import { rows } from '../../parameters/rows';
import { optionalText, plainText } from '../../parameters/text';
import { fieldName, fieldNamesIn, fieldPicker, fieldsPicker } from './picker';
import {
	listKeys,
	uncheckedFields,
	type FieldValueInput,
	type UncheckedFields,
} from './listNotation';
import type { ListValues } from './ofList';

const howCompared =
	'WorkPoint compares them as text and puts them into a query unescaped: a value with & may not be found, one with < is refused';

/**
 * A key value as text. The service inserts it into its query unescaped (B, contract: keyEscaping): `<` would change the query,
 * and `&lt;` would be read as other text.
 */
function keyText(reader: Pick<Reader, 'refuse'>, name: string, value: unknown): string {
	refuseDefects(reader, value, name);
	const text = plainText(value);
	if (text === undefined)
		return reader.refuse(
			`has a value for "${name}" that is not text or number`,
			'Use a field that holds one text value or number.',
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

/** Field values, some of which identify the item. */
interface MatchedFields extends UncheckedFields {
	/** The fields chosen in the mapping as keys, with their labels; none for values from JSON. */
	matchedOn: Array<{ name: string; label: string }>;
}

/** Field values of an item that some of them identify. These are chosen in the mapping, as in n8n's own nodes. */
export function withKeys(fields: PlainParameter<IDataObject>): PlainParameter<MatchedFields> {
	const { read, field } = uncheckedFields(fields);
	const { resourceMapper, ...typeOptions } = field.typeOptions ?? {};
	return {
		...fields,
		field: {
			...field,
			typeOptions: {
				...typeOptions,
				resourceMapper: {
					...resourceMapper,
					mode: 'upsert',
					multiKeyMatch: true,
					matchingFieldsLabels: {
						title: 'Fields to Match On',
						description: `The fields whose values together identify one item. ${howCompared}.`,
						hint: 'If an item has these values, it is updated; otherwise one is created',
					},
				} as ResourceMapperTypeOptions,
			},
		},
		async read(reader, name) {
			if (reader.value('specifyFields') === 'json')
				return { ...(await read(reader, name)), matchedOn: [] };
			const { matchingColumns, schema } = (reader.value(name) ?? {}) as ResourceMapperValue;
			const labels = new Map((schema ?? []).map(({ id, displayName }) => [id, displayName]));
			const matchedOn = (matchingColumns ?? []).map((key) => ({
				name: fieldName(reader, key),
				label: labels.get(key) ?? key,
			}));
			return matchedOn.length === 0
				? reader.refuse(
						'has no field to match on',
						"Choose at least one under 'Fields to Match On'.",
					)
				: { ...(await read(reader, name)), matchedOn };
		},
	};
}

/** The fields that identify the item, for values from JSON. */
export const keyFields = shownWhen<KeyFields>(
	{ specifyFields: ['json'] },
	{
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
	},
);

/** The names of the fields that identify the item, and the function that refuses one of them. */
interface KeyFields {
	names: string[];
	reader: UncheckedFields['reader'];
}

interface KeyedFields {
	fields: MatchedFields;
	keyFields?: KeyFields;
}

/** The values by which an operation with key fields finds its item. A value that cannot find anything is refused. */
export function keyValuesIn({ fields, keyFields: given }: KeyedFields): UncheckedFields {
	const { values, reader, matchedOn } = fields;
	const keys = given?.names.map((name) => ({ name, label: name })) ?? matchedOn;
	const entries = keys.map(({ name, label }) => {
		const value = Object.hasOwn(values, name) ? values[name] : undefined;
		return isMissing(value)
			? reader.refuse(
					`has no value for "${label}", by which the item is found`,
					'Give the field a value, or find the item by another field.',
				)
			: [name, keyText(reader, label, value)];
	});
	return {
		values: Object.fromEntries(entries) as IDataObject,
		reader: given?.reader ?? reader,
	};
}

/** The same in the notation of list calls. */
export async function keyFieldValues(
	values: ListValues & KeyedFields,
	send: Send,
): Promise<FieldValueInput[]> {
	return await listKeys({ ...values, keyValues: keyValuesIn(values) }, send);
}

/** The values that together identify one item. */
export const keyValues = uncheckedFields(
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
