import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../api/json';
import {
	propertiesOf,
	titleOf,
	type Fields,
	type Labels,
	type PlainParameter,
	type Reader,
} from './parameter';

/** The rows that a field of rows holds. */
export function rowsIn(reader: Reader, name: string, group: string): IDataObject[] {
	const value = reader.value(name);
	const rows = isObject(value) ? value[group] : undefined;
	return Array.isArray(rows) ? rows.filter(isObject) : [];
}

/**
 * Rows, as many as the user adds.
 *
 * @param group under which n8n keeps them
 * @param columns the fields of each row
 * @param read checks what a row holds
 */
export function rows<T>(
	labels: Labels,
	group: string,
	columns: Fields,
	read: (row: IDataObject, reader: Reader) => T,
): PlainParameter<T[]> {
	return {
		field: {
			type: 'fixedCollection',
			default: {},
			...labels,
			typeOptions: { multipleValues: true, ...labels.typeOptions },
			options: [{ displayName: titleOf(group), name: group, values: propertiesOf(columns) }],
		},
		read: (reader, name) => rowsIn(reader, name, group).map((row) => read(row, reader)),
	};
}
