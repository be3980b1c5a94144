import { expect } from 'expect';

import { byId } from '../../../n8n/workflow';
import { call } from '../../../nodes/api/call';
import { listIds } from '../../../sandbox/tenant/plainLists';
import { projectSiteUrl } from '../../../sandbox/tenant/seed';
import { json, type Case } from './case';

const tasks = { listOf: 'site', list: byId(listIds.tasks) };
const risks = { listOf: 'site', listSiteUrl: projectSiteUrl, list: byId(listIds.risks) };

export const listItemCases: Case[] = [
	{
		operation: 'listItem.getAll',
		notByDefault: ['listOf'],
		parameters: {
			...tasks,
			returnAll: true,
			filterBy: 'fields',
			match: 'all',
			filters: {
				conditions: [{ field: 'Done', operator: 'Eq', value: 'false' }],
			},
			simplify: true,
			additionalFields: { folderUrl: '/sites/WorkPoint/Lists/Tasks' },
		},
		calls: 3,
		sends: call('POST /api/List/{listId}/Items', {
			path: { listId: listIds.tasks },
			body: {
				CamlQuery:
					'<View Scope="RecursiveAll"><Query><Where><Eq><FieldRef Name="Done"/><Value Type="Boolean">0</Value></Eq></Where></Query></View>',
				FolderServerRelativeUrl: '/sites/WorkPoint/Lists/Tasks',
				PageSize: 1_000,
			},
		}),
		gives: [expect.objectContaining({ Title: 'Call Contoso', Effort: 2, Done: false })],
	},
	{
		operation: 'listItem.get',
		notByDefault: ['listOf'],
		parameters: { ...risks, itemId: 1, simplify: true },
		calls: 2,
		sends: call('GET /api/List/{listId}/Item/{itemId}', {
			path: { listId: listIds.risks, itemId: 1 },
			site: projectSiteUrl,
		}),
		gives: [expect.objectContaining({ ID: 1, Title: 'Late delivery', Level: 3 })],
	},
	{
		operation: 'listItem.create',
		notByDefault: ['listOf'],
		parameters: { ...risks, ...json({ Title: 'Illness', Level: 2 }) },
		calls: 2,
		sends: call('POST /api/ListItem/Create', {
			body: {
				ListName: 'Risks',
				FieldValues: [
					{ InternalFieldName: 'Title', Value: 'Illness' },
					{ InternalFieldName: 'Level', Value: '2' },
				],
			},
			site: projectSiteUrl,
		}),
		gives: [{ ItemId: 2 }],
	},
	{
		operation: 'listItem.update',
		notByDefault: ['listOf'],
		parameters: { ...tasks, itemId: 2, ...json({ Done: false }) },
		calls: 2,
		sends: call('POST /api/ListItem/Update', {
			body: {
				ListName: 'Tasks',
				ListItemID: 2,
				FieldValues: [{ InternalFieldName: 'Done', Value: 'false' }],
			},
		}),
		gives: [{ ItemId: 2 }],
	},
	{
		operation: 'listItem.upsert',
		notByDefault: ['listOf'],
		parameters: {
			...tasks,
			keyFields: ['Title'],
			...json({ Title: 'Call Contoso', Effort: 3 }),
		},
		calls: 2,
		sends: call('POST /api/ListItem/CreateOrUpdate', {
			body: {
				ListName: 'Tasks',
				IdentifierFieldValues: [{ InternalFieldName: 'Title', Value: 'Call Contoso' }],
				FieldValues: [
					{ InternalFieldName: 'Title', Value: 'Call Contoso' },
					{ InternalFieldName: 'Effort', Value: '3' },
				],
			},
		}),
		gives: [{ ItemId: 1 }],
	},
	{
		operation: 'listItem.delete',
		notByDefault: ['listOf'],
		parameters: { ...tasks, itemId: 2 },
		calls: 2,
		sends: call('POST /api/ListItem/Recycle', { body: { ListName: 'Tasks', ListItemID: 2 } }),
		gives: [{ deleted: true }],
	},
];
