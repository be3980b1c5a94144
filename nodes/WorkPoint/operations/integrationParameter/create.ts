import { text } from '../../parameters/basic';
import { businessModule, guid } from '../../parameters/businessModule';
import { entity } from '../../parameters/entity';
import { numbers } from '../../parameters/numbers';
import type { Parameter } from '../../parameters/parameter';
import { operation } from '../operation';
import { named } from '../output';

function guidText(labels: { displayName: string; description: string }): Parameter<string> {
	return {
		...text({ ...labels, placeholder: 'e.g. 6a1f0c2e-1b2c-4d3e-8f90-a1b2c3d4e5f6' }),
		read: (reader, name) =>
			guid(reader.value(name)) ??
			reader.refuse('is not a GUID', 'Enter an ID such as 6a1f0c2e-1b2c-4d3e-8f90-a1b2c3d4e5f6.'),
	};
}

export const create = operation({
	value: 'create',
	name: 'Create',
	action: 'Create integration parameter',
	description: 'Store an entity, a library and documents for an app or a flow to get by identifier',
	parameters: {
		appOrFlowId: guidText({
			displayName: 'App or Flow ID',
			description: 'The GUID of the app or flow that the parameter is for',
		}),
		businessModule,
		entity,
		libraryId: guidText({
			displayName: 'Library ID',
			description: 'The GUID of the library that holds the documents',
		}),
		libraryName: text({
			displayName: 'Library Name',
			description: 'The title of the library',
			placeholder: 'e.g. Documents',
		}),
		libraryUrl: text({
			displayName: 'Library URL',
			description: 'The address of the library without the host',
			placeholder: 'e.g. /sites/project-42/Shared Documents',
		}),
	},
	additionalFields: {
		documentIds: numbers({
			displayName: 'Document IDs',
			description: 'The list item IDs of the documents: whole numbers, separated by commas',
			placeholder: 'e.g. 1, 4',
		}),
	},
	request: (values) => ({
		method: 'POST',
		path: '/api/Parameter/ConstructPowerAppAndFlowParameter',
		body: {
			PowerAppOrFlowId: values.appOrFlowId,
			EntityListId: values.businessModule,
			EntityId: values.entity,
			LibraryInfo: {
				Id: values.libraryId,
				ServerRelativeUrl: values.libraryUrl,
				Name: values.libraryName,
			},
			DocumentIDs: values.documentIds ?? [],
		},
	}),
	output: named('Identifier'),
});
