/**
 * What an operation says, as comparable facts: OpenAPI 3.1 (ours) and Swagger 2 (the vendor's) say the same things in
 * different places.
 *
 * Null is left out, because Swagger 2 cannot say it, and so are bounds and patterns: the contract is stricter there on
 * purpose, since the vendor's swagger has none.
 */
import {
	type ApiDocument,
	follow,
	type LocatedOperation,
	type Schema,
} from '../../contract/contractDocument';

/** Facts by what they are about, such as `body.EntityId` → `required integer int32`. */
export type Facts = Record<string, string>;

/** The facts of one operation: its ID, parameters, body and successful answer. */
export function factsOf(document: ApiDocument, { operation, parameters }: LocatedOperation): Facts {
	const facts: Facts = { operationId: operation.operationId };
	for (const parameter of parameters) {
		const { name, in: place, required = false } = parameter;
		if (place === 'body') {
			describe(document, facts, 'body', parameter.schema ?? {}, required);
		} else {
			const schema = parameter.schema ?? (parameter as Schema);
			describe(document, facts, `${place} ${name}`, { ...schema, required: undefined }, required);
		}
	}
	const { requestBody, responses } = operation;
	for (const { schema } of Object.values(requestBody?.content ?? {}))
		describe(document, facts, 'body', schema, requestBody?.required);
	for (const status of Object.keys(responses).filter((key) => key.startsWith('2'))) {
		const response = follow(document, responses[status] ?? {});
		const schema = response.schema ?? response.content?.['application/json']?.schema;
		describe(document, facts, status, schema ?? {}, true);
	}
	return facts;
}

/** The facts of a schema, under a name of its own. */
export function factsOfSchema(document: ApiDocument, name: string, schema: Schema): Facts {
	const facts: Facts = {};
	describe(document, facts, name, schema, true);
	return facts;
}

function describe(
	document: ApiDocument,
	facts: Facts,
	name: string,
	given: Schema,
	required = false,
): void {
	const schema = withoutNull(document, follow(document, given));
	const words = [
		required ? 'required' : 'optional',
		schema.anyOf ? 'any of several' : [schema.type ?? 'anything'].flat().join(' or '),
		schema.format,
		schema.enum && `one of ${[...schema.enum].sort().join(' ')}`,
	];
	facts[name] = words.filter(Boolean).join(' ');
	if (schema.items) describe(document, facts, `${name}[]`, schema.items, true);
	for (const [member, inner] of Object.entries(schema.properties ?? {}))
		describe(document, facts, `${name}.${member}`, inner, schema.required?.includes(member));
}

function withoutNull(document: ApiDocument, schema: Schema): Schema {
	if (Array.isArray(schema.type)) {
		const type = schema.type.filter((one) => one !== 'null');
		return { ...schema, type: type.length === 1 ? type[0] : type };
	}
	const choices = schema.anyOf?.filter((choice) => choice.type !== 'null');
	return choices?.length === 1 && choices[0]
		? withoutNull(document, follow(document, choices[0]))
		: schema;
}

/** One line for each fact on which two sides differ. */
export function differences(about: string, vendor: Facts, ours: Facts): string[] {
	const names = [...new Set([...Object.keys(vendor), ...Object.keys(ours)])];
	return names
		.filter((name) => vendor[name] !== ours[name])
		.map((name) => `${about} ${name}: ${vendor[name] ?? 'nothing'} → ${ours[name] ?? 'nothing'}`);
}
