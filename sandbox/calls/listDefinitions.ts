import { XMLBuilder } from 'fast-xml-parser';

import type { Schemas } from '../server/handlers';
import { systemColumns, type SystemColumn } from './items';
import { kinds } from '../tenant/kinds';
import type { FieldSeed } from '../tenant/modules';
import { guidOf, isPlain, rootOf, type Module, type PlainList } from '../tenant/tenantTypes';

const hiddenColumns = new Set(['owshiddenversion', 'FileDirRef', 'FSObjType']);

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@' });

/** A column with additional members of its schema. */
function columnOf(
	list: Module,
	{ name, title, required }: Pick<FieldSeed, 'name' | 'title' | 'required'>,
	type: string,
	more: Record<string, unknown>,
): Schemas['ListField'] {
	const ID = guidOf(list.id, name);
	const Field = {
		'@ID': `{${ID}}`,
		'@Type': type,
		'@Name': name,
		'@StaticName': name,
		'@DisplayName': title,
		...more,
	};
	return {
		ID,
		InternalName: name,
		Title: title,
		Type: type,
		Required: required === true,
		SchemaXml: builder.build({ Field }),
	};
}

function ownField(list: Module, field: FieldSeed): Schemas['ListField'] {
	const { types, particulars } = kinds[field.kind];
	const [one, several = one] = types;
	return columnOf(list, field, field.isMulti ? several : one, {
		'@Required': field.required ? 'TRUE' : 'FALSE',
		...(field.readOnly ? { '@ReadOnly': 'TRUE' } : {}),
		...particulars,
		...(field.choices ? { CHOICES: { CHOICE: field.choices } } : {}),
		// A multiple-choice column is only marked by its type.
		...(field.isMulti && !field.choices ? { '@Mult': 'TRUE' } : {}),
	});
}

function systemField(list: Module, column: SystemColumn): Schemas['ListField'] {
	return columnOf(list, column, column.type, {
		'@ReadOnly': 'TRUE',
		...(hiddenColumns.has(column.name) ? { '@Hidden': 'TRUE' } : {}),
	});
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
			...systemColumns(list).map((column) => systemField(list, column)),
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
