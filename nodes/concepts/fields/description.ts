import type { ResourceMapperField } from 'n8n-workflow';

/** What one value of a field is. */
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

/** A field of a module or list, whichever description of the service it was read from. */
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
	/** Whether a query that compares texts finds an item by its value; only the definition of the list tells. */
	canBeKey: boolean;
	/** The type and its format in the words of the service. */
	type?: string;
	format?: string;
	/** The ID of the list that a lookup points to. */
	lookupList?: string;
}

/** A field in an error: its title, with the internal name where that is another one. */
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
