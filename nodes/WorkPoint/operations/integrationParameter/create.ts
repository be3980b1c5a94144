import { call } from '../../../api/call';
import { oneEntity } from '../../../concepts/entity';
import { guidText } from '../../../parameters/guid';
import { itemNumbers } from '../../../parameters/number';
import { text } from '../../../parameters/text';
import { operation } from '../operation';
import { named } from '../answers';

export const create = operation({
	action: 'Create integration parameter',
	description: 'Store an entity, a library and documents for an app or a flow to get by identifier',
	parameters: {
		appOrFlowId: guidText({
			displayName: 'App or Flow ID',
			description: 'The GUID of the app or flow that the parameter is for',
		}),
		...oneEntity,
		libraryId: guidText({
			description: 'The GUID of the library that holds the documents',
		}),
		libraryName: text({
			description: 'The title of the library',
			placeholder: 'e.g. Documents',
		}),
		libraryUrl: text({
			description: 'The address of the library without the host',
			placeholder: 'e.g. /sites/project-42/Shared Documents',
		}),
	},
	additionalFields: {
		documentIds: itemNumbers({
			description: 'The list item IDs of the documents: whole numbers, separated by commas',
			placeholder: 'e.g. 1, 4',
		}),
	},
	request: (values) =>
		call('POST /api/Parameter/ConstructPowerAppAndFlowParameter', {
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
