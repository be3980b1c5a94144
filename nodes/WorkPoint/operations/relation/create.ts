import { call } from '../../../api/call';
import { relationDetails, relationEnds, relationInput } from '../../../concepts/relation';
import { operation } from '../operation';
import { done } from '../answers';

export const create = operation({
	action: 'Create relation',
	// The route is inferred (grade C, contract: relationCreation).
	description:
		'Create a relation between two entities. WorkPoint documents how to change relations, but not how to create them, so test it first.',
	parameters: relationEnds,
	additionalFields: relationDetails,
	request: (values) =>
		call('POST /api/Relations', {
			body: {
				SourceListId: values.businessModule,
				SourceItemId: values.entity,
				BuilderRelations: [relationInput(values)],
			},
		}),
	...done,
});
