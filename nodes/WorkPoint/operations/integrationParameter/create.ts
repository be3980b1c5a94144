import { call } from '../../../api/call';
import { oneEntity } from '../../../concepts/entity';
import { guidText } from '../../../parameters/guid';
import { itemNumbers } from '../../../parameters/number';
import { optional } from '../../../parameters/parameter';
import { optionalText } from '../../../parameters/text';
import { operation } from '../operation';
import { valueAs } from '../answers';

export const create = operation({
	action: 'Create integration parameter',
	description: 'Store an entity, a library and documents under an identifier for an app or a flow',
	parameters: {
		appOrFlowId: guidText({
			displayName: 'App or Flow ID',
			description: 'The GUID of the app or flow',
		}),
		...oneEntity,
	},
	additionalFields: {
		libraryId: optional(guidText({ description: 'The GUID of the library with the documents' })),
		libraryName: optionalText({
			description: 'The title of the library',
			placeholder: 'e.g. Documents',
		}),
		libraryUrl: optionalText({
			description: 'The URL of the library without the host',
			placeholder: 'e.g. /sites/project-42/Shared Documents',
		}),
		documentIds: itemNumbers({
			description: 'The list item IDs of the documents, whole numbers separated by commas',
			placeholder: 'e.g. 1, 4',
		}),
	},
	// The service accepts a whole library or none (A).
	check: ({ libraryId, libraryName, libraryUrl }, refuse) => {
		const parts = { libraryId, libraryName, libraryUrl };
		const names = ['libraryId', 'libraryName', 'libraryUrl'] as const;
		const missing = names.find((name) => parts[name] === undefined);
		if (missing !== undefined && names.some((name) => parts[name] !== undefined))
			refuse(missing, 'is empty', 'Enter ID, name and URL of the library, or none of them.');
	},
	request: ({ libraryId, libraryName, libraryUrl, ...values }) =>
		call('POST /api/Parameter/ConstructPowerAppAndFlowParameter', {
			body: {
				PowerAppOrFlowId: values.appOrFlowId,
				EntityListId: values.businessModule,
				EntityId: values.entity,
				LibraryInfo:
					libraryId === undefined || libraryName === undefined || libraryUrl === undefined
						? null
						: { Id: libraryId, ServerRelativeUrl: libraryUrl, Name: libraryName },
				DocumentIDs: values.documentIds ?? null,
			},
		}),
	output: valueAs('Identifier'),
});
