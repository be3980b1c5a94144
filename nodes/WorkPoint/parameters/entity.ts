import { webUrl } from '../../shared/urls';
import { guid } from './businessModule';
import { entityOfSite } from './entitySite';
import type { Parameter, Reader } from './parameter';

/** The entity that an address means which has no ID in it: that of its site. */
async function readSite(reader: Reader, address: URL, moduleName: string): Promise<number> {
	const moduleId = guid(reader.value(moduleName));
	const id =
		moduleId === undefined ? undefined : await entityOfSite(moduleId, address, reader.send);
	return (
		id ??
		reader.refuse(
			'is an address that is the site of no entity of the module',
			`Enter the address of the entity's site or of one of its forms (with ?ID=), or pick it from the list. The address is ${address.href}.`,
		)
	);
}

/**
 * The entity picker. An address counts when it is that of the entity's list form (`…?ID=42`), or of its site, which costs a
 * call to find the entity.
 *
 * @param labels its `description` has no final period
 */
export function entityParameter(
	labels: {
		displayName?: string;
		description?: string;
		businessModule?: string;
		searchListMethod?: string;
	} = {},
): Parameter<number> {
	const {
		businessModule = 'businessModule',
		searchListMethod = 'searchEntities',
		description = 'The entity, such as one company or one project',
		...field
	} = labels;
	return {
		identifies: true,
		field: {
			displayName: 'Entity',
			...field,
			description: `${description}. Its ID is a whole number.`,
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			required: true,
			typeOptions: { loadOptionsDependsOn: [`${businessModule}.value`] },
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					typeOptions: { searchListMethod, searchable: true },
				},
				{
					displayName: 'By ID',
					name: 'id',
					type: 'string',
					placeholder: 'e.g. 42',
					validation: [
						{
							type: 'regex',
							properties: {
								regex: '^\\s*[1-9][0-9]*\\s*$',
								errorMessage: 'Not a whole number from 1 on',
							},
						},
					],
				},
				{
					displayName: 'By URL',
					name: 'url',
					type: 'string',
					placeholder: 'e.g. https://contoso.sharepoint.com/sites/project-1',
					hint: 'The site of the entity, or one of its forms in SharePoint',
					// The number behind ID=, or a whole address without parameters.
					extractValue: {
						type: 'regex',
						regex: '((?<=^https?://.*[?&][iI][dD]=)[0-9]+|^https?://[^?#]+$)',
					},
					validation: [
						{
							type: 'regex',
							properties: {
								regex: '^https?://(.*[?&][iI][dD]=[0-9]+.*|[^?#]+)$',
								errorMessage: 'Not the address of a site or of a form with ID=',
							},
						},
					],
				},
			],
		},
		read(reader, name) {
			const value = reader.value(name);
			const address = webUrl(value);
			// In a collection, the module is a neighbour.
			if (address !== undefined)
				return readSite(reader, address, businessModule.replace(/^.*\./, ''));
			const id = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
			return typeof id === 'number' && Number.isSafeInteger(id) && id > 0
				? id
				: reader.refuse(
						'is not a whole number from 1 on',
						'Pick it from the list, or enter the ID of the entity.',
					);
		},
	};
}

export const entity = entityParameter();
