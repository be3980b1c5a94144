import { isMissing, type Field, type Reader } from '../../parameters/parameter';
import { plainText } from '../../parameters/text';

const loading = {
	loadOptionsMethod: 'getFieldNames',
	loadOptionsDependsOn: ['businessModule.value', 'entity.value', 'list.value', 'libraryName.value'],
};

const howToChoose =
	'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>';

/** A field of the module or list, in a row of conditions, of an order or of keys. */
export const fieldPicker: { field: Field } = {
	field: {
		displayName: 'Field Name or ID',
		type: 'options',
		typeOptions: loading,
		default: '',
		description:
			'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	},
};

/** Several fields of the module or list. */
export function fieldsPicker(labels: {
	displayName: string;
	/** Without final period. */
	description: string;
	required?: boolean;
}): Field {
	return {
		...labels,
		type: 'multiOptions',
		typeOptions: loading,
		default: [],
		description: `${labels.description}. ${howToChoose}.`,
	};
}

/** A field's internal name. It becomes part of XML, so its characters are checked. */
export function fieldName(reader: Reader, value: unknown): string {
	const name = (plainText(value) ?? '').trim();
	return /^[\w.-]+$/.test(name)
		? name
		: reader.refuse(
				name === '' ? 'has a row without a field' : `names no field: "${name}"`,
				'Pick the field from the list, or enter its internal name, such as Title.',
			);
}

/** The internal names in a picker of several fields: a list, or a string with commas. */
export function fieldNamesIn(reader: Reader, name: string): string[] {
	const value = reader.value(name);
	const names: unknown[] = Array.isArray(value) ? value : (plainText(value) ?? '').split(',');
	return names.filter((one) => !isMissing(one)).map((one) => fieldName(reader, one));
}
