import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Base64Content } from '../../shared/body';
import type { Send } from '../../shared/request';

/** A file of the incoming item. */
export interface InputFile {
	fileName: string;
	mimeType: string;
	/** Size in bytes, or undefined when n8n does not know it without reading. */
	size?: number;
	/** For the body of a call. */
	content: Base64Content;
}

/** Reads what the user entered for one item, expressions resolved. */
export interface Reader {
	/** The value of the field `name`; for a resource locator, what its mode extracts. */
	value(name: string): unknown;
	/** The field values of the resource mapper `name`, mapped by hand or taken from the item. */
	mapped(name: string, mayBeEmpty: boolean): IDataObject;
	/** The file in the binary field `field` of the item, or undefined when there is none. */
	file(field: string): Promise<InputFile | undefined>;
	/** Sends a call that only reads, to find out what the user means. */
	send: Send;
	/**
	 * Ends the item before any call.
	 *
	 * @param problem goes on after the field's label in quotes: "is not a GUID"
	 * @param advice how to mend it
	 */
	refuse(problem: string, advice: string): never;
}

/** A field as n8n shows it; its name comes from the operation that uses it, as do most conditions of display. */
export type Field = Omit<INodeProperties, 'name'>;

/** One thing that the user fills in: how n8n shows it, and how it is read and checked. */
export interface Parameter<T> {
	field: Field;
	/** Further fields that belong to it and stand before it. */
	companions?: INodeProperties[];
	/**
	 * The checked value.
	 *
	 * @throws through `reader.refuse` when the value cannot be sent
	 */
	read(reader: Reader, name: string): T | Promise<T>;
	/** Names the thing that a call changes: calls for the same thing keep the order of the items. */
	identifies?: boolean;
}

export type Parameters = Record<string, Parameter<unknown>>;

/** The values that a set of parameters reads to. */
export type ValuesOf<P extends Parameters> = {
	[Name in keyof P]: P[Name] extends Parameter<infer T> ? T : never;
};
