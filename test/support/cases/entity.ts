import { call } from '../../../nodes/api/call';
import { ids } from '../../../sandbox/tenant/seed';
import { byId, json, onProject, type Case } from './case';

const companies = { businessModule: byId(ids.companies) };

export const entityCases: Case[] = [
	{
		operation: 'entity.get',
		parameters: { ...onProject, simplify: true },
		calls: 2,
		sends: call('GET /api/List/{listId}/Item/{itemId}', {
			path: { listId: ids.projects, itemId: ids.newIntranet },
		}),
		gives: [
			expect.objectContaining({
				ID: ids.newIntranet,
				Title: 'New intranet',
				Budget: 250000,
				Deadline: '2026-12-31T16:00:00Z',
				wpStage: 'Idea',
			}),
		],
	},
	{
		operation: 'entity.getAll',
		parameters: {
			...companies,
			returnAll: false,
			limit: 10,
			filterBy: 'fields',
			match: 'all',
			filters: { conditions: [{ field: 'Country', operator: 'Eq', value: 'Germany' }] },
			sort: {},
			simplify: false,
		},
		calls: 3,
		sends: call('POST /api/List/{listId}/Items', {
			path: { listId: ids.companies },
			body: {
				CamlQuery:
					'<View Scope="RecursiveAll"><Query><Where><Eq><FieldRef Name="Country"/><Value Type="Text">Germany</Value></Eq></Where></Query></View>',
				PageSize: 10,
			},
		}),
		gives: [expect.objectContaining({ Title: 'Nordsee Logistik GmbH', IsEntity: true })],
	},
	{
		operation: 'entity.upsert',
		parameters: {
			...companies,
			keyFields: ['CompanyNumber'],
			...json({ CompanyNumber: '10002', KeyAccount: true }),
		},
		calls: 2,
		sends: call('POST /api/ListItem/CreateOrUpdate', {
			body: {
				ListName: 'Companies',
				IdentifierFieldValues: [{ InternalFieldName: 'CompanyNumber', Value: '10002' }],
				FieldValues: [
					{ InternalFieldName: 'CompanyNumber', Value: '10002' },
					{ InternalFieldName: 'KeyAccount', Value: 'true' },
				],
			},
		}),
		gives: [{ EntityId: 2 }],
	},
	{
		operation: 'entity.delete',
		parameters: onProject,
		calls: 2,
		sends: call('POST /api/ListItem/Recycle', {
			body: { ListName: 'Projects', ListItemID: ids.newIntranet },
		}),
		gives: [{ deleted: true }],
	},
	{
		operation: 'entity.exists',
		parameters: {
			...companies,
			keyValues: { keys: [{ field: 'Title', value: 'Jensen A/S' }] },
		},
		calls: 2,
		sends: call('POST /api/ListItem/Exists', {
			body: {
				ListName: 'Companies',
				IdentifierFieldValues: [{ InternalFieldName: 'Title', Value: 'Jensen A/S' }],
			},
		}),
		gives: [{ Exists: true }],
	},
];
