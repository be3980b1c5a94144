/**
 * The contract as tests, sandbox and scripts read it: loaded from its file, references followed, operations in one list.
 * Nothing of it is published: the nodes know the generated types and values alone.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export const root = join(__dirname, '..');
export const contractFile = join(__dirname, 'workpoint365.openapi.yaml');

/** What the tests look at in a schema of OpenAPI 3.1 or Swagger 2. */
export interface Schema {
	$ref?: string;
	type?: string | string[];
	format?: string;
	enum?: string[];
	required?: string[];
	minimum?: number;
	properties?: Record<string, Schema>;
	items?: Schema;
	anyOf?: Schema[];
	allOf?: Schema[];
	additionalProperties?: boolean | Schema;
	/** Marks an object that the service keeps whatever its members are. */
	'x-free'?: boolean;
	'x-enum-values'?: Record<string, number>;
}

export interface ContractParameter {
	$ref?: string;
	name: string;
	in: string;
	required?: boolean;
	/** OpenAPI 3: the schema. Swagger 2: only of a body; other parameters are schemas themselves. */
	schema?: Schema;
}

export interface ContractOperation {
	operationId: string;
	summary?: string;
	tags?: string[];
	parameters?: ContractParameter[];
	requestBody?: { required?: boolean; content: Record<string, { schema: Schema }> };
	responses: Record<
		string,
		{ $ref?: string; schema?: Schema; content?: Record<string, { schema: Schema }> }
	>;
	'x-evidence'?: { grade?: string; source?: string };
	/** The guesses that the operation rests on. */
	'x-guess'?: string | string[];
	/** Marks a GET that changes something, so that it is never repeated. */
	'x-changes'?: boolean;
}

const verbs = ['get', 'post', 'put', 'patch', 'delete'] as const;
type Verb = (typeof verbs)[number];

export type PathItem = Partial<Record<Verb, ContractOperation>> & {
	parameters?: ContractParameter[];
};

export interface ApiDocument {
	paths: Record<string, PathItem>;
	webhooks?: Record<string, PathItem>;
	components?: { schemas: Record<string, Schema> };
	/** Swagger 2 only. */
	definitions?: Record<string, Schema>;
	'x-guesses'?: Record<string, GuessEntry>;
}

/** What the evidence leaves open. */
export interface GuessEntry {
	grade: string;
	guess: string;
	/** What each possible reading means, by name; the nodes take the first for granted. */
	readings: Record<string, string>;
}

export const contractText = readFileSync(contractFile, 'utf8');

/** The file shares what is common by merge keys (`<<`) and by many aliases. */
export const contract = parse(contractText, { merge: true, maxAliasCount: -1 }) as ApiDocument;

/** A copy of the contract of its own, for those who change it. */
export const readContract = () => structuredClone(contract);

export interface LocatedOperation {
	/** Verb and path, such as `GET /api/BusinessModules`. */
	name: string;
	operation: ContractOperation;
	/** Those of the path and those of the operation. */
	parameters: ContractParameter[];
}

/** Every operation below the paths of a document. */
export function operationsOf(
	document: ApiDocument,
	paths: Record<string, PathItem> = document.paths,
): LocatedOperation[] {
	return Object.entries(paths).flatMap(([path, item]) =>
		verbs.flatMap((verb) => {
			const operation = item[verb];
			if (operation === undefined) return [];
			const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])];
			return [
				{
					name: `${verb.toUpperCase()} ${path}`,
					operation,
					parameters: parameters.map((parameter) => follow(document, parameter)),
				},
			];
		}),
	);
}

/** What a reference within the document points to, or the thing itself when it is none. */
export function follow<T extends { $ref?: string }>(document: ApiDocument, thing: T): T {
	if (thing.$ref === undefined) return thing;
	const target = thing.$ref
		.replace(/^#\//, '')
		.split('/')
		.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], document);
	if (target === undefined) throw new Error(`${thing.$ref} points nowhere.`);
	return follow(document, target as T);
}

/** Every object in a document, whatever its depth. */
export function everyObject(value: unknown): Array<Record<string, unknown>> {
	if (typeof value !== 'object' || value === null) return [];
	const inside = Object.values(value).flatMap(everyObject);
	return Array.isArray(value) ? inside : [value as Record<string, unknown>, ...inside];
}
