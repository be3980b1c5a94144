import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import type { components } from '../../../contract/workpoint365';
import { editorClient } from '../editorClient';
import type { Parameter, Reader } from './parameter';

type BusinessModule = components['schemas']['BusinessModule'];

export const guidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A GUID in the plain form that the service writes, or undefined. */
export function guid(value: unknown): string | undefined {
	const plain = String(value ?? '')
		.trim()
		.replace(/^\{(.*)\}$/, '$1');
	return guidPattern.test(plain) ? plain.toLowerCase() : undefined;
}

function readGuid(reader: Reader, name: string): string {
	return (
		guid(reader.value(name)) ??
		reader.refuse(
			'is not a GUID',
			'Pick it from the list, or enter an ID such as 6a1f0c2e-1b2c-4d3e-8f90-a1b2c3d4e5f6.',
		)
	);
}

/** The module picker. A module's ID is the GUID of its SharePoint list (grade A). `description` has no final period. */
export function businessModuleParameter(
	labels: { displayName?: string; description?: string } = {},
): Parameter<string> {
	const { description = 'The business module, such as Companies or Projects', ...field } = labels;
	return {
		field: {
			displayName: 'Business Module',
			...field,
			description: `${description}. Its ID is a GUID.`,
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			required: true,
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					typeOptions: { searchListMethod: 'searchBusinessModules', searchable: true },
				},
				{
					displayName: 'By ID',
					name: 'id',
					type: 'string',
					placeholder: 'e.g. 6a1f0c2e-1b2c-4d3e-8f90-a1b2c3d4e5f6',
					validation: [
						{
							type: 'regex',
							properties: {
								regex: '^\\s*\\{?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\}?\\s*$',
								errorMessage: 'Not a GUID',
							},
						},
					],
				},
			],
		},
		read: readGuid,
	};
}

export const businessModule = businessModuleParameter();

/** The modules of the site for the picker, filtered by what the user types. */
export async function searchBusinessModules(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const client = await editorClient(this);
	const modules = (await client.send({
		method: 'GET',
		path: '/api/BusinessModules',
	})) as BusinessModule[];
	const wanted = (filter ?? '').toLowerCase();
	return {
		results: modules
			.map(({ Title, EntityName, Id }) => ({
				name: Title ?? EntityName ?? String(Id),
				value: String(Id),
			}))
			.filter(({ name, value }) => name.toLowerCase().includes(wanted) || value === wanted)
			.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true })),
	};
}
