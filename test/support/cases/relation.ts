import { expect } from 'expect';

import { byId } from '../../../n8n/workflow';
import { call, type BodyOf, type Schemas } from '../../../nodes/api/call';
import { ids } from '../../../sandbox/tenant/seed';
import { onProject, type Case } from './case';

const toCompany = {
	...onProject,
	targetBusinessModule: byId(ids.companies),
	targetEntity: byId(2),
	relationType: byId(2),
};
const sentRelation = {
	type: 'RelationItemBuilderViewModel',
	ListId: ids.companies,
	EntityId: 2,
	TargetRelationTypeId: 2,
} satisfies Partial<Schemas['RelationInput']>;
const source = { SourceListId: ids.projects, SourceItemId: ids.newIntranet } satisfies Partial<
	BodyOf<'PUT /api/Relations'>
>;

export const relationCases: Case[] = [
	{
		operation: 'relation.getAll',
		parameters: {
			...onProject,
			returnAll: true,
			additionalFields: { relationTypeIds: '1, 2', showAll: true },
		},
		sends: call('POST /api/Relation/GetRelationsByEntity', {
			body: {
				ListID: ids.projects,
				ItemID: ids.newIntranet,
				RelationTypeIDs: [1, 2],
				ShowAll: true,
			},
		}),
		gives: [
			expect.objectContaining({ Id: 1, RelationB: expect.objectContaining({ ItemId: 1 }) }),
			expect.objectContaining({ Id: 2, RelationB: expect.objectContaining({ ItemId: 2 }) }),
		],
	},
	{
		operation: 'relation.create',
		parameters: {
			...toCompany,
			additionalFields: {
				sourceRelationType: byId(1),
				description: 'Delivers the servers',
				startDate: '2026-01-01',
				responsible: 'anna@contoso.com',
			},
		},
		sends: call('POST /api/Relations', {
			body: {
				...source,
				BuilderRelations: [
					{
						...sentRelation,
						SourceRelationTypeId: 1,
						Description: 'Delivers the servers',
						StartDate: '2026-01-01T00:00:00Z',
						Responsible: { Email: 'anna@contoso.com' },
					},
				],
			},
		}),
		gives: [{ success: true }],
	},
	{
		operation: 'relation.update',
		parameters: { ...toCompany, relationId: 1, additionalFields: { endDate: '2026-12-31' } },
		sends: call('PUT /api/Relations', {
			body: {
				...source,
				BuilderRelations: [{ ...sentRelation, RelationId: 1, EndDate: '2026-12-31T00:00:00Z' }],
			},
		}),
		gives: [{ success: true }],
	},
	{
		operation: 'relation.delete',
		parameters: { relationId: 2 },
		sends: call('DELETE /api/Relations/{id}', { path: { id: 2 } }),
		gives: [{ deleted: true }],
	},
	{
		operation: 'relation.replaceAll',
		parameters: {
			businessModule: byId(ids.companies),
			entity: byId(1),
			targetBusinessModule: byId(ids.companies),
			targetEntity: byId(2),
		},
		sends: call('POST /api/Relations/ReplaceRelationsByEntity', {
			body: {
				FromBusinessModuleId: ids.companies,
				FromEntityId: 1,
				ToBusinessModuleId: ids.companies,
				ToEntityId: 2,
			},
		}),
		gives: [{ success: true }],
	},
];
