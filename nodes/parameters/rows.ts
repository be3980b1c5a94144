import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { isObject } from '../api/json';
import type { Field, Labels, Reader } from './parameter';

/** A field of rows, as many as the user adds; n8n keeps them under the name of their group. */
export function rowsField(
	labels: Labels,
	group: { displayName: string; name: string },
	values: INodeProperties[],
): Field {
	return {
		type: 'fixedCollection',
		default: {},
		...labels,
		typeOptions: { multipleValues: true, ...labels.typeOptions },
		options: [{ ...group, values }],
	};
}

/** The rows that such a field holds. */
export function rowsIn(reader: Reader, name: string, group: string): IDataObject[] {
	const value = reader.value(name);
	const rows = isObject(value) ? value[group] : undefined;
	return Array.isArray(rows) ? rows.filter(isObject) : [];
}
