import type { INodePropertyMode } from 'n8n-workflow';

import { guid, guidExample } from './guid';
import { itemNumber } from './number';
import type { Parameter, PlainParameter, Reader } from './parameter';
import { plainText } from './text';

/** A type of ID: its format in the editor, and how to read it. */
export interface IdKind<T> {
	/** The label and name of its mode, if not "By ID". */
	mode?: {
		displayName: string;
		name: string;
		/** A sentence about what to enter, for the description. */
		form?: string;
	};
	/** Continues "is not …", such as "a GUID". */
	expected: string;
	example: string;
	/** Advice on finding the ID. */
	hint?: string;
	/** Checked by n8n in the editor and before a run. */
	regex: string;
	read(value: unknown): T | undefined;
}

export const guidId: IdKind<string> = {
	expected: 'a GUID',
	example: guidExample,
	regex: '^\\s*\\{?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\}?\\s*$',
	read: guid,
};

export const positiveId: IdKind<number> = {
	expected: 'a positive whole number',
	example: '42',
	regex: '^\\s*[1-9][0-9]*\\s*$',
	read: itemNumber,
};

/** Content type IDs are hexadecimal numbers (SharePoint). */
export const contentTypeId: IdKind<string> = {
	expected: 'a content type ID, which starts with 0x',
	example: '0x0100A1B2C3D4',
	regex: '^\\s*0[xX][0-9a-fA-F]+\\s*$',
	read: (value) => /^\s*(0x[0-9a-f]+)\s*$/i.exec(plainText(value) ?? '')?.[1],
};

interface PlainLocatorSettings<T> {
	displayName: string;
	/** Without a final period. */
	description: string;
	/** The search method of the picker; it is defined in the file of the concept. */
	searchListMethod: string;
	id: IdKind<T>;
	/** The parameters that the list depends on. The picker appears once they are chosen. */
	dependsOn?: string[];
	/** Additional modes, such as by URL. */
	modes?: INodePropertyMode[];
	/** True in a collection, whose members n8n shows by other rules. */
	isInCollection?: boolean;
}

interface LocatorSettings<T> extends PlainLocatorSettings<T> {
	/** Reads the text of an additional mode; undefined if it is invalid. */
	readOther(text: string, reader: Reader): ReturnType<Parameter<T>['read']> | undefined;
}

function formOf<T>({ mode, expected }: IdKind<T>): string {
	return mode === undefined ? `Its ID is ${expected}.` : (mode.form ?? '');
}

/** Shows a parameter once the others are chosen: n8n compares a locator by its value. */
function whenChosen(parameters: string[]) {
	return parameters.length === 0
		? {}
		: { displayOptions: { hide: Object.fromEntries(parameters.map((name) => [name, ['']])) } };
}

/** A picker for one thing: from a list, by ID, or in an additional mode. */
export function locator<T>(settings: LocatorSettings<T>): Parameter<T>;
export function locator<T>(settings: PlainLocatorSettings<T>): PlainParameter<T>;
export function locator<T>(
	settings: PlainLocatorSettings<T> & Partial<LocatorSettings<T>>,
): Parameter<T> {
	const { displayName, description, searchListMethod, id, dependsOn = [], modes = [] } = settings;
	return {
		field: {
			displayName,
			description: `${description}. ${formOf(id)}`.trim(),
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			required: true,
			...(dependsOn.length > 0
				? { typeOptions: { loadOptionsDependsOn: dependsOn.map((name) => `${name}.value`) } }
				: {}),
			...(settings.isInCollection ? {} : whenChosen(dependsOn)),
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					typeOptions: { searchListMethod, searchable: true },
				},
				{
					displayName: id.mode?.displayName ?? 'By ID',
					name: id.mode?.name ?? 'id',
					type: 'string',
					placeholder: `e.g. ${id.example}`,
					hint: id.hint,
					validation: [
						{
							type: 'regex',
							properties: {
								regex: id.regex,
								errorMessage: `'${displayName}' is not ${id.expected}`,
							},
						},
					],
				},
				...modes,
			],
		},
		read(reader, name) {
			const value = reader.value(name);
			const known = id.read(value);
			if (known !== undefined) return known;
			const text = plainText(value);
			const other = text === undefined ? undefined : settings.readOther?.(text, reader);
			if (other !== undefined) return other;
			return reader.refuse(
				`is not ${id.expected}`,
				`Pick it from the list, or enter ${id.mode ? id.expected : 'its ID'}.`,
			);
		},
	};
}
