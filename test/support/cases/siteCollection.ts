import { byId } from '../../../n8n/workflow';
import { call } from '../../../nodes/api/call';
import { ids } from '../../../sandbox/tenant/seed';
import { type Case } from './case';

export const siteCollectionCases: Case[] = [
	{
		operation: 'siteCollection.register',
		parameters: {
			serverRelativeUrl: '/sites/bucket-1',
			businessModule: byId(ids.projects),
			siteCollectionType: 'Bucket',
		},
		sends: call('POST /api/SiteManagement/RegisterSiteCollection', {
			body: {
				ServerRelativeUrl: '/sites/bucket-1',
				SiteCollectionType: 'Bucket',
				AssignedToBusinessModuleId: ids.projects,
			},
		}),
		gives: [{ Registered: true }],
	},
];
