import { refusal } from '../server/errors';
import type { Schemas } from '../server/handlers';
import { asItIs, fits, kinds } from '../tenant/kinds';
import type { FieldSeed } from '../tenant/modules';
import type { State } from '../tenant/state';

function parseValue(
	state: State,
	field: FieldSeed | undefined,
	{ Value, LookupListFieldNameKeys: keys = [] }: Schemas['FieldValueInput'],
): unknown {
	if (field === undefined) throw refusal('The given key was not present in the dictionary.');
	const { name, kind, required, isMulti } = field;
	if (Value === null || Value === '') {
		if (required) throw refusal('A value is required.');
		return isMulti ? [] : null;
	}
	const {
		fromText = asItIs,
		fromScalar = () => undefined,
		fromObject = () => undefined,
		mistake,
	} = kinds[kind];
	const parse = () => {
		const parseText = (text: string) => fromText(text, field, keys, state);
		if (typeof Value === 'string')
			return isMulti ? Value.split(';#').map(parseText) : parseText(Value);
		if (isMulti) return Array.isArray(Value) ? Value.map(fromObject) : undefined;
		const isScalar = typeof Value === 'number' || typeof Value === 'boolean';
		return isScalar ? fromScalar(Value) : fromObject(Value);
	};
	const value = parse();
	if (!fits(field, value))
		throw refusal(
			mistake?.(Value, name) ?? `The value (${String(Value)}) for the field '${name}' is not valid`,
		);
	return value;
}

/**
 * Converts the values of a list call to the sandbox's form; an empty string or null clears a field.
 *
 * @throws {ApiFailure} with the engine's message, which ends with the name of the field
 */
export function parseListValues(
	state: State,
	fields: FieldSeed[],
	inputs: Array<Schemas['FieldValueInput']>,
): Record<string, unknown> {
	const read = inputs
		.filter(({ InternalFieldName }) => InternalFieldName.toLowerCase() !== 'id')
		.map((input): [string, unknown] => {
			const name = input.InternalFieldName;
			try {
				const field = fields.find((candidate) => candidate.name === name);
				return [name, parseValue(state, field, input)];
			} catch (error) {
				throw refusal(
					`Error in WorkPoint.Integration.Common.ListItemMethods.SetFieldValues(): ${(error as Error).message}\r\nCurrent field: ${name}`,
				);
			}
		});
	return Object.fromEntries(read);
}
