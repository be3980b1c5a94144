import { XMLBuilder } from 'fast-xml-parser';

import { lookupTarget } from './plainLists';
import type { FieldKind, FieldSeed } from './modules';

/** The names of SharePoint's column types. */
export const columnTypes: Record<FieldKind, string> = {
	text: 'Text',
	note: 'Note',
	choice: 'Choice',
	multiChoice: 'MultiChoice',
	number: 'Number',
	currency: 'Currency',
	boolean: 'Boolean',
	date: 'DateTime',
	dateTime: 'DateTime',
	user: 'User',
	multiUser: 'UserMulti',
	lookup: 'Lookup',
	multiLookup: 'LookupMulti',
	term: 'TaxonomyFieldType',
	multiTerm: 'TaxonomyFieldTypeMulti',
	hyperlink: 'URL',
	calculated: 'Calculated',
	location: 'Geolocation',
};

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@' });

const trueWhen = (name: string, flag: boolean) => (flag ? { [`@${name}`]: 'TRUE' } : {});

/** SharePoint's own definition of a column: here alone it tells choices, the list of a lookup, and what is read-only. */
export function schemaXml({ name, title, kind, required, choices }: FieldSeed): string {
	const isLookup = kind === 'lookup' || kind === 'multiLookup';
	const isDate = kind === 'date' || kind === 'dateTime';
	return builder.build({
		Field: {
			'@Type': columnTypes[kind],
			'@Name': name,
			'@StaticName': name,
			'@DisplayName': title,
			...trueWhen('Required', required === true),
			...trueWhen('Mult', kind.startsWith('multi') && kind !== 'multiChoice'),
			...trueWhen('ReadOnly', kind === 'calculated'),
			...(isLookup ? { '@List': `{${lookupTarget}}`, '@ShowField': 'Title' } : {}),
			...(isDate ? { '@Format': kind === 'date' ? 'DateOnly' : 'DateTime' } : {}),
			...(choices ? { CHOICES: { CHOICE: choices } } : {}),
		},
	});
}

/** Columns that SharePoint gives each list. */
export const builtInColumns = [
	{
		InternalName: 'ID',
		Title: 'ID',
		Type: 'Counter',
		Required: false,
		SchemaXml: '<Field Type="Counter" Name="ID" DisplayName="ID" ReadOnly="TRUE"/>',
	},
	{
		InternalName: 'ContentType',
		Title: 'Content Type',
		Type: 'Computed',
		Required: false,
		SchemaXml: '<Field Type="Computed" Name="ContentType" DisplayName="Content Type"/>',
	},
	{
		InternalName: '_UIVersion',
		Title: 'UI Version',
		Type: 'Integer',
		Required: false,
		SchemaXml: '<Field Type="Integer" Name="_UIVersion" Hidden="TRUE" ReadOnly="TRUE"/>',
	},
];
