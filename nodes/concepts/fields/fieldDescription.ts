import type { ResourceMapperField } from 'n8n-workflow';

/** The kind of a single value of a field. */
export type ValueKind =
	| 'text'
	| 'number'
	| 'wholeNumber'
	| 'boolean'
	| 'date'
	| 'dateTime'
	| 'lookup'
	/** A lookup that is sent as an object. */
	| 'lookupObject'
	| 'user'
	| 'term'
	| 'link'
	| 'object'
	| 'array'
	| 'json';

/** A field of a module or list, from whichever description the service returns. */
export interface FieldDescription {
	/** The internal name. */
	name: string;
	title: string;
	kind: ValueKind;
	/** Whether the field holds several values of the kind. */
	isList: boolean;
	choices: Array<string | number>;
	isRequired: boolean;
	isReadOnly: boolean;
	/** Whether forms hide it. */
	isHidden: boolean;
	/** Whether a query that compares text finds an item by its value; known only from the definition of the list. */
	canBeKey: boolean;
	/** The service's own name of the type and its format. */
	type?: string;
	format?: string;
	/** The ID of the list that a lookup points to. */
	lookupList?: string;
}

/** The name of a field in errors: its title, with the internal name if that differs. */
export function fieldLabel(name: string, title: string = name): string {
	return title === name ? `"${name}"` : `"${title}" (${name})`;
}

/** The fields of a module or list by internal name. */
export type FieldMap = ReadonlyMap<string, FieldDescription>;

export function byInternalName(fields: FieldDescription[]): FieldMap {
	return new Map(fields.map((field) => [field.name, field]));
}

/** A field of the mapping. n8n stores it with the workflow, so a run knows the kind without asking WorkPoint. */
export interface MappedField extends ResourceMapperField {
	valueKind: ValueKind;
	isList: boolean;
}
