import { XMLBuilder } from 'fast-xml-parser';

import type { Schemas } from './handlers';
import { systemColumns } from './items';
import type { FieldKind, FieldSeed } from './modules';
import { guidOf, isPlain, rootOf, type Module, type PlainList } from './records';
import { lookupTarget, termSetId, termStoreId } from './plainLists';

/** The names of SharePoint's column types. */
const columnTypes: Record<FieldKind, string> = {
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

/** The types of the columns that SharePoint or WorkPoint keep; the rest are texts. */
const systemTypes: Record<string, string> = {
	ID: 'Counter',
	Created: 'DateTime',
	Modified: 'DateTime',
	Author: 'User',
	Editor: 'User',
	owshiddenversion: 'Integer',
	FileLeafRef: 'File',
	FileRef: 'Lookup',
	FileDirRef: 'Lookup',
	FSObjType: 'Lookup',
};

const hiddenColumns = new Set(['owshiddenversion', 'FileDirRef', 'FSObjType']);

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@' });

/** The attributes and elements by which SharePoint tells what a kind of column takes. */
function particulars({ kind, choices }: FieldSeed): Record<string, unknown> {
	const many = kind.startsWith('multi') ? { '@Mult': 'TRUE' } : {};
	switch (kind) {
		case 'choice':
		case 'multiChoice':
			return { '@Format': 'Dropdown', CHOICES: { CHOICE: choices } };
		case 'date':
			return { '@Format': 'DateOnly' };
		case 'dateTime':
			return { '@Format': 'DateTime' };
		case 'note':
			return { '@NumLines': '6', '@RichText': 'FALSE' };
		case 'hyperlink':
			return { '@Format': 'Hyperlink' };
		case 'user':
		case 'multiUser':
			return { '@List': 'UserInfo', '@UserSelectionMode': 'PeopleOnly', ...many };
		case 'lookup':
		case 'multiLookup':
			return { '@List': `{${lookupTarget}}`, '@ShowField': 'Title', ...many };
		case 'term':
		case 'multiTerm': {
			const property = (Name: string, Value: string) => ({ Name, Value });
			const Property = [property('SspId', termStoreId), property('TermSetId', termSetId)];
			return { ...many, Customization: { ArrayOfProperty: { Property } } };
		}
		default:
			return {};
	}
}

function ownField(list: Module, field: FieldSeed): Schemas['ListField'] {
	const ID = guidOf(list.id, field.name);
	const Field = {
		'@ID': `{${ID}}`,
		'@Type': columnTypes[field.kind],
		'@Name': field.name,
		'@StaticName': field.name,
		'@DisplayName': field.title,
		'@Required': field.required ? 'TRUE' : 'FALSE',
		...(field.readOnly || field.kind === 'calculated' ? { '@ReadOnly': 'TRUE' } : {}),
		...particulars(field),
	};
	return {
		ID,
		InternalName: field.name,
		Title: field.title,
		Type: columnTypes[field.kind],
		Required: field.required === true,
		SchemaXml: builder.build({ Field }),
	};
}

function systemField(list: Module, name: string, title: string): Schemas['ListField'] {
	const ID = guidOf(list.id, name);
	const Type = systemTypes[name] ?? 'Text';
	const Field = {
		'@ID': `{${ID}}`,
		'@Type': Type,
		'@Name': name,
		'@StaticName': name,
		'@DisplayName': title,
		'@ReadOnly': 'TRUE',
		...(hiddenColumns.has(name) ? { '@Hidden': 'TRUE' } : {}),
	};
	return {
		ID,
		InternalName: name,
		Title: title,
		Type,
		Required: false,
		SchemaXml: builder.build({ Field }),
	};
}

function definitionOf(list: Module): Schemas['ListDefinition'] {
	const links = list.fields.map(({ name, required }): Schemas['FieldLink'] => ({
		InternalFieldName: name,
		Required: required === true,
	}));
	return {
		ID: list.id,
		Title: list.title,
		Fields: [
			...list.fields.map((field) => ownField(list, field)),
			...systemColumns(list).map(([name, title]) => systemField(list, name, title)),
		],
		ContentTypes: list.stages.map(({ id, title }): Schemas['ContentType'] => ({
			Id: id,
			Name: title,
			Fields: links,
		})),
		ViewDefinitions: [
			{
				ID: guidOf(list.id, 'view'),
				Title: 'All Items',
				Type: 'HTML',
				DefaultView: true,
				Paged: true,
				Query: '',
				RowLimit: 30,
				Fields: list.fields.map(({ name }) => name),
			},
		],
	};
}

export function listAnswer(list: Module | PlainList, withDefinition: boolean): Schemas['List'] {
	const isLibrary = isPlain(list) && list.isLibrary;
	return {
		ID: list.id,
		Title: list.title,
		ListTemplateId: isLibrary ? '101' : '100',
		ServerRelativeUrl: rootOf(list),
		BaseType: isLibrary ? 2 : 1,
		IsApplicationList: false,
		ListDefinition: withDefinition ? definitionOf(list) : null,
	};
}
