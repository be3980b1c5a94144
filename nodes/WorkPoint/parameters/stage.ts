import type { Parameter } from './parameter';

/** Content type IDs are hexadecimal numbers (SharePoint). */
const contentTypeId = /^0x[0-9a-f]+$/i;

function contentTypeParameter(field: {
	displayName: string;
	description: string;
	searchListMethod: string;
	businessModule: string;
}): Parameter<string> {
	const { searchListMethod, businessModule, description, ...labels } = field;
	return {
		field: {
			...labels,
			description: `${description}. Its ID is a content type ID, which starts with 0x.`,
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
					placeholder: 'e.g. 0x0100A1B2C3D4',
					validation: [
						{
							type: 'regex',
							properties: {
								regex: '^\\s*0[xX][0-9a-fA-F]+\\s*$',
								errorMessage: 'Not a content type ID: it starts with 0x',
							},
						},
					],
				},
			],
		},
		read(reader, name) {
			const value = String(reader.value(name) ?? '').trim();
			return contentTypeId.test(value)
				? value
				: reader.refuse(
						'is not a content type ID',
						'Pick it from the list, or enter an ID that starts with 0x.',
					);
		},
	};
}

/** The stage picker. A stage's ID is a content type ID of the module's list (grade A). */
export const stage = contentTypeParameter({
	displayName: 'Stage',
	description: 'The stage that the entity moves to',
	searchListMethod: 'searchStages',
	businessModule: 'businessModule',
});

/** The content type that a moved entity gets in its new module. */
export const targetContentType = contentTypeParameter({
	displayName: 'Target Content Type',
	description: 'The stage or content type of the target module that the entity gets',
	searchListMethod: 'searchTargetContentTypes',
	businessModule: 'targetBusinessModule',
});
