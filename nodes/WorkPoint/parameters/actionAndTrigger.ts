import { guid } from './businessModule';
import type { Parameter } from './parameter';

/** The picker of an action or a trigger that is active in the module. */
function guidPicker(field: {
	displayName: string;
	description: string;
	searchListMethod: string;
}): Parameter<string> {
	const { searchListMethod, description, ...labels } = field;
	return {
		field: {
			...labels,
			description: `${description}. Its ID is a GUID.`,
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			required: true,
			typeOptions: { loadOptionsDependsOn: ['businessModule.value'] },
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
					placeholder: 'e.g. 6a1f0c2e-1b2c-4d3e-8f90-a1b2c3d4e5f6',
				},
			],
		},
		read(reader, name) {
			return (
				guid(reader.value(name)) ??
				reader.refuse('is not a GUID', 'Pick it from the list, or enter its ID.')
			);
		},
	};
}

/** The picker of an active action of the module. */
export const workPointAction = guidPicker({
	displayName: 'Action',
	description: 'The action to execute, one of those that are active in the module',
	searchListMethod: 'searchActions',
});

/** The picker of an active trigger of the module. */
export const trigger = guidPicker({
	displayName: 'Trigger',
	description: 'The WorkPoint trigger that sends the events',
	searchListMethod: 'searchTriggers',
});
