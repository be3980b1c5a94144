import type { ICredentialDataDecryptedObject, IDataObject, INodeProperties } from 'n8n-workflow';

import type { Base64Content } from '../api/body';
import type { Send } from '../api/call';

/** A file of the input item. */
export interface InputFile {
	fileName: string;
	mimeType: string;
	/** Size in bytes; undefined if n8n does not know it without reading the file. */
	size?: number;
	/** The content, for the body of a call. */
	content: Base64Content;
	/** File names used in the same run, by destination. */
	takenNames: Set<string>;
}

/**
 * Fails the item before any call.
 *
 * @param problem continues the quoted label of the field: "is not a GUID"
 * @param advice the fix
 */
export type Refuse = (problem: string, advice: string) => never;

/** Like {@link Refuse}, for one of several parameters, by name. */
export type RefuseOne<Name> = (name: Name, problem: string, advice: string) => never;

/** Reads the user's input, with expressions resolved, for one item or for a trigger. */
export interface Reader {
	/** The value of the field `name`; for a resource locator, the value extracted by its mode. */
	value(name: string): unknown;
	/** The field values of the resource mapper `name`, mapped manually or taken from the item. */
	mapped(name: string, mayBeEmpty: boolean): IDataObject;
	/** The file in a binary field of the item, by name, or a file from an expression; undefined if it is neither. */
	file(field: unknown): Promise<InputFile | undefined>;
	/** The names of the item's binary fields. */
	files(): string[];
	/** The node's additional credential of this type, besides the one for signing in. */
	credential(type: string): Promise<ICredentialDataDecryptedObject>;
	/** The time zone of the workflow, which applies to times without an offset. */
	timezone: string;
	/** True if the node is an agent's tool. */
	isTool: boolean;
	refuse: Refuse;
}

/** A value to be looked up in WorkPoint, such as the entity that a site belongs to. */
export class LookUp<T> {
	/**
	 * @param find sends read-only calls; rejects, through the reader, if there is no such value. `siteUrl` is the
	 * absolute URL of the WorkPoint site that the calls go to, `found` holds the values of the preceding parameters.
	 */
	constructor(
		readonly find: (send: Send, siteUrl: string, found: Record<string, unknown>) => Promise<T>,
	) {}
}

/**
 * A field as n8n shows it. Its name, and most display conditions, come from the operation that uses it. The label is
 * only given if it differs from the name in words.
 */
export type Field = Omit<INodeProperties, 'name' | 'displayName'> & { displayName?: string };

/** The settings of a parameter: the labels, and any field property besides the type. */
export type Labels = Omit<Field, 'type' | 'default' | 'options'> & Partial<Pick<Field, 'default'>>;

/** The display of a parameter in n8n. */
export interface Shown {
	field: Field;
	/** Related fields that are shown before it. */
	companions?: Fields;
	/** Whether it stands below the options, as n8n has the order of results. */
	isBelowOptions?: boolean;
}

/** Fields by name. */
export type Fields = Record<string, Shown>;

/** One user input: its display in n8n, and how to read and check it. */
export interface Parameter<T> extends Shown {
	/**
	 * The checked value, or its lookup. No call is sent before all parameters of an item are checked.
	 *
	 * @throws through `reader.refuse` if the value cannot be sent
	 */
	read(reader: Reader, name: string): T | LookUp<T> | Promise<T | LookUp<T>>;
}

/** A parameter whose value never has to be looked up. */
export interface PlainParameter<T> extends Parameter<T> {
	read(reader: Reader, name: string): T | Promise<T>;
}

export type Parameters = Record<string, Parameter<unknown>>;

/** The values read from a set of parameters. */
export type ValuesOf<P extends Parameters> = {
	[Name in keyof P]: P[Name] extends Parameter<infer T> ? T : never;
};

/** A name in words: `changeStage` becomes Change Stage. */
export function titleOf(name: string): string {
	return name.replace(/(?<!^)[A-Z]/g, ' $&').replace(/^./, (first) => first.toUpperCase());
}

/** The label of a parameter. */
export function labelOf(name: string, { field }: Shown): string {
	const inWords = titleOf(name).replace(/\b(?:Html|Id|Pdf|Url)(?=s?\b)/g, (short) =>
		short.toUpperCase(),
	);
	return field.displayName ?? inWords;
}

/** n8n's properties for parameters, each after its companions. */
export function propertiesOf(fields: Fields): INodeProperties[] {
	return Object.entries(fields).flatMap(([name, parameter]) => [
		...propertiesOf(parameter.companions ?? {}),
		{ ...parameter.field, displayName: labelOf(name, parameter), name },
	]);
}

const collections = {
	additionalFields: { displayName: 'Additional Fields', placeholder: 'Add Field' },
	options: { displayName: 'Options', placeholder: 'Add option' },
};

/** n8n's collection of optional parameters, sorted by label. */
export function collectionOf(
	name: keyof typeof collections,
	parameters: Parameters,
): INodeProperties {
	const options = propertiesOf(parameters).sort((a, b) =>
		a.displayName.localeCompare(b.displayName),
	);
	return { ...collections[name], name, type: 'collection', default: {}, options };
}

/** True for a missing or empty value. */
export function isMissing(value: unknown): value is undefined | null | '' {
	return value === undefined || value === null || value === '';
}

/** The format of a string, and the error for other strings. */
interface Form<T> {
	/** Undefined for a value in another format. */
	read(value: unknown): T | undefined;
	problem: string;
	advice: string;
}

/** A text field with a format. */
export function textWithForm<T>(
	labels: Labels,
	{ read, problem, advice }: Form<T>,
): PlainParameter<T> {
	return {
		field: { type: 'string', default: '', required: true, ...labels },
		read: (reader, name) => read(reader.value(name)) ?? reader.refuse(problem, advice),
	};
}

/** An optional version of a parameter. */
export function optional<T>(parameter: PlainParameter<T>): PlainParameter<T | undefined>;
export function optional<T>(parameter: Parameter<T>): Parameter<T | undefined>;
export function optional<T>(parameter: Parameter<T>): Parameter<T | undefined> {
	return {
		...parameter,
		field: { ...parameter.field, required: undefined },
		read: (reader, name) =>
			isMissing(reader.value(name)) ? undefined : parameter.read(reader, name),
	};
}

/** A plain parameter with an additional check or conversion of its value. */
export function refined<T, U>(
	parameter: PlainParameter<T>,
	refine: (value: T, reader: Reader) => U | Promise<U>,
): PlainParameter<U> {
	return {
		...parameter,
		read: async (reader, name) => refine(await parameter.read(reader, name), reader),
	};
}

/** A parameter that is shown and read only while other parameters have one of these values. */
export function shownWhen<T>(
	show: Record<string, Array<string | boolean>>,
	parameter: PlainParameter<T>,
): PlainParameter<T | undefined>;
export function shownWhen<T>(
	show: Record<string, Array<string | boolean>>,
	parameter: Parameter<T>,
): Parameter<T | undefined>;
export function shownWhen<T>(
	show: Record<string, Array<string | boolean>>,
	parameter: Parameter<T>,
): Parameter<T | undefined> {
	const { displayOptions } = parameter.field;
	return {
		...parameter,
		field: {
			...parameter.field,
			displayOptions: { ...displayOptions, show: { ...displayOptions?.show, ...show } },
		},
	};
}
