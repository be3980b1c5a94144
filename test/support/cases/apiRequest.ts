import { call } from '../../../nodes/api/call';
import { projectSiteUrl } from '../../../sandbox/tenant/seed';
import { type Case } from './case';

export const apiRequestCases: Case[] = [
	{
		operation: 'apiRequest.request',
		notByDefault: ['method', 'options'],
		parameters: {
			method: 'POST',
			path: '/api/List/Documents/UploadFile',
			queryParameters: { parameters: [{ name: 'overwrite', value: 'true' }] },
			body: '{ "FileName": "Note & more.txt", "FileBytes": "SGVsbG8=" }',
			options: { siteUrl: projectSiteUrl },
		},
		sends: call('POST /api/List/{listName}/UploadFile', {
			path: { listName: 'Documents' },
			query: { overwrite: true },
			body: { FileName: 'Note & more.txt', FileBytes: 'SGVsbG8=' },
			site: projectSiteUrl,
		}),
		gives: [{ Value: '/sites/project-1/Shared Documents/Note & more.txt' }],
	},
];
