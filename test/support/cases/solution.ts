import { expect } from 'expect';

import { call } from '../../../nodes/api/call';
import { finishedExport } from '../../../sandbox/calls/solution';
import { ids } from '../../../sandbox/tenant/seed';
import { type Case } from './case';

export const solutionCases: Case[] = [
	{
		operation: 'solution.getInfo',
		parameters: {},
		sends: call('GET /api/Solution/Info'),
		gives: [expect.objectContaining({ Version: expect.objectContaining({ _Major: 4 }) })],
	},
	{
		operation: 'solution.checkConnection',
		parameters: { report: false, alsoCheckWriting: false },
		calls: 21,
		sends: call('GET /api/Event/ExistsEvent', {
			query: { entityListID: ids.projects, entityID: 1, eventListID: '', eventID: '1' },
		}),
		gives: expect.arrayContaining([
			{
				check: 'Sign-in and permission',
				status: 'ok',
				detail: 'WorkPoint accepts the sign-in for this site',
				advice: null,
			},
		]),
	},
	{
		operation: 'solution.downloadExport',
		parameters: { exportId: String(finishedExport), binaryPropertyName: 'backup' },
		sends: call('GET /api/Solution/Export/{id}', { path: { id: finishedExport } }),
		gives: [
			{
				ExportId: finishedExport,
				FileName: `Solution export ${finishedExport}.zip`,
				Size: expect.any(Number),
			},
		],
	},
	{
		operation: 'solution.getLicensedFeatures',
		parameters: {},
		sends: call('GET /api/License/Features'),
		gives: expect.arrayContaining([
			{ Id: 13, Name: 'Integration' },
			{ Id: 5_000, Name: null },
		]),
	},
	{
		operation: 'solution.getUserLicense',
		parameters: {},
		sends: call('GET /api/License/UserLicense'),
		gives: [expect.objectContaining({ Status: 1, LoginName: expect.any(String) })],
	},
];
