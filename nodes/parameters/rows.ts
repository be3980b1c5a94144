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
 * A repeatable group of fields.
 *
 * @param group the name of the group in n8n's value
 * @param columns the fields of each row
 * @param read reads and checks a row
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
