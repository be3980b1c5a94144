import { call } from '../../../api/call';
import {
	relationDetails,
	relationEnds,
	relationId,
	relationInput,
	relationOrderKey,
} from '../../../concepts/relation';
import { operation } from '../operation';
import { done } from '../answers';

export const update = operation({
	action: 'Update relation',
	description: 'Replace the properties of a relation. Omitted values may be cleared.',
	parameters: { relationId, ...relationEnds },
	additionalFields: relationDetails,
	orderKeys: ({ relationId }) => [relationOrderKey(relationId)],
	request: (values) =>
		call('PUT /api/Relations', {
			body: {
				SourceListId: values.businessModule,
				SourceItemId: values.entity,
				BuilderRelations: [{ ...relationInput(values), RelationId: values.relationId }],
			},
		}),
	...done,
});
