import type { Guesses } from '../../../../../contract/workpoint365';
import { call, type Schemas } from '../../../../api/call';
import { isObject, member, unchecked, objectsIn } from '../../../../api/json';
import type { ValueKind } from '../../../../concepts/fields/fieldDescription';
import { fieldsIn } from '../../../../concepts/fields/ofModule';
import { guess, type Check } from './check';
import { columnsWithFields } from './samples';

function schemaReading(answer: unknown): Guesses['fieldSchema'] {
	if (fieldsIn(answer) === undefined || !isObject(answer)) return 'unreadable';
	const { jsonItems } = unchecked<Schemas['EntityFieldSchema']>(answer);
	const inner = jsonItems ?? member<Schemas['EntityFieldSchema']>(answer, 'jsonItems');
	if (typeof inner === 'string') return 'jsonText';
	if (jsonItems === undefined) return 'otherCase';
	if (!isObject(inner)) return 'unreadable';
	if (isObject(inner.schema)) return 'underSchema';
	return /"type":\[/.test(JSON.stringify(inner)) ? 'typeLists' : 'swagger2';
}

/** A check of the form that values have, by the schema's fields for the columns of a kind. */
function formCheck<G extends 'entityPersons' | 'entityLookups' | 'entityTerms'>(
	name: G,
	columnKind: ValueKind,
	readings: Partial<Record<ValueKind, Guesses[G]>>,
): Check {
	return guess(name, async ({ moduleId, fields, send }) => {
		const columns = await columnsWithFields(moduleId, fields, send);
		const column = columns.find((one) => one.kind === columnKind && fields.includes(one.field));
		return column && readings[column.field.kind];
	});
}

const itemIds = { wholeNumber: 'itemId', number: 'itemId' } as const;

/** The notation of field values in the calls for entities, as far as their schema contains it. */
export const fieldChecks: Check[] = [
	guess('fieldSchema', async (facts) => {
		const route = 'GET /api/Entity/{businessModuleId}/GetEntityFieldSchema';
		const path = { businessModuleId: facts.moduleId };
		const answer: unknown = await facts.send(call(route, { path }));
		facts.known.fields = fieldsIn(answer);
		return schemaReading(answer);
	}),
	guess('entityFieldKeys', async ({ fields, items }) => {
		const names = new Set(fields.map(({ name }) => name));
		const values = items.flatMap(({ FieldValues }) => objectsIn(FieldValues));
		// A field whose title is its internal name as well shows nothing.
		const told = values.filter(
			({ InternalFieldName, DisplayFieldName }) =>
				DisplayFieldName && InternalFieldName && DisplayFieldName !== InternalFieldName,
		);
		const has = (name: 'InternalFieldName' | 'DisplayFieldName') =>
			told.some((one) => names.has(one[name] ?? ''));
		if (has('InternalFieldName')) return 'internalNames';
		return has('DisplayFieldName') ? 'displayNames' : undefined;
	}),
	formCheck('entityPersons', 'user', { user: 'object', text: 'loginName', wholeNumber: 'itemId' }),
	formCheck('entityLookups', 'lookup', { ...itemIds, lookupObject: 'object', object: 'object' }),
	formCheck('entityTerms', 'term', { term: 'object', text: 'label' }),
];
