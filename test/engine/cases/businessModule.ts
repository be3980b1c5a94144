import { ids } from '../../../sandbox/seed';
import { byId, type Case } from './case';

const companies = { businessModule: byId(ids.companies) };

export const businessModuleCases: Case[] = [
	{
		operation: 'businessModule.get',
		parameters: companies,
		sends: `GET /api/BusinessModules/${ids.companies}`,
		gives: [expect.objectContaining({ Title: 'Companies', ListUrl: 'Lists/Companies' })],
	},
	{
		operation: 'businessModule.getFields',
		parameters: companies,
		sends: `GET /api/Entity/${ids.companies}/GetEntityFieldSchema`,
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
		sends: `GET /api/BusinessModules/${ids.companies}`,
		gives: [
			expect.objectContaining({ Title: 'Prospect', ContentTypeId: ids.stages.prospect }),
			expect.objectContaining({ Title: 'Customer', ContentTypeId: ids.stages.customer }),
		],
	},
	{
		operation: 'businessModule.getMergeFields',
		parameters: companies,
		sends: `GET /api/MailMerge/GetMailMergeFields/${ids.companies}`,
		gives: expect.arrayContaining([{ Name: 'Title' }, { Name: 'Homepage' }]),
	},
];
