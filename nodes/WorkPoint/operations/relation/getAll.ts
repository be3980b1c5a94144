import { call, type Schemas } from '../../../api/call';
import { businessModule } from '../../../concepts/businessModule';
import { entity } from '../../../concepts/entity';
import { boolean } from '../../../parameters/boolean';
import { itemNumbers, wholeNumber } from '../../../parameters/number';
import { options } from '../../../parameters/options';
import { paging } from '../../../parameters/paging';
import { shownWhen } from '../../../parameters/parameter';
import { operation } from '../operation';
import { limited, passThrough } from '../answers';

export const getAll = operation({
	name: 'Get Many',
	action: 'Get many relations',
	description: 'Get the relations of one or several entities to other entities',
	parameters: {
		relationsOf: options<'entity' | 'entities'>({
			description: 'The entity or entities with the relations',
			isOrdered: true,
			labels: {
				entity: 'One Entity',
				entities: {
					name: 'Several Entities',
					description: 'Several entities of one business module, in one call',
				},
			},
			default: 'entity',
		}),
		businessModule,
		entity: shownWhen({ relationsOf: ['entity'] }, entity),
		entityIds: shownWhen(
			{ relationsOf: ['entities'] },
			itemNumbers({
				description: 'The IDs of the entities, whole numbers separated by commas',
				placeholder: 'e.g. 12, 42',
				required: true,
			}),
		),
		...paging,
	},
	additionalFields: {
		relationTypeIds: itemNumbers({
			description: 'Only relations of these types: their IDs, whole numbers separated by commas',
			placeholder: 'e.g. 1, 4',
		}),
		responsibleUserId: wholeNumber({
			description: 'Only relations with this responsible user, by ID',
			default: 1,
			min: 1,
		}),
		showAll: boolean({
			default: true,
			description: 'Whether to also return relations that have not begun or have ended',
		}),
	},
	request: ({ businessModule: List, entity, entityIds = [], showAll = false, ...values }) => {
		const filter: Omit<Schemas['RelationQuery'], 'ListID' | 'ItemID'> & { ShowAll: boolean } = {
			RelationTypeIDs: values.relationTypeIds,
			ShowAll: showAll,
			ResponsibleUserId: values.responsibleUserId,
		};
		return entity === undefined
			? call('POST /api/Relations/query', {
					isRead: true,
					body: { ...filter, Entities: entityIds.map((ID) => ({ List, ID })) },
				})
			: call('POST /api/Relation/GetRelationsByEntity', {
					isRead: true,
					body: { ...filter, ListID: List, ItemID: entity },
				});
	},
	// It is a guess that the relations of several entities are one list (C, contract: relationQueryAnswer).
	output: (answer, values) => limited(passThrough([answer].flat(2)), values),
});
