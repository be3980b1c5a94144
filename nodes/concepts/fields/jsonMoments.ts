import type { IDataObject } from 'n8n-workflow';

import { pointInTime } from '../../parameters/date';
import { LookUp, type Parameter, type PlainParameter } from '../../parameters/parameter';
import { byInternalName, type FieldMap } from './fieldDescription';
import { valueOfKind } from './entityNotation';
import { moduleFields } from './ofModule';

/** The values with the days and moments of date fields in the form of their field; other values are unchanged. */
function byField(values: IDataObject, fields: FieldMap, timezone: string): IDataObject {
	const read = (name: string, value: unknown): unknown => {
		const kind = fields.get(name)?.kind;
		if (kind !== 'date' && kind !== 'dateTime') return value;
		return Array.isArray(value)
			? value.map((entry) => read(name, entry))
			: (valueOfKind(kind, value, timezone) ?? value);
	};
	return Object.fromEntries(
		Object.entries(values).map(([name, value]) => [name, read(name, value)]),
	) as IDataObject;
}

/**
 * Field values of an entity, with the same days and moments in JSON as in the mapping, which stores the kinds of
 * its fields. The kinds are read once in a run, and only for JSON that contains a day or a moment.
 */
export function momentsByField(source: PlainParameter<IDataObject>): Parameter<IDataObject> {
	return {
		...source,
		async read(reader, name) {
			const values = await source.read(reader, name);
			const isTime = (value: unknown) => pointInTime(value, reader.timezone) !== undefined;
			const hasTime = Object.values(values).flat().some(isTime);
			if (reader.value('specifyFields') !== 'json' || !hasTime) return values;
			return new LookUp(async (send, _siteUrl, { businessModule }) => {
				const fields = await moduleFields(String(businessModule), send);
				return byField(values, byInternalName(fields), reader.timezone);
			});
		},
	};
}
