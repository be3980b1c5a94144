import { expect } from 'expect';

import { byId } from '../../../n8n/workflow';
import { call } from '../../../nodes/api/call';
import { ids } from '../../../sandbox/tenant/seed';
import { companies, startedJob, type Case } from './case';

export const businessModuleCases: Case[] = [
	{
		operation: 'businessModule.getAll',
		parameters: { returnAll: false, limit: 2 },
		sends: call('GET /api/BusinessModules'),
		gives: [
			expect.objectContaining({ Title: 'Companies' }),
			expect.objectContaining({ Title: 'Projects' }),
		],
	},
	{
		operation: 'businessModule.get',
		parameters: companies,
		sends: call('GET /api/BusinessModules/{id}', { path: { id: ids.companies } }),
		gives: [expect.objectContaining({ Title: 'Companies', ListUrl: 'Lists/Companies' })],
	},
	{
		operation: 'businessModule.getFields',
		parameters: companies,
		sends: call('GET /api/Entity/{businessModuleId}/GetEntityFieldSchema', {
			path: { businessModuleId: ids.companies },
		}),
		gives: expect.arrayContaining([
			{
				InternalName: 'Title',
				Title: 'Title',
				Type: 'string',
				Format: null,
				Required: true,
				ReadOnly: false,
				Choices: null,
			},
			expect.objectContaining({
				InternalName: 'Country',
				Choices: ['Denmark', 'Germany', 'Norway', 'Sweden'],
			}),
		]),
	},
	{
		operation: 'businessModule.getStages',
		parameters: companies,
		sends: call('GET /api/BusinessModules/{id}', { path: { id: ids.companies } }),
		gives: [
			expect.objectContaining({ Title: 'Prospect', ContentTypeId: ids.stages.prospect }),
			expect.objectContaining({ Title: 'Customer', ContentTypeId: ids.stages.customer }),
		],
	},
	{
		operation: 'businessModule.getTriggers',
		parameters: { businessModule: byId(ids.companies) },
		sends: call('GET /api/BusinessModules/{id}/Triggers', { path: { id: ids.companies } }),
		gives: [
			{ Title: 'Company created', Id: ids.triggers.companyCreated },
			{ Title: 'Company created (email only)', Id: ids.triggers.companyCreatedSilently },
		],
	},
	{
		operation: 'businessModule.getActions',
		parameters: { businessModule: byId(ids.projects) },
		sends: call('GET /api/BusinessModules/{id}/Actions', { path: { id: ids.projects } }),
		gives: [{ Title: 'Archive project', Id: ids.actions.archiveProject }],
	},
	{
		operation: 'businessModule.getMergeFields',
		parameters: companies,
		sends: call('GET /api/MailMerge/GetMailMergeFields/{businessModuleId}', {
			path: { businessModuleId: ids.companies },
		}),
		gives: expect.arrayContaining([{ Name: 'Title' }, { Name: 'Homepage' }]),
	},
	{
		operation: 'businessModule.synchronizeFromMasterSite',
		notByDefault: ['synchronizationScope'],
		parameters: {
			...companies,
			synchronizationScope: 'BufferSites',
			parts: ['SyncNavigation'],
			additionalFields: { jobQueue: 'Integration' },
		},
		sends: call('POST /api/BusinessModules/{businessModuleId}/QueueMasterSiteSyncJob', {
			path: { businessModuleId: ids.companies },
			headers: { WorkPointJobQueue: 'Integration' },
			body: { SynchronizationScope: 'BufferSites', SyncNavigation: true },
		}),
		gives: startedJob,
	},
];
