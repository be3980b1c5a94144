import type {
	FieldType,
	ILoadOptionsFunctions,
	INodePropertyOptions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';

import { Editor } from '../parameters/editor';

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
	/** The type and its format in the words of the service. */
	type?: string;
	format?: string;
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

/** How the editor asks for a value; what n8n has no input for is entered as text. */
const inputTypes: Record<ValueKind, FieldType> = {
	text: 'string',
	number: 'number',
	wholeNumber: 'number',
	boolean: 'boolean',
	date: 'dateTime',
	dateTime: 'dateTime',
	lookup: 'string',
	lookupObject: 'string',
	user: 'string',
	term: 'string',
	link: 'string',
	object: 'object',
	array: 'array',
	json: 'string',
};

/**
 * What to enter where the input does not tell it. n8n shows nothing but the label of a mapped field, and little of
 * that.
 */
const inputHints: Partial<Record<ValueKind, string>> = {
	lookup: 'ID',
	lookupObject: 'ID',
	user: 'e-mail',
	term: 'term',
	link: 'web address',
	object: 'JSON object',
	array: 'JSON array',
	json: 'JSON',
};

/** Characters that the choices of a list may take in its label. */
const choicesLimit = 60;

function hintFor({ kind, isList, choices }: FieldDescription): string | undefined {
	const hint = inputHints[kind];
	if (!isList) return hint;
	const all = choices.join('; ');
	if (all !== '' && all.length <= choicesLimit) return `several: ${all}`;
	return `several: ${hint ?? 'value'}; ${hint ?? 'value'}`;
}

function toMappedField(field: FieldDescription, isCreation: boolean): MappedField {
	const { name, title, kind, isList, choices } = field;
	const hint = hintFor(field);
	const hasOptions = choices.length > 0 && !isList;
	const options = choices.map((choice): INodePropertyOptions => ({
		name: String(choice),
		value: choice,
	}));
	return {
		id: name,
		displayName: hint === undefined ? title : `${title} (${hint})`,
		type: isList ? 'string' : hasOptions ? 'options' : inputTypes[kind],
		required: isCreation && field.isRequired,
		display: !field.isHidden,
		defaultMatch: false,
		canBeUsedToMatch: false,
		// n8n takes a stored mapping for outdated when a field does not say both of these.
		readOnly: false,
		removed: false,
		...(hasOptions ? { options } : {}),
		valueKind: kind,
		isList,
	};
}

/**
 * A method of the node that gives the fields for the mapping: those that can be set. Only what makes a new item requires
 * any.
 *
 * @param read the fields of what is chosen in the editor; undefined while nothing is, which the notice tells
 */
export function fieldMapping(
	emptyFieldsNotice: string,
	read: (editor: Editor) => Promise<FieldDescription[] | undefined>,
) {
	return ({ isCreation }: { isCreation: boolean }) =>
		async function (this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
			const fields = await read(new Editor(this));
			if (fields === undefined) return { fields: [], emptyFieldsNotice };
			const settable = fields.filter(({ isReadOnly }) => !isReadOnly);
			return { fields: settable.map((field) => toMappedField(field, isCreation)) };
		};
}
