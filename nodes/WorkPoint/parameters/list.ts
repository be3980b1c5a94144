import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';

import type { components } from '../../../contract/workpoint365';
import { path, type Send } from '../../shared/request';
import { webUrl } from '../../shared/urls';
import { editorClient } from '../editorClient';
import { absoluteUrl, optional, wholeNumber } from './basic';
import { guid } from './businessModule';
import type { Parameter } from './parameter';

export type List = components['schemas']['List'];

/** The site that owns the list. List calls name it in the place of the WorkPoint site (grade A for lists, C for items). */
export const listSiteUrl = optional(
	absoluteUrl({
		displayName: 'List Site URL',
		description:
			'The absolute address of the site that owns the list, such as the site of an entity. The WorkPoint site when it is left out.',
		placeholder: 'e.g. https://contoso.sharepoint.com/sites/project-42',
	}),
);

/** The list picker. */
export const list: Parameter<string> = {
	field: {
		displayName: 'List',
		description: 'The SharePoint list. Its ID is a GUID.',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		typeOptions: { loadOptionsDependsOn: ['listSiteUrl'] },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchLists', searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 6a1f0c2e-1b2c-4d3e-8f90-a1b2c3d4e5f6',
			},
		],
	},
	read: (reader, name) =>
		guid(reader.value(name)) ??
		reader.refuse('is not a GUID', 'Pick it from the list, or enter the ID of the list.'),
};

export const itemId = {
	...wholeNumber({
		displayName: 'Item ID',
		description: 'The ID of the item in its list',
		default: 1,
		min: 1,
		required: true,
	}),
	identifies: true,
};

/** The field values of a list item as one JSON object, by internal field name. */
export const itemFields: Parameter<IDataObject> = {
	field: {
		displayName: 'Fields (JSON)',
		type: 'json',
		default: '{}',
		required: true,
		description:
			'The field values as one JSON object, by internal field name. Several values of a field are a list; a lookup or user may be { "LookupId": 3 }; { "Value": "10001", "LookupListFieldNameKeys": ["CompanyNumber"] } finds a lookup by a column; null clears.',
		placeholder: 'e.g. { "Title": "Call Contoso" }',
	},
	read(reader, name) {
		const raw = reader.value(name);
		let value: unknown = raw;
		try {
			if (typeof raw === 'string') value = JSON.parse(raw);
		} catch {
			value = undefined;
		}
		return typeof value === 'object' && value !== null && !Array.isArray(value)
			? (value as IDataObject)
			: reader.refuse(
					'is not a JSON object',
					'Enter an object such as { "Title": "Call Contoso" }.',
				);
	},
};

/** A list with its fields, read once in a run. */
export async function readListDefinition(
	listId: string,
	siteUrl: string | undefined,
	send: Send,
): Promise<List> {
	return (await send({
		method: 'GET',
		path: path`/api/Lists/${listId}`,
		siteUrl,
		once: true,
	})) as List;
}

function siteIn(context: ILoadOptionsFunctions): string | undefined {
	return webUrl(context.getCurrentNodeParameter('listSiteUrl'))?.href.replace(/\/+$/, '');
}

/** The lists of the site for the picker, filtered by what the user types. */
export async function searchLists(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const client = await editorClient(this);
	const lists = (await client.send({
		method: 'GET',
		path: '/api/Lists',
		siteUrl: siteIn(this),
	})) as List[];
	const wanted = filter.toLowerCase();
	return {
		results: lists
			.flatMap(({ ID, Title }) => (ID === undefined ? [] : [{ name: Title ?? ID, value: ID }]))
			.filter(({ name, value }) => name.toLowerCase().includes(wanted) || value === wanted)
			.sort((a, b) => a.name.localeCompare(b.name)),
	};
}

/** The fields of the chosen list; none while no list is chosen. */
export async function listFieldNames(
	context: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const listId = guid(context.getCurrentNodeParameter('list', { extractValue: true }));
	if (listId === undefined) return [];
	const client = await editorClient(context);
	const { ListDefinition } = await readListDefinition(listId, siteIn(context), client.send);
	return (ListDefinition?.Fields ?? []).flatMap(({ InternalName, Title }) =>
		InternalName === undefined
			? []
			: [{ name: `${Title ?? InternalName} (${InternalName})`, value: InternalName }],
	);
}
