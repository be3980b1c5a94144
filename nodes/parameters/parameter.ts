import type { ICredentialDataDecryptedObject, IDataObject, INodeProperties } from 'n8n-workflow';

import type { Base64Content } from '../api/body';
import type { Send } from '../api/call';

/** A file of the incoming item. */
export interface InputFile {
	fileName: string;
	mimeType: string;
	/** Size in bytes, or undefined when n8n does not know it without reading. */
	size?: number;
	/** For the body of a call. */
	content: Base64Content;
	/** The names that files of the same run have got, by where they went. */
	takenNames: Set<string>;
}

/**
 * Ends the item before any call.
 *
 * @param problem goes on after the field's label in quotes: "is not a GUID"
 * @param advice how to fix it
 */
export type Refuse = (problem: string, advice: string) => never;

/** The same for one of several parameters, by its name. */
export type RefuseOne<Name> = (name: Name, problem: string, advice: string) => never;

/** Reads what the user entered, expressions resolved: of one item, or of a trigger. */
export interface Reader {
	/** The value of the field `name`; for a resource locator, what its mode extracts. */
	value(name: string): unknown;
	/** The field values of the resource mapper `name`, mapped by hand or taken from the item. */
	mapped(name: string, mayBeEmpty: boolean): IDataObject;
	/** The file in a binary field of the item, by its name, or a file that an expression gave; undefined for neither. */
	file(field: unknown): Promise<InputFile | undefined>;
	/** The names of the item's binary fields. */
	files(): string[];
	/** What the node's credential of this type holds, beside the one that it signs in with. */
	credential(type: string): Promise<ICredentialDataDecryptedObject>;
	/** The time zone of the workflow, in which a time without an offset is meant. */
	timezone: string;
	/** Whether the node is a tool of an agent. */
	isTool: boolean;
	refuse: Refuse;
}

/** A value that only WorkPoint can tell, such as the entity that a site belongs to. */
export class LookUp<T> {
	/**
	 * @param find sends calls that only read; rejects, through the reader, when there is no such value. `siteUrl` is the
	 * absolute address of the WorkPoint site that the calls go to, `found` holds the values of the parameters before this one.
	 */
	constructor(
		readonly find: (send: Send, siteUrl: string, found: Record<string, unknown>) => Promise<T>,
	) {}
}

/**
 * A field as n8n shows it; its name comes from the operation that uses it, as do most conditions of display. Its label is
 * given only where it is not the name in words.
 */
export type Field = Omit<INodeProperties, 'name' | 'displayName'> & { displayName?: string };

/** What the kinds of parameters take: the labels, and whatever a field may have beside its type. */
export type Labels = Omit<Field, 'type' | 'default' | 'options'> & Partial<Pick<Field, 'default'>>;

/** How n8n shows a parameter. */
interface Shown {
	field: Field;
	/** Further fields that belong to it and stand before it. */
	companions?: Fields;
}

/** Fields by name. */
export type Fields = Record<string, Shown>;

/** One thing that the user fills in: how n8n shows it, and how it is read and checked. */
export interface Parameter<T> extends Shown {
	/**
	 * The checked value, or how to find it. No call is sent before all parameters of an item are checked.
	 *
	 * @throws through `reader.refuse` when the value cannot be sent
	 */
	read(reader: Reader, name: string): T | LookUp<T> | Promise<T | LookUp<T>>;
}

/** A parameter whose value never has to be looked up. */
export interface PlainParameter<T> extends Parameter<T> {
	read(reader: Reader, name: string): T | Promise<T>;
}

export type Parameters = Record<string, Parameter<unknown>>;

/** The values that a set of parameters reads to. */
export type ValuesOf<P extends Parameters> = {
	[Name in keyof P]: P[Name] extends Parameter<infer T> ? T : never;
};

/** A name in words: `changeStage` is Change Stage. */
export function titleOf(name: string): string {
	return name.replace(/(?<!^)[A-Z]/g, ' $&').replace(/^./, (first) => first.toUpperCase());
}

/** What the user reads for a parameter. */
export function labelOf(name: string, { field }: Shown): string {
	const inWords = titleOf(name).replace(/\b(?:Html|Id|Pdf|Url)(?=s?\b)/g, (short) =>
		short.toUpperCase(),
	);
	return field.displayName ?? inWords;
}

/** n8n's properties for parameters, each behind those that belong to it. */
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

/** n8n's collection of parameters that may be left out, in the order of their labels. */
export function collectionOf(
	name: keyof typeof collections,
	parameters: Parameters,
): INodeProperties {
	const options = propertiesOf(parameters).sort((a, b) =>
		a.displayName.localeCompare(b.displayName),
	);
	return { ...collections[name], name, type: 'collection', default: {}, options };
}

/** Whether a value was left out: not given, or given as nothing. */
export function isMissing(value: unknown): value is undefined | null | '' {
	return value === undefined || value === null || value === '';
}

/** A form in which a text is read, and what is told of one that has another. */
interface Form<T> {
	/** Undefined for a value that has not the form. */
	read(value: unknown): T | undefined;
	problem: string;
	advice: string;
}

/** A text field whose value has a form. */
export function textWithForm<T>(
	labels: Labels,
	{ read, problem, advice }: Form<T>,
): PlainParameter<T> {
	return {
		field: { type: 'string', default: '', required: true, ...labels },
		read: (reader, name) => read(reader.value(name)) ?? reader.refuse(problem, advice),
	};
}

/** A parameter that may be left out. */
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

/** A plain parameter with a further check of its value, or with another form of it. */
export function refined<T, U>(
	parameter: PlainParameter<T>,
	refine: (value: T, reader: Reader) => U | Promise<U>,
): PlainParameter<U> {
	return {
		...parameter,
		read: async (reader, name) => refine(await parameter.read(reader, name), reader),
	};
}

/** A parameter that is shown, and read, only while other parameters have one of these values. */
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
