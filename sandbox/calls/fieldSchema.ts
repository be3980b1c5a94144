import { asIs } from '../server/asIs';
import { refusal } from '../server/errors';
import type { Schemas } from '../server/handlers';
import { asItIs, fits, kinds } from '../tenant/kinds';
import type { FieldSeed } from '../tenant/modules';
import type { Dialect } from '../dialect';

/** The key of a field in the calls for entities. */
const keyOf = ({ name, title }: FieldSeed, dialect: Dialect) =>
	dialect.is('entityFieldKeys', 'displayNames') ? title : name;

/** The answer of `GetEntityFieldSchema` in the active dialect. */
export function entityFieldSchema(
	fields: FieldSeed[],
	dialect: Dialect,
): Schemas['EntityFieldSchema'] {
	const hasLists = dialect.is('fieldSchema', 'typeLists');
	const shown = (field: FieldSeed) => {
		const one = kinds[field.kind].schema(field, dialect);
		const schema = field.isMulti ? { type: 'array', items: one } : one;
		return { ...schema, title: field.title, ...(hasLists && { type: [schema.type, 'null'] }) };
	};
	const schema = {
		type: 'object',
		properties: Object.fromEntries(fields.map((field) => [keyOf(field, dialect), shown(field)])),
		required: fields.filter(({ required }) => required).map((field) => keyOf(field, dialect)),
	};
	if (dialect.is('fieldSchema', 'otherCase')) return asIs({ JsonItems: schema });
	if (dialect.is('fieldSchema', 'jsonText')) return { jsonItems: JSON.stringify(schema) };
	if (dialect.is('fieldSchema', 'underSchema')) return { jsonItems: { schema } };
	return { jsonItems: dialect.is('fieldSchema', 'unreadable') ? null : schema };
}

/**
 * Converts written values to the sandbox's form; an empty string or null clears a field.
 *
 * @throws {ApiFailure} naming the field, as the service does
 */
export function readFieldValues(
	fields: FieldSeed[],
	values: Record<string, unknown>,
	dialect: Dialect,
): Record<string, unknown> {
	const read = Object.entries(values).map(([key, value]): [string, unknown] => {
		const refused = (why: string) => refusal(`${why} Current field: ${key}`);
		const field = fields.find((candidate) => keyOf(candidate, dialect) === key);
		if (field === undefined) throw refused('The field does not exist.');
		const isEmpty = value === null || value === '';
		if (field.required && isEmpty) throw refused('A value is required.');
		if (isEmpty) return [field.name, value];
		const { fromEntity = asItIs } = kinds[field.kind];
		const kept =
			field.isMulti && Array.isArray(value)
				? value.map((one) => fromEntity(one, dialect))
				: fromEntity(value, dialect);
		if (!fits(field, kept)) throw refused('The value cannot be used for this type of field.');
		return [field.name, kept];
	});
	return Object.fromEntries(read);
}
