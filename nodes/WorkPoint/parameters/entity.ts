import type { Parameter } from './parameter';

/**
 * The entity picker. An address counts when it is that of the entity's list form (`…?ID=42`).
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
					placeholder:
						'e.g. https://contoso.sharepoint.com/sites/WorkPoint/Lists/Projects/DispForm.aspx?ID=42',
					extractValue: { type: 'regex', regex: '^https?://.*[?&][iI][dD]=([0-9]+)' },
					validation: [
						{
							type: 'regex',
							properties: {
								regex: '^https?://.*[?&][iI][dD]=[0-9]+.*$',
								errorMessage: 'Not the address of a form of an entity: it must contain ID=',
							},
						},
					],
				},
			],
		},
		read(reader, name) {
			const value = reader.value(name);
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
