import { expect } from 'expect';

import { call } from '../../../nodes/api/call';
import { listIds } from '../../../sandbox/tenant/plainLists';
import { ids } from '../../../sandbox/tenant/seed';
import { onProject, type Case } from './case';

const appOrFlowId = '6a1f0c2e-1b2c-4d3e-8f90-a1b2c3d4e5f6';

export const integrationParameterCases: Case[] = [
	{
		operation: 'integrationParameter.get',
		parameters: { identifier: ids.powerAppParameter },
		sends: call('GET /api/Parameter/GetPowerAppAndFlowParameter/{identifier}', {
			path: { identifier: ids.powerAppParameter },
		}),
		gives: [
			expect.objectContaining({ Entity: expect.objectContaining({ Title: 'New intranet' }) }),
		],
	},
	{
		operation: 'integrationParameter.create',
		parameters: {
			appOrFlowId,
			...onProject,
			additionalFields: {
				documentIds: '1',
				libraryId: listIds.documents,
				libraryName: 'Documents',
				libraryUrl: '/sites/project-1/Shared Documents',
			},
		},
		sends: call('POST /api/Parameter/ConstructPowerAppAndFlowParameter', {
			body: {
				PowerAppOrFlowId: appOrFlowId,
				EntityListId: ids.projects,
				EntityId: ids.newIntranet,
				LibraryInfo: {
					Id: listIds.documents,
					ServerRelativeUrl: '/sites/project-1/Shared Documents',
					Name: 'Documents',
				},
				DocumentIDs: [1],
			},
		}),
		gives: [{ Identifier: expect.stringMatching(/^[0-9a-f-]{36}$/) }],
	},
];
