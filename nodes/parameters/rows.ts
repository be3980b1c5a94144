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
		read(reader, name) {
			const value = reader.value(name);
			const given = isObject(value) ? value[group] : undefined;
			return Array.isArray(given) ? given.filter(isObject).map((row) => read(row, reader)) : [];
		},
	};
}
